// Whether a run may go on writing an output (SPEC §10): a regular file has to hold what the checkpoint counts on, and
// what it holds beyond that after a clean stop is not ours. All outputs are checked before any is made or cut back.
import type { Destination } from '../model/destination.js';
import { type FileId, fileIdOf } from '../os/file-id.js';
import { SinkFailure } from './sink.js';

/** What a checkpoint recorded of an output: `Sink.place` and `Sink.bytes`. */
export interface OutputPosition {
  readonly place: string;
  readonly length: number;
  /** As the run called it; empty: unknown. */
  readonly name: string;
  /** The run had come to a clean stop. */
  readonly clean: boolean;
}

/**
 * @param keep the user wants to add to what is there (--append)
 * @throws SinkFailure when the file at the destination is gone, shorter than recorded, or has become longer since a clean stop
 */
export function refuseUnresumable(destination: Destination, resume: OutputPosition, keep: boolean): void {
  if (destination.kind !== 'file') return;
  const { path } = destination;
  const place = fileIdOf(path);
  if (place?.id === resume.place) refuseChanged(path, place, resume, keep);
  // A new file would hide what is missing; under another name the results go elsewhere from now on.
  if (place !== undefined || resume.name !== path || resume.length === 0) return;
  throw refusal(path, `it is gone, and had ${resume.length} bytes; put it back, or start over with --fresh`);
}

/** Of the file that was recorded. */
export function refuseChanged(name: string, { size }: FileId, { length, clean }: OutputPosition, keep: boolean): void {
  if (size < length) throw refusal(name, `it has ${size} bytes, the checkpoint says ${length}`);
  if (size === length || !clean || keep) return;
  const added = `somebody has added ${size - length} bytes to it since the last run stopped`;
  throw refusal(name, `${added}; --append keeps them and goes on behind them`);
}

function refusal(name: string, why: string): SinkFailure {
  return new SinkFailure('failed', name, `cannot go on writing ${name}: ${why}`);
}
