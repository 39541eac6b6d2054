// Lines are counted when they are decoded, which is a little before they are consumed. A checkpoint, and the account of a
// run that was stopped, speak of what was consumed: the rest of the batches at hand is not to be counted.
import { decodeAtOnce, type Decoder } from '../format/decoder.js';
import type { UnconsumedCounts } from '../report/account.js';
import type { Input } from './input.js';

/**
 * What was counted of these inputs and not consumed.
 * @param decoder gives one for a stream that no input uses: it decodes the consumed lines once more
 */
export function unconsumed(inputs: Iterable<Input>, decoder: (stream: number) => Decoder): readonly UnconsumedCounts[] {
  return [...inputs].flatMap((input) => {
    const { batch, counted, consumed, stream } = input;
    if (batch === undefined || !counted || consumed) return [];
    const { position } = input;
    const length = position.offset - batch.base;
    const done = decodeAtOnce(decoder(stream), batch.bytes.subarray(0, length), length, batch.from);
    return [
      {
        stream,
        lineCount: batch.lineCount - done.lineCount,
        blankCount: batch.blankCount - done.blankCount,
        missing: batch.missing - done.missing,
        wrongType: batch.wrongType - done.wrongType,
        skipped: batch.skipped.map((n, i) => n - done.skipped[i]!),
      },
    ];
  });
}
