// A run as data: what the options of a command line meant, as plain JSON. `flowctl explain --json` writes one, `flowctl run
// --plan` reads it, and build.ts makes of it what does it. Nothing in it is about this machine or this terminal.
import type { RecordSpec } from '../event/read-spec.js';
import type { SetSpec } from '../event/set.js';
import type { Duration } from '../model/instant.js';
import type { Spec } from '../text/spec.js';

export interface Plan {
  readonly version: 1;
  readonly streams: readonly StreamPlan[];
  readonly steps: readonly StepPlan[];
  readonly outputs: OutputSpec;
  /**
   * `{"is":"ndjson","times":"iso"|"ms"|"s"|"zoned","pane":"auto"|"always"|"never","control":boolean}`: the form of rows, how instants
   * are written, which rows hold the place of their pane, and whether control lines are written.
   */
  readonly resultFormat: Spec;
  /** Where processing time comes from; 'event': from the path `clock` of what is read. */
  readonly clock: 'wall' | 'input' | 'event';
  readonly limits: LimitPlan;
  readonly checkpoint: CheckpointPlan | null;
  /** Whether open windows are closed at the end of the input; else they wait in the checkpoint. */
  readonly drain: boolean;
  /** Decoding threads. */
  readonly threads: number | 'auto';
  /** How options were written that are not written as the rest of the plan writes them; checkpoints hold such text. */
  readonly spelled?: Readonly<Record<string, Spelling>>;
}

/** A stream of records, from inputs that share all that is known of them. */
export interface StreamPlan extends RecordSpec {
  readonly name: string;
  /** As the command line names inputs: `access.ndjson`, `-`, `tcp://host:port`. */
  readonly operands: readonly string[];
  readonly source: SourcePlan;
  /** null: events are believed to come in order, since nothing else is known. */
  readonly watermark: Spec | null;
  /** Silence after which an input no longer holds the watermark back, in ms; null: none. */
  readonly idle: Duration | null;
  /** How far ahead of the clock an event may be, in ms; 'auto': 5 minutes for live inputs under the clock on the wall. */
  readonly maxFuture: Duration | 'off' | 'auto';
}

/** How inputs are read. */
export interface SourcePlan {
  readonly follow: boolean;
  /** How long the old file of a rotated log is watched, in ms. */
  readonly rotateWait: Duration;
  readonly reconnect: boolean;
  /** Connections after which a listening input ends; null: never. */
  readonly accept: number | null;
}

/** What is done with the rows of streams, named, and of earlier steps, numbered. */
export interface StepPlan {
  readonly operator: OperatorSpec;
  readonly from: readonly (string | number)[];
  /** Of a step that reads the rows of the one before it: what of the plan is its own. All else of the plan is the first step's. */
  readonly chained?: ChainedPlan;
}

/** What a step after the first has for itself (plan/chain.ts). Its watermark is what the step before promises. */
export interface ChainedPlan extends RecordSpec {
  readonly maxFuture: Duration | 'off';
  readonly outputs: StepOutputs;
  readonly resultFormat: Spec;
  readonly clock: Plan['clock'];
  readonly limits: StepLimits;
  readonly spelled?: Plan['spelled'];
}

export type OperatorSpec =
  | GroupWindowSpec
  | DedupSpec
  | IntervalJoinSpec
  | AsOfJoinSpec
  | TableJoinSpec
  | WindowJoinSpec
  | SortSpec
  | MatchSpec
  | TopSpec
  | GapsSpec
  | SilenceSpec
  | DisorderSpec;

/** One of events that are the same is passed on (operator/dedup). */
export interface DedupSpec {
  readonly is: 'dedup';
  /** Events of a key less than that apart are the same, in ms. */
  readonly within: Duration;
  readonly keep: 'first' | 'earliest';
  /** In ms. */
  readonly allowedLateness: Duration;
}

/** How far events are out of order is measured (operator/disorder). */
export interface DisorderSpec {
  readonly is: 'disorder';
  /** An event is late once its windows have ended; null: once the watermark has come to its time. */
  readonly window: Spec | null;
  readonly as: 'text' | 'json';
}

/** What is computed of each row, and which rows are written. */
export interface RowExpressionsPlan {
  /** Values that are computed of each row, in CEL, over its names; not there: none. */
  readonly let?: readonly SetSpec[];
  /** Conditions, in CEL, that a row has to meet to be written; not there: none. */
  readonly having?: readonly string[];
}

/** Events of two streams, the left one and the right one, that have the same key and are near in time (operator/join). */
export interface IntervalJoinSpec extends RowExpressionsPlan {
  readonly is: 'interval-join';
  readonly type: 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti';
  /** A right event is at least so much later than a left one, in ms; below 0: it may be earlier. */
  readonly from: Duration;
  /** … and at most so much. */
  readonly to: Duration;
  /** In ms. */
  readonly allowedLateness: Duration;
}

/** Left events with the right one that was in force at their time (operator/join). */
export interface AsOfJoinSpec extends RowExpressionsPlan {
  readonly is: 'as-of-join';
  readonly type: 'inner' | 'left';
  /** How old a right event may be, in ms; null: of any age. */
  readonly tolerance: Duration | null;
  /** A condition of right events with which their key ends; null: there is none. */
  readonly gone: string | null;
  /** In ms. */
  readonly allowedLateness: Duration;
}

/** Events with the row of their key in a table (operator/join). */
export interface TableJoinSpec extends RowExpressionsPlan {
  readonly is: 'table-join';
  readonly type: 'inner' | 'left' | 'anti';
  readonly table: TableSpec;
}

/** A file that is read as a whole; the last of its rows with a key counts. */
export interface TableSpec extends RecordSpec {
  readonly path: string;
}

/** Events of two streams that have the same key and are in the same window (operator/join). */
export interface WindowJoinSpec extends RowExpressionsPlan {
  readonly is: 'window-join';
  readonly type: IntervalJoinSpec['type'];
  readonly window: Spec;
  /** In ms. */
  readonly allowedLateness: Duration;
}

/** Events are passed on in order of event time (operator/sort). */
export interface SortSpec {
  readonly is: 'sort';
  /** In ms. */
  readonly allowedLateness: Duration;
}

/** Events of a key that match a pattern (operator/match). */
export interface MatchSpec extends RowExpressionsPlan {
  readonly is: 'match';
  readonly pattern: string;
  /** Conditions, by the names that the pattern calls them by; a name that is not among them holds for every event. */
  readonly define: readonly SetSpec[];
  /** The last event of a match is less than that after its first, in ms; null: whenever. */
  readonly within: Duration | null;
  readonly skip: SkipSpec;
  /** In ms. */
  readonly allowedLateness: Duration;
}

/** A row for each window in which a key has none (operator/fill). */
export interface GapsSpec {
  readonly is: 'gaps';
  /** The windows: `tumbling` or `calendar`. */
  readonly every: Spec;
  readonly with: 'null' | 'zero' | 'previous';
  /** How long after its last row a key has such rows, in ms. */
  readonly for: Duration;
  /** `retracting`: a filled row is taken back when the real one comes after all. */
  readonly accumulation: 'accumulating' | 'retracting';
}

/** Keys of which nothing has come for so long, in ms, are silent (operator/fill). */
export interface SilenceSpec extends RowExpressionsPlan {
  readonly is: 'silence';
  readonly after: Duration;
  /** Keys that must appear; not there: none are known before they come. */
  readonly expect?: TableSpec;
  /** In ms. */
  readonly allowedLateness: Duration;
}

/** What is dropped once a match was written. */
export type SkipSpec =
  { readonly is: 'past-last' | 'next' | 'none' } | { readonly is: 'to-first' | 'to-last'; readonly name: string };

/** GroupByKeyAndWindow: the four questions, answered. */
export interface GroupWindowSpec extends RowExpressionsPlan {
  readonly is: 'group-window';
  readonly aggregates: readonly Spec[];
  readonly window: Spec;
  readonly domain: 'event' | 'processing';
  readonly trigger: Spec;
  /** Whether the trigger may finish while data can still come, and lose it. */
  readonly allowUnsafeTrigger: boolean;
  readonly accumulation: Spec;
  /** In ms. */
  readonly allowedLateness: Duration | 'unlimited';
  readonly onTime: 'always' | 'if-triggered' | 'if-new';
  readonly closing: 'always' | 'if-new';
  readonly timestamp: 'end' | 'earliest' | 'latest';
}

/** The events of each key and window that have the largest, or smallest, numbers, a row each (plan/top.ts). */
export interface TopSpec extends Omit<GroupWindowSpec, 'is' | 'aggregates'> {
  readonly is: 'top';
  /** How many events at most. */
  readonly limit: number;
  /** The path of the number. */
  readonly by: string;
  /** `desc`: the largest first. */
  readonly order: 'desc' | 'asc';
}

export interface OutputSpec extends StepOutputs {
  /** Of the last step. */
  readonly results: DestinationSpec;
  readonly stats: DestinationSpec | null;
  readonly append: boolean;
  readonly lineBuffered: boolean;
}

/** What each step may write beside its rows. */
export interface StepOutputs {
  /** null: descriptor 3, if the caller opened it and the step is the first; else counted only. */
  readonly late: DestinationSpec | null;
  /** null: counted, the first few shown. */
  readonly rejects: DestinationSpec | null;
  /** Of dedup; null: counted only. */
  readonly duplicates?: DestinationSpec | null;
  /** Of match; null: counted only. */
  readonly timeouts?: DestinationSpec | null;
  readonly lateFormat: 'raw' | 'annotated';
}

export type DestinationSpec =
  | { readonly is: 'file'; readonly path: string }
  | { readonly is: 'fd'; readonly fd: number }
  | { readonly is: 'stdout' | 'none' };

/** What a run is not to exceed; null: no limit. */
export interface LimitPlan extends StepLimits {
  /** In bytes; null: a share of what the machine has. */
  readonly maxMemory: number | null;
  /** Rejects up to which all is well. */
  readonly maxBad: { readonly lines: number } | { readonly percent: number } | null;
  readonly strict: boolean;
  readonly failOnLate: boolean;
}

/** … and what each step of it is not to exceed. */
export interface StepLimits {
  /** In bytes. */
  readonly maxLine: number;
  readonly maxKeys: number | null;
  readonly maxOpenWindows: number | null;
  /** Events that are held; not there: no limit. */
  readonly maxRows?: number | null;
  /** Of match, partial matches of a key; not there: 100,000. */
  readonly maxPartials?: number | null;
}

export interface CheckpointPlan {
  /** A file, or the directory of a pipeline of several processes. */
  readonly path: string;
  /** The name of the process in the pipeline; not there: it is in none. */
  readonly name?: string;
  /** Wall time between two, in ms, or events. */
  readonly every: { readonly ms: Duration } | { readonly events: number };
  readonly fresh: boolean;
}

/** What an option was written as, and how the plan writes it: only where that still is so does the first count. */
export interface Spelling {
  readonly was: OptionText;
  readonly is: OptionText;
}

/** The value of an option; of a repeatable one a list. */
export type OptionText = string | readonly string[];
