// Texts put together; how long a text may become is bounded before it is made.
import { work } from '../jsonpath/work.js';
import { fail } from './fault.js';

/** In UTF-16 code units; JavaScript itself has no text longer than some 2^29. */
const longest = 1 << 26;

const tooLong = { is: 'value', what: 'the text is longer than 64 MiB' } as const;

/** The texts in their order, `between` between them; it fails where that is too long. */
export function joined(texts: readonly string[], between: string): string | undefined {
  let length = between.length * Math.max(0, texts.length - 1);
  for (const text of texts) length += text.length;
  work(texts.length + (length >> 3));
  return length > longest ? fail(tooLong) : texts.join(between);
}
