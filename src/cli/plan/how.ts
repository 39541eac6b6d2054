// HOW refinements relate: --accumulation, --allowed-lateness, --on-time, --closing, --timestamp.
import { parseAccumulation } from '../../accumulation/index.js';
import type { Duration } from '../../model/instant.js';
import type { GroupWindowSpec } from '../../plan/plan.js';
import { parseDurationOr } from '../amount.js';
import type { OptionReader } from './option-reader.js';

export interface How extends Pick<GroupWindowSpec, 'accumulation' | 'onTime' | 'closing' | 'timestamp'> {
  /** L, in ms; Infinity for `unlimited`. */
  readonly lateness: Duration;
}

export function how(reading: OptionReader): How {
  const { options } = reading;
  if (options['time-domain'] === 'processing') {
    const reason =
      'not with --time-domain processing, where an event belongs to the moment it is read and is never late';
    if (reading.given('allowed-lateness')) reading.refuse('allowed-lateness', reason);
    if (reading.given('timestamp')) reading.refuse('timestamp', reason);
  }
  return {
    accumulation: reading.read('accumulation', parseAccumulation, { is: 'accumulating' }),
    lateness: reading.read('allowed-lateness', (text) => parseDurationOr('unlimited', text), 0),
    onTime: options['on-time'] ?? 'if-triggered',
    closing: options.closing ?? 'if-new',
    timestamp: options.timestamp ?? 'end',
  };
}
