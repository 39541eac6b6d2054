// What the clock on the wall of a zone shows, as if it were UTC. The rules of zones are loaded when the first one but UTC
// and offsets is asked for.
import { offsetMinutes } from '../time/civil.js';
import { work } from '../jsonpath/work.js';

type Clock = (ms: number) => number;

const known = new Map<string, Clock | undefined>();
/** Zones that are remembered; there are about 600. */
const most = 1000;

/** Milliseconds since 1970 to those on the clock of a zone (`UTC`, `+02:00`, `Europe/Berlin`); undefined: there is no such. */
export function clockOf(zone: string): Clock | undefined {
  if (known.has(zone)) return known.get(zone);
  if (known.size === most) known.clear();
  work(1 << 10);
  const clock = zone.length > 64 ? undefined : found(zone);
  known.set(zone, clock);
  return clock;
}

function found(zone: string): Clock | undefined {
  if (/^(?:Etc\/)?(?:UTC|GMT|Z)$/i.test(zone)) return (ms) => ms;
  const offset = /^([+-]?)(\d\d):(\d\d)$/.exec(zone);
  if (offset !== null) {
    const minutes = offsetMinutes(offset[1]!, offset[2]!, offset[3]!);
    return minutes === undefined ? undefined : (ms) => ms + minutes * 6e4;
  }
  return /^[A-Za-z][\w+/-]*$/.test(zone) ? ofRules(zone) : undefined;
}

const quarter = 900_000;
const kept = 20_000;

/** Clocks are changed at quarters of an hour, so each quarter has one offset. */
function ofRules(zone: string): Clock | undefined {
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  const { Temporal } = require('temporal-polyfill') as typeof import('temporal-polyfill');
  const offsetAt = (ms: number): number =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
  try {
    offsetAt(0);
  } catch {
    return undefined;
  }
  const offsets = new Map<number, number>();
  return (ms) => {
    const at = Math.floor(ms / quarter);
    let offset = offsets.get(at);
    if (offset === undefined) {
      if (offsets.size === kept) offsets.clear();
      offsets.set(at, (offset = offsetAt(at * quarter)));
    }
    return ms + offset;
  };
}
