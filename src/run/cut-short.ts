// A stop lets what was read come to its end (SPEC §9), but not for as long as that may take: a process that was sent
// a signal ends within a second. What was read from a pipe by then is nowhere else, so what is left of it is named.
import { inputName } from '../text/file-name.js';
import { groupedNumber } from '../text/grouped-number.js';
import type { Input } from './input.js';

/** So many inputs are named; the rest is counted. */
const shownNames = 3;

/**
 * What is to be reported of lines that were read and that a stop did not wait for; undefined when there are none.
 * @param resumable whether a next run reports from where to send them again
 */
export function cutShortText(inputs: Iterable<Input>, resumable: boolean): string | undefined {
  const cut = [...inputs].filter(({ leftBytes }) => leftBytes > 0);
  if (cut.length === 0) return undefined;
  const bytes = cut.reduce((total, { leftBytes }) => total + leftBytes, 0);
  const names = cut.slice(0, shownNames).map(({ source }) => inputName(source.name));
  const where = cut.length > shownNames ? `${names.join(', ')} and others` : names.join(', ');
  const remedy = resumable ? 'the next run says from where to send them again' : 'send them again to have them counted';
  return `${groupedNumber(bytes)} bytes of lines were read from ${where}, and left, because they are much work and a stop ends at once; ${remedy}`;
}
