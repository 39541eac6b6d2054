// What goes down a pipe cannot be cut back, so after a crash what was written since the last checkpoint comes again (SPEC
// §10). Rows then carry `seq` to drop repeats by. Lines that leave byte for byte as they came have no place for a number,
// so the run names the outputs that repeat them.
import type { Sink } from '../sink/sink.js';

/** An output whose lines have no number. */
export interface UnnumberedOutput {
  readonly sink: Sink | undefined;
  /** The option that names it. */
  readonly option: '-o' | '--late' | '--rejects' | '--duplicates';
}

/** The notice for a run that goes on from a checkpoint in the middle of another; undefined when every line is written once. */
export function repeatedLinesText(outputs: readonly UnnumberedOutput[]): string | undefined {
  const piped = outputs.filter(({ sink }) => sink !== undefined && sink.place === undefined);
  if (piped.length === 0) return undefined;
  const names = [...new Set(piped.map(({ sink }) => sink!.name))].join(' and ');
  const remedies = piped.map(({ option }) => `${option} FILE`).join(', ');
  return `what the last run wrote to ${names} after its checkpoint comes again, without a number to drop it by; a file has each line once (${remedies})`;
}
