// A run as it is carried out: what plan/build.ts makes of a plan for run.ts. Types, and what follows from them for the
// report and the messages.
import type { DedupPlan } from './operator/dedup/dedup-plan.js';
import type { AsOfJoinPlan, IntervalJoinPlan, TableJoinPlan, WindowJoinPlan } from './operator/join/join-plan.js';
import type { GapsPlan, SilencePlan } from './operator/fill/fill-plan.js';
import type { FillWith } from './format/output/filled-rows.js';
import type { SortPlan } from './operator/sort/sort-plan.js';
import type { DisorderPlan } from './operator/disorder/disorder-plan.js';
import type { MatchPlan } from './operator/match/match-plan.js';
import type { GroupWindowPlan } from './operator/group-window/group-window-plan.js';
import type { PipelinePlan } from './pipeline/pipeline-plan.js';
import type { RecordSpec } from './event/read-spec.js';
import type { RecordPlan } from './format/input/input-format.js';
import type { Duration, Instant } from './model/instant.js';
import type { OutputFormat } from './format/output/output-format.js';
import type { RowExpressions } from './format/output/row-expressions.js';
import type { PaneMode, RowShape } from './format/output/row-layout.js';
import type { Destination } from './model/destination.js';
import type { TimeOutput } from './text/instant-text.js';
import type { NamedOperand } from './model/operand.js';

/** The operator of a run, with what it goes by. */
export type OperatorStep =
  | { readonly is: 'group-window'; readonly plan: GroupWindowPlan }
  | {
      readonly is: 'dedup';
      readonly plan: DedupPlan;
      /** undefined: counted only. */
      readonly duplicates: Destination | undefined;
    }
  | { readonly is: 'interval-join'; readonly plan: IntervalJoinPlan }
  | { readonly is: 'as-of-join'; readonly plan: AsOfJoinPlan }
  | { readonly is: 'window-join'; readonly plan: WindowJoinPlan }
  | { readonly is: 'table-join'; readonly plan: TableJoinPlan; readonly table: TableFile }
  | {
      readonly is: 'gaps';
      readonly plan: GapsPlan;
      /** What filled rows have for values. */
      readonly values: FillWith;
    }
  | {
      readonly is: 'silence';
      readonly plan: Omit<SilencePlan, 'expected'>;
      /** Its keys are expected; undefined: none are. */
      readonly table: TableFile | undefined;
    }
  | { readonly is: 'sort'; readonly plan: SortPlan }
  | { readonly is: 'disorder'; readonly plan: DisorderPlan; readonly as: 'text' | 'json' }
  | {
      readonly is: 'match';
      readonly plan: MatchPlan;
      /** undefined: counted only. */
      readonly timeouts: Destination | undefined;
    };

/** A file that is read as a whole before the first event. */
export interface TableFile {
  readonly path: string;
  readonly recordPlan: RecordPlan;
}

/** The file that a step reads as a whole; undefined: it has none. */
export function tableOf(step: OperatorStep): TableFile | undefined {
  return 'table' in step ? step.table : undefined;
}

/** How the rows of a run are written. */
export interface RowPlan {
  readonly format: OutputFormat;
  readonly shape: RowShape;
  readonly pane: PaneMode;
  /** How far the clocks of `--tz` are ahead of UTC at an instant, in ms. */
  readonly offset: (at: Instant) => Duration;
}

/** A stream of records; how its event time goes on stands in `Job.pipeline`, under the same number. */
export interface StreamJob {
  /** As the plan calls it: `events`. */
  readonly name: string;
  readonly inputs: readonly NamedOperand[];
  /** What is read of each record, as data: for other threads, which compile it themselves. */
  readonly record: RecordSpec;
  readonly recordPlan: RecordPlan;
  /** Whether `--max-future` is for regular files too: it was given, and is not the default of live inputs. */
  readonly guardsFiles: boolean;
  /** Whether --watermark was given: late events are then no surprise. */
  readonly watermarkGiven: boolean;
  readonly follow: boolean;
  /** `--rotate-wait D`: how long the old file of a rotated log is watched for what late writers put into it. */
  readonly rotateWaitMs: Duration;
  readonly reconnect: boolean;
  /** `--accept N`: connections after which a listening input ends; Infinity: never. */
  readonly accept: number;
}

export interface Job {
  /** In the order of the operator's ports. Their keys are of the same parts, which are named as in the first. */
  readonly streams: readonly [StreamJob, ...StreamJob[]];
  readonly pipeline: PipelinePlan;
  /** What is done with the events. */
  readonly step: OperatorStep;
  /** The verb that says what: `run`, `fill`. */
  readonly verb: string;
  /** The steps that follow it (`then`), each as a run by itself that reads the rows of the one before: it has no inputs. */
  readonly then: readonly Job[];
  /** undefined where events are passed on as they came. */
  readonly rows: RowPlan | undefined;
  /** --let and --having; undefined: none. */
  readonly expressions: RowExpressions | undefined;
  /** Whether a row that is not all of its window can be marked as such. */
  readonly tellsIncomplete: boolean;
  /** Names of the aggregates, in the order of their cells; none but in group-by-window. */
  readonly aggregateNames: readonly string[];
  /** The same as they were called, `sum($.bytes)`, each with the columns of the batch that it reads. */
  readonly calls: readonly { readonly text: string; readonly columns: readonly number[] }[];
  /** Where processing time comes from. 'event' is `--clock PATH` (the path is in the record plans). */
  readonly clock: 'wall' | 'input' | 'event';
  /** Whether control lines are written. */
  readonly controlOut: boolean;
  readonly timeOutput: TimeOutput;
  readonly results: Destination;
  /** undefined: fd 3 if the caller opened it, else counted only. */
  readonly late: Destination | undefined;
  /** undefined: counted, the first few shown on stderr. */
  readonly rejects: Destination | undefined;
  readonly lateFormat: 'raw' | 'annotated';
  readonly append: boolean;
  readonly lineBuffered: boolean;
  /** false with `--no-drain`. */
  readonly drain: boolean;
  readonly checkpoint:
    | {
        /** A file, or the directory of a pipeline of several processes. */
        readonly path: string;
        /** The name of the process in the pipeline; not there: it is in none. */
        readonly name?: string;
        /** Wall time between checkpoints, or events between them. */
        readonly every: { readonly ms: Duration } | { readonly events: number };
        readonly fresh: boolean;
      }
    | undefined;
  /** Decoding threads; 'auto' lets the run choose. */
  readonly threads: number | 'auto';
  readonly maxLine: number;
  /** Infinity: none. */
  readonly maxKeys: number;
  /** `--max-memory`, in bytes; undefined: a share of what the machine has. */
  readonly maxMemory: number | undefined;
  readonly strict: boolean;
  /** `--max-bad`: rejects, or their share of the lines that might be events, up to which all is well; Infinity: no limit. */
  readonly maxBad: { readonly lines: number } | { readonly percent: number };
  readonly failOnLate: boolean;
  readonly stats: Destination | undefined;
  readonly progress: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: 'always' | 'never' | 'auto';
  /**
   * The options that change the meaning of the results, as canonical text by option name, for the checkpoint's
   * fingerprint: two runs with equal maps give equal results for equal input. It is made when it is asked for, since most
   * runs never do.
   */
  readonly meaning: () => Readonly<Record<string, string>>;
}

/** What group-by-window goes by; undefined where another operator is at work. */
export function windowPlanOf({ step }: Pick<Job, 'step'>): GroupWindowPlan | undefined {
  return step.is === 'group-window' ? step.plan : undefined;
}

/** Whether W ever rises before the end of the input: by event times, by the clock, or by control lines. */
export function hasWatermark({ pipeline, streams }: Pick<Job, 'pipeline' | 'streams'>): boolean {
  return streams.every(({ recordPlan }, stream) => {
    const { generator } = pipeline.streams[stream]!;
    if (pipeline.domain === 'processing' || recordPlan.control || generator.asksClock) return true;
    return recordPlan.time !== undefined && generator.lag !== undefined;
  });
}

/** How far W is behind the largest event time, at most, while all inputs go on; undefined: it does not follow event times. */
export function lagOf({ pipeline: { streams } }: Pick<Job, 'pipeline'>): Duration | undefined {
  const lags = streams.map(({ generator }) => generator.lag);
  return lags.reduce((most, lag) => (most === undefined || lag === undefined ? undefined : Math.max(most, lag)));
}
