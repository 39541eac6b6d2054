// WHEN in processing time: --watermark, --idle, --max-future, --clock; triggers are in firing.ts.
import { parsePath, type Path } from '../../event/path.js';
import { parseDuration } from '../../text/duration.js';
import type { Duration } from '../../model/instant.js';
import type { Spec } from '../../text/spec.js';
import { buildWatermark, parseWatermark } from '../../watermark/index.js';
import type { WatermarkGenerator } from '../../watermark/generator.js';
import type { WindowFn } from '../../window/window-fn.js';
import { parseDurationOr } from '../amount.js';
import type { ColumnSet } from './column-set.js';
import { firing, type Firing } from './firing.js';
import type { OptionReader } from './option-reader.js';

export interface When extends Firing {
  readonly watermarkSpec: Spec;
  readonly generator: WatermarkGenerator;
  readonly idle: Duration | undefined;
  readonly maxFuture: Duration | undefined;
  readonly guardsFiles: boolean;
  readonly clock: 'wall' | 'input' | 'event';
  readonly clockPath: Path | undefined;
}

/**
 * @param lateness L, in ms
 * @param live whether any input is not a regular file read to its end
 */
export function when(
  reading: OptionReader,
  columns: ColumnSet,
  window: WindowFn,
  lateness: Duration,
  live: boolean,
): When {
  const { clock } = reading.options;
  checkWatermark(reading);
  checkCounting(reading, window);
  const source = clock === undefined || clock === 'wall' ? 'wall' : clock === 'input' ? 'input' : 'event';
  const watermarkSpec = reading.read('watermark', parseWatermark, { is: 'ascending' });
  return {
    watermarkSpec,
    generator: buildWatermark(watermarkSpec),
    idle: reading.read('idle', (text) => parseDuration(text), undefined),
    maxFuture: maxFuture(reading, live, source),
    guardsFiles: reading.given('max-future'),
    ...firing(reading, columns, window, lateness),
    clock: source,
    clockPath: source === 'event' ? reading.read('clock', parsePath, undefined) : undefined,
  };
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
function checkCounting(reading: OptionReader, window: WindowFn): void {
  if (window.kind !== 'counting') return;
  for (const name of ['trigger', 'early', 'late-firing', 'watermark', 'allowed-lateness'] as const)
    if (reading.given(name)) reading.refuse(name, byNumber);
}

/**
 * By default 5 m where a wrong clock far away could close everybody's windows: live inputs, judged by our own clock. What
 * is in regular files that are read to their end lies in the past, whatever our clock says.
 */
function maxFuture(reading: OptionReader, live: boolean, clock: When['clock']): Duration | undefined {
  const timed = reading.given('time') && reading.options['time-domain'] !== 'processing';
  const byDefault = live && clock === 'wall' && timed ? 5 * 6e4 : Infinity;
  const most = reading.read('max-future', (text) => parseDurationOr('off', text), byDefault);
  return most === Infinity ? undefined : most;
}
