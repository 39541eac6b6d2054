// What a run asks of each line: the only fields that are ever read. Compiled once from the options; both decoders are
// built from it, and it is all they know.
import type { Batch, Position } from '../model/batch.js';
import type { Path } from './path.js';
import type { TimeFormat } from './event-time.js';
import type { Filter } from './filter.js';
import type { Each } from './each.js';

export interface ColumnPlan {
  readonly path: Path;
  /** How the value is read; 'duration': a number is ms, text is a DURATION, else NaN (session gaps). */
  readonly as: 'number' | 'json' | 'exists' | 'duration';
}

export interface ReadPlan {
  /** `--time` with its format; undefined without. */
  readonly time: { readonly path: Path; readonly format: TimeFormat } | undefined;
  readonly keys: readonly { readonly name: string; readonly path: Path }[];
  /** The columns of a batch, in this order; equal demands may be shared by several aggregates. */
  readonly columns: readonly ColumnPlan[];
  /** `--clock PATH`, read as a `--time` would be; `--time` need not be there. */
  readonly clock: { readonly path: Path; readonly format: TimeFormat } | undefined;
  /** All must hold. */
  readonly where: readonly Filter[];
  readonly each: Each | undefined;
  /** `--input-format text`: a line that is no JSON object becomes `{"line": …}`. */
  readonly text: boolean;
  /** `--numeric-text`: text that is a JSON number counts as that number in columns of numbers. Filters know it themselves. */
  readonly numericText: boolean;
  /** Whether control lines are read (`--control in|both`). */
  readonly control: boolean;
}

/** Bytes to batch, for one input. */
export interface Decoder {
  /**
   * Room for at least `size` bytes of input inside the decoder, from where they need not be copied to be decoded. It
   * holds what it held before; earlier views of it may be dead now, and so may this one after the next `decode`.
   */
  buffer?(size: number): Uint8Array;
  /**
   * Where what comes now is put: batches in other trays stay as they are, and so does the room for their bytes. Without
   * this, a batch is valid only until the next one.
   * @param tray from 0, which is where everything is put at first
   */
  useArena?(tray: number): void;
  /**
   * Decodes the whole lines in bytes[0, length); every line in it ends with a newline, but the last may lack one when
   * `final`. `from` is the place of bytes[0] in the input. The batch is valid until the next call (in this tray).
   */
  decode(bytes: Uint8Array, length: number, from: Position, final: boolean): Batch;
}
