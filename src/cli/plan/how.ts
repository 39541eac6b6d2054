// HOW refinements relate: --accumulation, --allowed-lateness, --on-time, --closing, --timestamp.
import { buildAccumulation, parseAccumulation } from '../../accumulation/index.js';
import type { GroupWindowPlan } from '../../operator/group-window/group-window-plan.js';
import { parseDurationOr } from '../amount.js';
import type { OptionReader } from './option-reader.js';

export type How = Pick<GroupWindowPlan, 'accumulation' | 'lateness' | 'onTime' | 'closing' | 'timestamp'>;

export function how(reading: OptionReader): How {
  const { options } = reading;
  if (options['time-domain'] === 'processing') {
    const reason =
      'not with --time-domain processing, where an event belongs to the moment it is read and is never late';
    if (reading.given('allowed-lateness')) reading.refuse('allowed-lateness', reason);
    if (reading.given('timestamp')) reading.refuse('timestamp', reason);
  }
  return {
    accumulation: buildAccumulation(reading.read('accumulation', parseAccumulation, { is: 'accumulating' })),
    lateness: reading.read('allowed-lateness', (text) => parseDurationOr('unlimited', text), 0),
    onTime: options['on-time'] ?? 'if-triggered',
    closing: options.closing ?? 'if-new',
    timestamp: options.timestamp ?? 'end',
  };
}
