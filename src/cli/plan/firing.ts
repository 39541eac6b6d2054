// WHEN, the triggers: --trigger, its short forms --early and --late-firing, and what would lose data (SPEC §6).
import type { Duration } from '../../model/instant.js';
import type { Spec } from '../../text/spec.js';
import { buildTrigger, parseTrigger } from '../../trigger/index.js';
import { unsafe } from '../../trigger/unsafe.js';
import type { WindowFn } from '../../window/window-fn.js';
import type { Options } from '../options.js';
import { quoted } from '../problem.js';
import type { ColumnSet } from './column-set.js';
import type { OptionReader } from './option-reader.js';
import { pathOf } from './what.js';

export interface Firing {
  readonly trigger: Spec;
  /** The trigger as one text, the short forms written out. */
  readonly triggerText: string;
}

/** @param lateness L, in ms */
export function firing(reader: OptionReader, columns: ColumnSet, kind: WindowFn['kind'], lateness: Duration): Firing {
  const { options } = reader;
  const short = shortForm(options);
  const text = options.trigger ?? short ?? 'default';
  const name =
    reader.given('trigger') || short === undefined ? 'trigger' : options.early === undefined ? 'late-firing' : 'early';
  if (options.trigger !== undefined && short !== undefined)
    reader.refuse('trigger', `not together with --early or --late-firing, which are short for: ${quoted(short)}`);
  const spec = parsed(reader, text);
  const trigger = buildTrigger(spec, {
    index: (path) => {
      columns.add({ path, as: 'number' });
      return 0;
    },
  });
  if (trigger.refusesMerging === true && kind === 'merging')
    reader.refuse(name, 'delta has no one last value where sessions merge; use count, delay or event-every');
  const losing = kind === 'counting' ? undefined : unsafe(trigger, lateness, text);
  if (losing !== undefined && !reader.given('allow-unsafe-trigger'))
    reader.refuse(name, `${losing.reason}: ${losing.remedy}`);
  return { trigger: spec, triggerText: text };
}

function parsed(reader: OptionReader, text: string): Spec {
  const parse = (value: string): Spec => parseTrigger(value, pathOf);
  // Each part by itself, so that a problem names the option it stands in.
  const parts = (['trigger', 'early', 'late-firing'] as const).filter((part) => reader.given(part));
  const sound = parts.every((part) => reader.read(part, parse, undefined) !== undefined);
  // Put together they may still be nested too deeply.
  const whole = sound ? reader.attempt('--trigger', () => parse(text)) : undefined;
  return whole ?? { is: 'default' };
}

/** What --early and --late-firing are short for; undefined when neither is given. */
function shortForm({ early, 'late-firing': late }: Options): string | undefined {
  if (early === undefined) return late === undefined ? undefined : `watermark(late=${late})`;
  return `watermark(early=${early}, late=${late ?? 'always'})`;
}
