// The windows that `--window` knows. A new one is a file and a line here; parser, help, man page, completions and the
// law suite walk this list.
import { UsageError } from '../text/usage-error.js';
import { suggest } from '../text/suggest.js';
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
 * @throws Misuse
 */
export function parseWindow(
  text: string,
  zone = 'UTC',
  zones: Zones = onlyUtc,
): { readonly entry: WindowEntry; readonly fn: ParsedWindowFn } {
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  const entry = windows.find((window) => window.name === name);
  if (entry === undefined) throw unknown(name);
  return { entry, fn: entry.parse(colon < 0 ? undefined : text.slice(colon + 1), zone, zones) };
}

function unknown(name: string): UsageError {
  const meant = suggest(name, windows.map((window) => window.name)); // prettier-ignore
  const suggestion = meant === undefined ? '' : `; did you mean ${meant}?`;
  return new UsageError(`"${name}" is no window${suggestion}`, windows.map((window) => window.form).join(', '));
}
