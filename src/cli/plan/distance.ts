// A length of event time above 0: `--within`.
import type { Duration } from '../../model/instant.js';
import { parseDuration } from '../../text/duration.js';
import { UsageError } from '../../text/usage-error.js';

/** @throws UsageError when it is none, or 0 */
export function distance(text: string): Duration {
  const length = parseDuration(text);
  if (length > 0) return length;
  throw new UsageError(`"${text}" is no length of time above 0`, 'D: 10m, 1h30m, 250ms');
}
