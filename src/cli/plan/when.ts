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
import { parsePath } from '../../event/path.js';
import { quoted } from '../problem.js';
import { pathOf } from './what.js';

/** How far event time is, and what the clock is. */
export interface Progress extends Pick<StreamPlan, 'watermark' | 'idle' | 'maxFuture'> {
  readonly clock: Plan['clock'];
  readonly clockPath: string | null;
}

export type When = Progress & Firing;

/** @param lateness L, in ms */
export function when(reader: OptionReader, columns: ColumnSet, kind: WindowFn['kind'], lateness: Duration): When {
  checkCounting(reader, kind);
  return { ...progress(reader), ...firing(reader, columns, kind, lateness) };
}

export function progress(reader: OptionReader): Progress {
  const { clock } = reader.options;
  checkWatermark(reader);
  const source = clock === undefined || clock === 'wall' ? 'wall' : clock === 'input' ? 'input' : 'event';
  return {
    watermark: reader.read('watermark', parseWatermark, null),
    idle: reader.read('idle', (text) => parseDuration(text), null),
    maxFuture: reader.read<'max-future', StreamPlan['maxFuture']>('max-future', maxFuture, 'auto'),
    clock: source,
    clockPath: source === 'event' ? clockPath(reader) : null,
  };
}

/** The clock moves before --set computes anything of an event (SPEC §5). */
function clockPath(reader: OptionReader): string | null {
  const path = reader.read('clock', pathOf, null);
  const computed = (reader.options.set ?? []).map((text) => text.slice(0, text.indexOf('=')).trim());
  const name = path === null ? undefined : parsePath(path).steps?.[0];
  if (typeof name === 'string' && computed.includes(name))
    reader.refuse(
      'clock',
      `--set computes ${quoted(name)} after the clock has moved: name a member that events come with`,
    );
  return path;
}

function maxFuture(text: string): Duration | 'off' {
  const most = parseDurationOr('off', text);
  return most === Infinity ? 'off' : most;
}

/** Where the watermark and the clock come from has to be given. */
function checkWatermark(reader: OptionReader): void {
  const { watermark, clock, control, 'time-domain': domain } = reader.options;
  const controlled = control === 'in' || control === 'both';
  if (domain === 'processing' && watermark !== undefined)
    reader.refuse('watermark', '--time-domain processing needs none: its watermark is the clock');
  if (watermark === 'punctuated' && !controlled)
    reader.refuse('watermark', 'punctuated is told by control lines only: add --control in');
  if (clock === 'input' && !controlled) reader.refuse('clock', 'input is told by @clock lines only: add --control in');
}

const byNumber = 'not with --window count, whose windows end by their number of events; nothing is late there';

/** Count windows know no time: nothing fires them but their number, and nothing is late (SPEC §2). */
function checkCounting(reader: OptionReader, kind: WindowFn['kind']): void {
  if (kind !== 'counting') return;
  for (const name of ['trigger', 'early', 'late-firing', 'watermark', 'allowed-lateness'] as const)
    if (reader.given(name)) reader.refuse(name, byNumber);
}
