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

export function how(reader: OptionReader): How {
  const { options } = reader;
  if (options['time-domain'] === 'processing') {
    const reason =
      'not with --time-domain processing, where an event belongs to the moment it is read and is never late';
    if (reader.given('allowed-lateness')) reader.refuse('allowed-lateness', reason);
    if (reader.given('timestamp')) reader.refuse('timestamp', reason);
  }
  return {
    accumulation: reader.read('accumulation', parseAccumulation, { is: 'accumulating' }),
    lateness: reader.read('allowed-lateness', (text) => parseDurationOr('unlimited', text), 0),
    onTime: options['on-time'] ?? 'if-triggered',
    closing: options.closing ?? 'if-new',
    timestamp: options.timestamp ?? 'end',
  };
}
