// What a checkpoint holds (SPEC §10): everything that decides what a run writes from here on, and enough beside it to
// show to a person. Aggregates, windows and keys look after their own parts (model/saved.ts).
import { behind, type Position } from '../model/batch.js';
import type { Instant } from '../model/instant.js';
import type { Saved } from '../model/saved.js';
import {
  anything,
  dictionary,
  instant,
  listOf,
  Misshapen,
  natural,
  orNull,
  record,
  type Shape,
  since,
  text,
  truth,
} from '../model/shape.js';

/** A regular file and a byte of it: how an input is found again. */
export interface SavedLocation {
  readonly device: string;
  readonly inode: string;
  /** The first bytes, at most 4096, as base64. */
  readonly head: string;
  /** Bytes (decompressed) of that file before the place. */
  readonly offset: number;
  /** The bytes just before the place, as base64, where the head ends earlier. The first checkpoints had none. */
  readonly trace?: string;
  /** When it was last written to while it had the log's name, as far as that was seen, in ns. */
  readonly written?: string;
  /** Older files of a rotated log that writers may still be at, oldest first. */
  readonly older?: readonly SavedLocation[];
}

export interface SavedInput {
  /** As the run called it. */
  readonly name: string;
  /** The number of its stream, unless that is the first. */
  readonly stream?: number;
  /** The operand it came from: for a connection that was accepted, the one that listened. */
  readonly operand: string;
  /** Everything before this place has been counted; offset and line are those of the whole input, over all its files. */
  readonly position: Position;
  /** Of the line at that place, so many rows and non-events have been counted (--each makes several of a line). */
  readonly begun: { readonly rows: number; readonly asides: number };
  /** Regular files that have been read: where the place is. */
  readonly location: SavedLocation | null;
  /** `@begin` has come, and no `@end` since; not there: that is not so. */
  readonly promisesEnd?: boolean;
  /** The process of the pipeline that writes it; not there: none. */
  readonly writer?: string;
  /** It was read to its end; of a regular file so many bytes on disk. */
  readonly finished: boolean;
  readonly size: number;
}

/** Where an output stood; null for what cannot be cut back: pipes and the like. */
export interface SavedOutput {
  readonly place: string;
  readonly length: number;
  /** As the run called it; empty in the first checkpoints. */
  readonly name: string;
}

export interface OutputPositions {
  readonly results: SavedOutput | null;
  readonly late: SavedOutput | null;
  readonly rejects: SavedOutput | null;
  /** Of dedup. */
  readonly duplicates: SavedOutput | null;
  /** Of match. */
  readonly timeouts: SavedOutput | null;
  /** The next `seq`; null when rows were never numbered. */
  readonly sequence: number | null;
  /** The output watermark as last written. */
  readonly promised: Instant;
}

/** Faults that complete runs have come to their ends with: what has been judged already (report/thresholds.ts). */
export interface ReportedFaults {
  readonly rejects: number;
  readonly late: number;
  /** Events that came too late for every window; null in checkpoints of before that was judged. */
  readonly tooLate: number | null;
  /** Lines that were no blank and no control lines, for `--max-bad P%`; 0 in checkpoints of before. */
  readonly lines: number;
}

/** What `checkpoint show` shows of the state without understanding it. */
export interface CheckpointSummary {
  readonly watermark: Instant;
  readonly processing: Instant;
  readonly openWindows: number;
  readonly keys: number;
  readonly lines: number;
  readonly events: number;
  readonly late: number;
  readonly rejected: number;
}

/** A step that reads the rows of the one before (`then`): between two lines of input it has taken all of them. */
export interface SavedStep {
  /** How much of the rows it has read. */
  readonly position: Position;
  readonly outputs: OutputPositions;
  readonly told: ReportedFaults;
  /** Not there: the first checkpoints of several steps had none. */
  readonly standing?: CheckpointSummary;
  readonly account: Saved;
  readonly keys: Saved;
  readonly engine: Saved;
}

export interface Checkpoint {
  /** The version of the time-zone data. */
  readonly zones: string;
  /** Wall time of writing. */
  readonly written: Instant;
  /** The options that decide what results mean, as canonical text by name. */
  readonly meaning: Readonly<Record<string, string>>;
  /** The run is complete: all windows were closed. */
  readonly drained: boolean;
  /** Taken at a clean stop or at the end of the run: what the outputs have beyond it, this run has not written. */
  readonly clean: boolean;
  /** In the order of the pipeline's numbers for them. */
  readonly inputs: readonly SavedInput[];
  readonly outputs: OutputPositions;
  /** A `@checkpoint` line that is to be passed on now that this is safe. */
  readonly passOn: string | null;
  readonly told: ReportedFaults;
  readonly standing: CheckpointSummary;
  readonly account: Saved;
  readonly keys: Saved;
  readonly engine: Saved;
  /** The steps after the first. */
  readonly steps?: readonly SavedStep[];
}

/** A checkpoint is plain values all through, so its tree is itself; the file's version gives what it looks like. */
export function toSaved(checkpoint: Checkpoint): Saved {
  return checkpoint as unknown as Saved;
}

/** @throws Misshapen when the tree is none of a checkpoint */
export function fromSaved(saved: Saved): Checkpoint {
  return checkpointShape(saved);
}

/** A whole number as text, as of the nanoseconds of a file. */
const digits: Shape<string> = (value) => {
  const known = text(value);
  if (!/^-?\d{1,30}$/.test(known)) throw new Misshapen('digits');
  return known;
};

const place = record({
  device: text,
  inode: text,
  head: text,
  offset: natural,
  // The first checkpoints have none of the following.
  trace: since<string | undefined>(text, undefined),
  written: since<string | undefined>(digits, undefined),
  older: since<readonly Saved[] | undefined>(listOf(anything), undefined),
});

/** Where an input is; older files of a rotated log are places too. */
const locationShape: Shape<SavedLocation> = (value) => {
  const { trace, written, older, ...known } = place(value);
  return {
    ...known,
    ...(trace === undefined ? {} : { trace }),
    ...(written === undefined ? {} : { written }),
    ...(older === undefined ? {} : { older: older.map(locationShape) }),
  };
};

const positionNumbers = record({
  offset: natural,
  line: natural,
  // Only formats that have a header or an array around their records have one.
  prelude: since<string | undefined>(text, undefined),
});

const positionShape: Shape<Position> = (value) => {
  const { prelude, ...place } = positionNumbers(value);
  return behind(prelude, place);
};

const inputShape = record<SavedInput>({
  name: text,
  stream: since<number | undefined>(natural, undefined),
  operand: text,
  position: positionShape,
  begun: record<SavedInput['begun']>({ rows: natural, asides: natural }),
  location: orNull(locationShape),
  promisesEnd: since<boolean | undefined>(truth, undefined),
  writer: since<string | undefined>(text, undefined),
  finished: truth,
  size: natural,
});

const outputShape = record<SavedOutput>({ place: text, length: natural, name: since(text, '') });

const outputsShape = record<OutputPositions>({
  results: orNull(outputShape),
  late: orNull(outputShape),
  rejects: orNull(outputShape),
  duplicates: since(orNull(outputShape), null),
  timeouts: since(orNull(outputShape), null),
  sequence: orNull(natural),
  promised: instant,
});

const toldShape = record<ReportedFaults>({
  rejects: natural,
  late: natural,
  tooLate: since(orNull(natural), null),
  lines: since(natural, 0),
});

const stateShape = { account: anything, keys: anything, engine: anything };

const standingShape = record<CheckpointSummary>({
  watermark: instant,
  processing: instant,
  openWindows: natural,
  keys: natural,
  lines: natural,
  events: natural,
  late: natural,
  rejected: natural,
});

const stepShape = record<SavedStep>({
  position: positionShape,
  outputs: outputsShape,
  told: toldShape,
  standing: since<CheckpointSummary | undefined>(standingShape, undefined),
  ...stateShape,
});

const checkpointShape = record<Checkpoint>({
  zones: text,
  written: instant,
  meaning: dictionary(text),
  drained: truth,
  clean: since(truth, false),
  inputs: listOf(inputShape),
  outputs: outputsShape,
  passOn: orNull(text),
  told: toldShape,
  standing: standingShape,
  ...stateShape,
  steps: since<readonly SavedStep[] | undefined>(listOf(stepShape), undefined),
});
