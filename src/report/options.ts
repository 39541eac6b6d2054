// What a report depends on of what the options give; a job has all of it.
import type { RecordPlan } from '../format/input/input-format.js';
import type { RowExpressions } from '../format/output/row-expressions.js';
import type { JoinKind } from '../model/join-kind.js';
import type { TimeOutput } from '../text/instant-text.js';

export interface ReportedStream {
  readonly recordPlan: RecordPlan;
  /** Inputs go on after their ends. */
  readonly follow: boolean;
}

export interface ReportOptions {
  readonly streams: readonly [ReportedStream, ...ReportedStream[]];
  /** How rows are written; undefined where there are none. */
  readonly rows: object | undefined;
  /** --let and --having; undefined: none. */
  readonly expressions: RowExpressions | undefined;
  readonly aggregateNames: readonly string[];
  /** The aggregates as they were called, `sum($.bytes)`, each with the columns of the batch that it reads. */
  readonly calls: readonly { readonly text: string; readonly columns: readonly number[] }[];
  readonly timeOutput: TimeOutput;
  /** What is done with the events. */
  readonly step: {
    readonly is: 'group-window' | 'dedup' | JoinKind | 'sort' | 'match' | 'gaps' | 'silence' | 'disorder';
  };
  /** Whether a row that is not all of its window can be marked as such. */
  readonly tellsIncomplete: boolean;
  /** Where late events go, if an option gives it. */
  readonly late: object | undefined;
  /** Where rejects go, if an option gives it; 'none': nowhere. */
  readonly rejects: { readonly kind: string } | undefined;
  /** The same of the stats. */
  readonly stats: { readonly kind: string } | undefined;
  readonly failOnLate: boolean;
  readonly progress: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}
