// WHEN in processing time: --watermark, --idle, --max-future, --trigger and its short forms, --clock.
import { parsePath, type Path } from '../../event/path.js';
import type { Operand } from '../../job.js';
import { parseDuration } from '../../model/duration.js';
import type { Duration } from '../../model/instant.js';
import { parseTrigger } from '../../trigger/index.js';
import type { Trigger } from '../../trigger/trigger.js';
import { unsafe } from '../../trigger/unsafe.js';
import { parseWatermark } from '../../watermark/index.js';
import type { WatermarkEstimator } from '../../watermark/watermark.js';
import type { ParsedWindowFn } from '../../window/window-fn.js';
import { parseDurationOr } from '../amount.js';
import type { Options } from '../options.js';
import { quoted } from '../problem.js';
import type { Columns } from './columns.js';
import type { Reading } from './reading.js';

export interface When {
  readonly estimator: WatermarkEstimator;
  readonly idle: Duration | undefined;
  readonly maxFuture: Duration | undefined;
  readonly trigger: Trigger;
  /** The trigger as one text, the short forms written out. */
  readonly triggerText: string;
  readonly signalColumns: readonly number[];
  readonly clock: 'wall' | 'input' | 'event';
  readonly clockPath: Path | undefined;
}

const clockDomain = '--time-domain processing needs none: its watermark is the clock';

/** @param lateness L, in ms @param live whether an input is a socket or followed */
export function when(
  reading: Reading,
  columns: Columns,
  window: ParsedWindowFn,
  lateness: Duration,
  inputs: readonly Operand[],
): When {
  const { options } = reading;
  if (options['time-domain'] === 'processing' && reading.given('watermark')) reading.refuse('watermark', clockDomain);
  const estimator = reading.read('watermark', parseWatermark, parseWatermark('ascending'));
  checkCounting(reading, window);
  const controlled = options.control === 'in' || options.control === 'both';
  if (options.watermark === 'punctuated' && !controlled)
    reading.refuse('watermark', 'punctuated is told by control lines only: add --control in');
  if (options.clock === 'input' && !controlled)
    reading.refuse('clock', 'input is told by @clock lines only: add --control in');
  const clock =
    options.clock === undefined || options.clock === 'wall' ? 'wall' : options.clock === 'input' ? 'input' : 'event';
  return {
    estimator,
    idle: reading.read('idle', (text) => parseDuration(text), undefined),
    maxFuture: maxFuture(reading, inputs, clock),
    ...triggerOf(reading, columns, window, lateness),
    clock,
    clockPath: clock === 'event' ? reading.read('clock', parsePath, undefined) : undefined,
  };
}

/** Count windows know no time: nothing fires them but their number, and nothing is late (SPEC §2). */
function checkCounting(reading: Reading, window: ParsedWindowFn): void {
  if (window.kind !== 'counting') return;
  for (const name of ['trigger', 'early', 'late-firing', 'watermark', 'allowed-lateness'] as const)
    if (reading.given(name))
      reading.refuse(
        name,
        'not with --window count, whose windows end by their number of events; nothing is late there',
      );
}

/** By default 5 m where a wrong clock far away could close everybody's windows: live inputs, judged by our own clock. */
function maxFuture(reading: Reading, inputs: readonly Operand[], clock: When['clock']): Duration | undefined {
  const sockets = inputs.some(({ kind }) => /^(tcp|udp|unix)/.test(kind));
  const live = (sockets || reading.given('follow')) && clock === 'wall';
  const most = reading.read('max-future', (text) => parseDurationOr('off', text), live ? 5 * 6e4 : Infinity);
  return most === Infinity ? undefined : most;
}

function triggerOf(
  reading: Reading,
  columns: Columns,
  window: ParsedWindowFn,
  lateness: Duration,
): Pick<When, 'trigger' | 'triggerText' | 'signalColumns'> {
  const signalColumns: number[] = [];
  const signals = { index: (path: string) => signalColumns.push(columns.indexOf(path, 'number')) - 1 };
  const parse = (text: string): Trigger => parseTrigger(text, signals);
  if (reading.given('trigger') && (reading.given('early') || reading.given('late-firing')))
    reading.refuse(
      'trigger',
      `not together with --early or --late-firing, which are short for: ${quoted(shortForm(reading.options)!)}`,
    );
  // Each part by itself, so that a problem names the option it stands in.
  for (const part of ['early', 'late-firing'] as const) reading.read(part, parse, undefined);
  signalColumns.length = 0;
  const sound = reading.problems.every(({ about }) => about !== '--early' && about !== '--late-firing');
  const short = sound ? shortForm(reading.options) : undefined;
  const text = reading.options.trigger ?? short ?? 'default';
  const standard = parse('default');
  const trigger = reading.given('trigger') ? reading.read('trigger', parse, standard) : parse(text);
  const name = reading.given('trigger') ? 'trigger' : reading.given('early') ? 'early' : 'late-firing';
  if (trigger.refusesMerging === true && window.kind === 'merging')
    reading.refuse(name, 'delta has no one last value where sessions merge; use count, delay or event-every');
  const losing = window.kind === 'counting' ? undefined : unsafe(trigger, lateness, text);
  if (losing !== undefined && !reading.given('allow-unsafe-trigger'))
    reading.refuse(name, `${losing.reason}: ${losing.remedy}`);
  return { trigger, triggerText: text, signalColumns };
}

/** What --early and --late-firing are short for; undefined when neither is given. */
function shortForm({ early, 'late-firing': late }: Options): string | undefined {
  if (early === undefined) return late === undefined ? undefined : `watermark(late=${late})`;
  return `watermark(early=${early}, late=${late ?? 'always'})`;
}
