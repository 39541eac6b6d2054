// `--tz`: what the clocks on the wall of a zone mean (SPEC §2). Where an hour comes twice the earlier instant is meant,
// where it is left out the time is moved forward by it. The zone's rules are applied once for each quarter of an hour
// that is the same throughout; they and the code that reads them are loaded only for zones other than UTC.
import { UsageError } from '../../text/usage-error.js';
import type { Instant } from '../../model/instant.js';
import { isUtc, loadTemporal, quarter, rememberedByName, rememberedByQuarter } from './zone-memory.js';

export interface Zone {
  readonly name: string;
  /** The instant when the clocks of the zone show `local` (ms since 1970-01-01T00:00 on that clock); NaN out of range. */
  toInstant(local: number): Instant;
}

export const utc: Zone = { name: 'UTC', toInstant: (local) => local };

const form = 'UTC, an IANA name like Europe/Berlin, or an offset like +05:30';

/**
 * The zone of this name.
 * @throws Misuse when there is none
 */
export function parseZone(name: string): Zone {
  if (isUtc(name)) return utc;
  const Temporal = loadTemporal();
  try {
    if (!/^(?:[A-Za-z][\w+/-]*|[+-]\d\d(?::?\d\d)?)$/.test(name)) throw new RangeError(name);
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
  } catch {
    throw new UsageError(`"${name}" is no time zone`, form);
  }
  const exact = (local: number): Instant => {
    try {
      const wall = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC').toPlainDateTime();
      return wall.toZonedDateTime(name, { disambiguation: 'compatible' }).epochMilliseconds;
    } catch {
      return NaN;
    }
  };
  const offset = rememberedByQuarter((begin) => commonOffset(exact, begin));
  return {
    name,
    toInstant(local) {
      const common = offset(local);
      // In a quarter in which the clocks are changed they are applied each time.
      return Number.isNaN(common) ? exact(local) : local - common;
    },
  };
}

/** The zone that a time names itself: `Europe/Berlin`. undefined when there is none such. */
export const zoneNamed = rememberedByName(knownZone);

function knownZone(name: string): Zone | undefined {
  try {
    return parseZone(name);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** The offset from UTC all through the quarter that begins at `local`; NaN when it is not the same throughout. */
function commonOffset(exact: (local: number) => Instant, local: number): number {
  const last = local + quarter - 1;
  const [begin, end] = [local - exact(local), last - exact(last)];
  return begin === end ? begin : NaN;
}
