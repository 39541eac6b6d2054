// What stands at the end of an input and is no line yet. A file that may grow is read to its last newline; the bytes
// behind it are in no count, so the report names them: an event that is missed may be there.
import type { SavedInput } from '../checkpoint/checkpoint.js';
import type { PartialLine } from '../report/account.js';
import { compressionOf } from '../source/compression.js';
import type { Input } from './input.js';
import { inputName } from '../text/file-name.js';

/**
 * The lines without an end that a run leaves behind.
 * @param unread inputs of the checkpoint that had nothing new
 */
export function partialLines(inputs: Iterable<Input>, unread: Iterable<SavedInput>): readonly PartialLine[] {
  const found: PartialLine[] = [];
  for (const saved of unread) found.push({ name: inputName(saved.name), bytes: partialBytesOf(saved) });
  for (const { source, partialBytes } of inputs) found.push({ name: inputName(source.name), bytes: partialBytes });
  return found.filter(({ bytes }) => bytes > 0);
}

/** Bytes behind the last line of a file that an earlier run has read to its end. */
export function partialBytesOf({ finished, location, size }: SavedInput): number {
  if (!finished || location === null) return 0;
  // The size of a compressed file is not that of what is in it.
  const isPacked = compressionOf(Buffer.from(location.head, 'base64')) !== undefined;
  return isPacked ? 0 : Math.max(0, size - location.offset);
}
