// The windows that `--window` takes. A new one is a file and a line here; parser, help, man page, completions and the
// law suite walk this list.
import { durationIn, namedValue, parseNamedValue, type Guess } from '../text/named-value.js';
import { windowSynonyms } from '../text/synonyms.js';
import { entry as calendar } from './calendar-entry.js';
import { entry as count } from './count.js';
import { entry as cumulative } from './cumulative.js';
import { entry as global } from './global.js';
import { entry as session } from './session.js';
import { entry as sliding } from './sliding.js';
import { entry as tumbling } from './tumbling.js';
import { alone, kindOf } from '../text/registry.js';
import type { Spec } from '../text/spec.js';
import type { WindowEntry, WindowFn } from './window-fn.js';
import type { Zones } from './zone-rules.js';

export const windows: readonly WindowEntry[] = [global, tumbling, sliding, cumulative, session, count, calendar];

const onlyUtc: Zones = (zone) => {
  throw new Error(`the rules of ${zone} were asked for, but not handed in`);
};

/**
 * Reads the value of `--window`.
 * @param zone the name of `--tz`
 * @throws UsageError
 */
export function parseWindow(text: string, zone = 'UTC'): Spec {
  // Without a colon, since it has nothing that stands first.
  return parseNamedValue(text.replace(/^global,/, 'global:'), registry, { ...alone, zone });
}

/** The entry of a window. Throws SpecFault when there is no such window. */
export function windowKind(spec: Spec): WindowEntry {
  return kindOf(spec, registry);
}

/**
 * The function that a spec stands for.
 * @param zones where the rules of zones other than UTC come from; only calendar windows need them
 * @throws SpecFault
 */
export function buildWindow(spec: Spec, zones: Zones = onlyUtc): WindowFn {
  return windowKind(spec).build(spec, zones);
}

/** The value of `--window` that a spec stands for: `tumbling:1m`. Throws SpecFault. */
export function windowText(spec: Spec): string {
  return namedValue(spec.is, windowKind(spec).text(spec, windowText)).replace(/^global:/, 'global,');
}

/** The words of `explain` for a window: `windows of 1m that follow each other`. Throws SpecFault. */
export function windowWords(spec: Spec): string {
  return windowKind(spec).words(spec, windowWords);
}

const registry = { noun: 'window', entries: windows, synonyms: windowSynonyms, nameless };

/** `1m`, `10m/1m` and `100` give the length of a window, and not its kind. */
function nameless(text: string): Guess | undefined {
  const length = durationIn(text);
  if (length !== undefined) return { nature: 'a length of time', meant: `tumbling:${length}` };
  if (/^\d+(?:\/\d+)?$/.test(text)) return { nature: 'a number of events', meant: `count:${text}` };
  return text.includes('/') ? { nature: 'a length and a slide', meant: `sliding:${text}` } : undefined;
}
