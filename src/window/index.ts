// The windows that `--window` knows. A new one is a file and a line here; parser, help, man page, completions and the
// law suite walk this list.
import { durationIn, splitNamedValue, unknownValue, type Guess, type Guide } from '../text/named-value.js';
import { windowSynonyms } from '../text/synonyms.js';
import { entry as calendar } from './calendar-entry.js';
import { entry as count } from './count.js';
import { entry as cumulative } from './cumulative.js';
import { entry as global } from './global.js';
import { entry as session } from './session.js';
import { entry as sliding } from './sliding.js';
import { entry as tumbling } from './tumbling.js';
import type { ParsedWindowFn, WindowEntry } from './window-fn.js';
import type { Zones } from './zone-rules.js';

export const windows: readonly WindowEntry[] = [global, tumbling, sliding, cumulative, session, count, calendar];

const onlyUtc: Zones = (zone) => {
  throw new Error(`the rules of ${zone} were asked for, but not handed in`);
};

/**
 * Reads the value of `--window`.
 * @param zone the name of `--tz`
 * @param zones where the rules of zones other than UTC come from; only calendar windows ask
 * @throws UsageError
 */
export function parseWindow(
  text: string,
  zone = 'UTC',
  zones: Zones = onlyUtc,
): { readonly entry: WindowEntry; readonly fn: ParsedWindowFn } {
  const { name, args } = splitNamedValue(text);
  const entry = windows.find((window) => window.name === name);
  if (entry === undefined) throw unknownValue(text, windows, guide, (value) => parseWindow(value, zone, zones));
  return { entry, fn: entry.parse(args, zone, zones) };
}

const guide: Guide = { noun: 'window', synonyms: windowSynonyms, nameless };

/** `1m`, `10m/1m` and `100` say how long a window is, and not of what kind. */
function nameless(text: string): Guess | undefined {
  const length = durationIn(text);
  if (length !== undefined) return { nature: 'a length of time', meant: `tumbling:${length}` };
  if (/^\d+(?:\/\d+)?$/.test(text)) return { nature: 'a number of events', meant: `count:${text}` };
  return text.includes('/') ? { nature: 'a length and a slide', meant: `sliding:${text}` } : undefined;
}
