// WHEN, the triggers: --trigger, its short forms --early and --late-firing, and what would lose data (SPEC §6).
import type { Duration } from '../../model/instant.js';
import { parsePath } from '../../event/path.js';
import type { Spec } from '../../text/spec.js';
import { buildTrigger, parseTrigger } from '../../trigger/index.js';
import type { Trigger } from '../../trigger/trigger.js';
import { unsafe } from '../../trigger/unsafe.js';
import type { WindowFn } from '../../window/window-fn.js';
import type { Options } from '../options.js';
import { quoted } from '../problem.js';
import type { ColumnSet } from './column-set.js';
import type { OptionReader } from './option-reader.js';

export interface Firing {
  readonly triggerSpec: Spec;
  readonly trigger: Trigger;
  /** The trigger as one text, the short forms written out. */
  readonly triggerText: string;
  /** For each signal of the trigger, its column. */
  readonly signalColumns: readonly number[];
}

/** @param lateness L, in ms */
export function firing(reading: OptionReader, columns: ColumnSet, window: WindowFn, lateness: Duration): Firing {
  const { options } = reading;
  const short = shortForm(options);
  const text = options.trigger ?? short ?? 'default';
  const name =
    reading.given('trigger') || short === undefined ? 'trigger' : options.early === undefined ? 'late-firing' : 'early';
  if (options.trigger !== undefined && short !== undefined)
    reading.refuse('trigger', `not together with --early or --late-firing, which are short for: ${quoted(short)}`);
  const triggerSpec = parsed(reading, text);
  const signalColumns: number[] = [];
  const signals = { index: (path: string) => signalColumns.push(columns.indexOf(path, 'number')) - 1 };
  const trigger = buildTrigger(triggerSpec, signals);
  if (trigger.refusesMerging === true && window.kind === 'merging')
    reading.refuse(name, 'delta has no one last value where sessions merge; use count, delay or event-every');
  const losing = window.kind === 'counting' ? undefined : unsafe(trigger, lateness, text);
  if (losing !== undefined && !reading.given('allow-unsafe-trigger'))
    reading.refuse(name, `${losing.reason}: ${losing.remedy}`);
  return { triggerSpec, trigger, triggerText: text, signalColumns };
}

function parsed(reading: OptionReader, text: string): Spec {
  const parse = (value: string): Spec => parseTrigger(value, checkedPath);
  // Each part by itself, so that a problem names the option it stands in.
  const parts = (['trigger', 'early', 'late-firing'] as const).filter((part) => reading.given(part));
  const sound = parts.every((part) => reading.read(part, parse, undefined) !== undefined);
  // Put together they may still be nested too deeply.
  const whole = sound ? reading.attempt('--trigger', () => parse(text)) : undefined;
  return whole ?? { is: 'default' };
}

/** @throws UsageError when the text is no PATH */
function checkedPath(text: string): string {
  parsePath(text);
  return text;
}

/** What --early and --late-firing are short for; undefined when neither is given. */
function shortForm({ early, 'late-firing': late }: Options): string | undefined {
  if (early === undefined) return late === undefined ? undefined : `watermark(late=${late})`;
  return `watermark(early=${early}, late=${late ?? 'always'})`;
}
