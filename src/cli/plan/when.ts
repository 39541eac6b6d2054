// WHEN in processing time: --watermark, --idle, --max-future, --clock; triggers are in firing.ts.
import { parseDuration } from '../../text/duration.js';
import type { Duration } from '../../model/instant.js';
import type { Plan, StreamPlan } from '../../plan/plan.js';
import { parseWatermark } from '../../watermark/index.js';
import type { WindowFn } from '../../window/window-fn.js';
import { parseDurationOr } from '../amount.js';
import type { ColumnSet } from './column-set.js';
import { firing, type Firing } from './firing.js';
import type { OptionReader } from './option-reader.js';
import { pathOf } from './what.js';

/** How far event time is, and what the clock is. */
export interface Progress extends Pick<StreamPlan, 'watermark' | 'idle' | 'maxFuture'> {
  readonly clock: Plan['clock'];
  readonly clockPath: string | null;
}

export type When = Progress & Firing;

/** @param lateness L, in ms */
export function when(reading: OptionReader, columns: ColumnSet, kind: WindowFn['kind'], lateness: Duration): When {
  checkCounting(reading, kind);
  return { ...progress(reading), ...firing(reading, columns, kind, lateness) };
}

export function progress(reading: OptionReader): Progress {
  const { clock } = reading.options;
  checkWatermark(reading);
  const source = clock === undefined || clock === 'wall' ? 'wall' : clock === 'input' ? 'input' : 'event';
  return {
    watermark: reading.read('watermark', parseWatermark, null),
    idle: reading.read('idle', (text) => parseDuration(text), null),
    maxFuture: reading.read<'max-future', StreamPlan['maxFuture']>('max-future', maxFuture, 'auto'),
    clock: source,
    clockPath: source === 'event' ? reading.read('clock', pathOf, null) : null,
  };
}

function maxFuture(text: string): Duration | 'off' {
  const most = parseDurationOr('off', text);
  return most === Infinity ? 'off' : most;
}

/** What tells the watermark and the clock has to be there. */
function checkWatermark(reading: OptionReader): void {
  const { watermark, clock, control, 'time-domain': domain } = reading.options;
  const controlled = control === 'in' || control === 'both';
  if (domain === 'processing' && watermark !== undefined)
    reading.refuse('watermark', '--time-domain processing needs none: its watermark is the clock');
  if (watermark === 'punctuated' && !controlled)
    reading.refuse('watermark', 'punctuated is told by control lines only: add --control in');
  if (clock === 'input' && !controlled) reading.refuse('clock', 'input is told by @clock lines only: add --control in');
}

const byNumber = 'not with --window count, whose windows end by their number of events; nothing is late there';

/** Count windows know no time: nothing fires them but their number, and nothing is late (SPEC §2). */
function checkCounting(reading: OptionReader, kind: WindowFn['kind']): void {
  if (kind !== 'counting') return;
  for (const name of ['trigger', 'early', 'late-firing', 'watermark', 'allowed-lateness'] as const)
    if (reading.given(name)) reading.refuse(name, byNumber);
}
