// The control lines that flowctl writes (SPEC §8), so that the next flowctl has the watermark of this one. Marks and
// checkpoint requests are passed on as they came, byte for byte (format/late.ts, `lineOf`).
import type { Instant } from '../model/instant.js';
import { instantText } from '../text/instant-text.js';
import type { TimeOutput } from '../text/instant-text.js';

/** Where a process of a pipeline goes on from. */
export interface Beginning {
  readonly name: string;
  readonly snapshot: number;
}

/** The first line of all: an end that comes without `endLine` is none. */
export function beginLine(from: Beginning | true): string {
  return `${JSON.stringify({ '@begin': from })}\n`;
}

/** The barrier of a snapshot of a pipeline. */
export function barrierLine(number: number): string {
  return `{"@checkpoint":${number}}\n`;
}

/** The last line of all. */
export const endLine = '{"@end":true}\n';

/** `{"@watermark":…}`, line end included; +∞ is `"max"`, and in place of seconds, which a reader would take for ms, stands a date. @throws when `at` is −∞, which is never worth saying */
export function watermarkLine(at: Instant, as: TimeOutput): string {
  if (at === -Infinity) throw new RangeError('an output watermark of −∞ says nothing');
  return `{"@watermark":${at === Infinity ? '"max"' : instantText(at, as === 's' ? 'iso' : as)}}\n`;
}
