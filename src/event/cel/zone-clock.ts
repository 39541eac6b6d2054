// What the clock on the wall of a zone shows, as if it were UTC. The rules of zones are loaded when the first one but
// UTC and offsets is used.
import { offsetMinutes } from '../time/civil.js';
import { isUtc, loadTemporal, rememberedByName, rememberedByQuarter } from '../time/zone-memory.js';
import { work } from '../jsonpath/work.js';

type Clock = (ms: number) => number;

/** Milliseconds since 1970 to those on the clock of a zone (`UTC`, `+02:00`, `Europe/Berlin`); undefined: there is no such. */
export const clockOf = rememberedByName((zone) => {
  work(1 << 10);
  return zone.length > 64 ? undefined : found(zone);
});

function found(zone: string): Clock | undefined {
  if (isUtc(zone)) return (ms) => ms;
  const offset = /^([+-]?)(\d\d):(\d\d)$/.exec(zone);
  if (offset !== null) {
    const minutes = offsetMinutes(offset[1]!, offset[2]!, offset[3]!);
    return minutes === undefined ? undefined : (ms) => ms + minutes * 6e4;
  }
  return /^[A-Za-z][\w+/-]*$/.test(zone) ? ofRules(zone) : undefined;
}

function ofRules(zone: string): Clock | undefined {
  const Temporal = loadTemporal();
  const offsetAt = (ms: number): number =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
  try {
    offsetAt(0);
  } catch {
    return undefined;
  }
  const offset = rememberedByQuarter(offsetAt);
  return (ms) => ms + offset(ms);
}
