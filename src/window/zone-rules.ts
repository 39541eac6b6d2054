// What calendar windows need of a time zone, and no more: when a local day or hour begins. Handed in, so that a run in
// UTC, the usual one, never loads the zone arithmetic (zone.ts).
import type { Duration, Instant } from '../model/instant.js';

export interface ZoneRules {
  /**
   * The first instant whose local date is `day` (days since 1970-01-01) or, where the zone skips that day, later.
   * Law: never falls as `day` rises.
   */
  startOfDay(day: number): Instant;
  /**
   * The first instant at which the clocks show the beginning of `hour` (hours on them since 1970-01-01T00:00) or, where
   * they skip it, the one at which they go on. Law: never falls as `hour` rises; a day begins with its first hour.
   */
  startOfHour(hour: number): Instant;
  /** How far the clocks are ahead of UTC at an instant, in ms. */
  readonly offsetAt: (at: Instant) => Duration;
}

/** The rules of a zone by its IANA name or offset (`+08:00`); throws Misuse when there is no such zone. */
export type Zones = (zone: string) => ZoneRules;

/** UTC, where every day has 86,400,000 ms. */
export const utc: ZoneRules = {
  startOfDay: (day) => day * 864e5,
  startOfHour: (hour) => hour * 36e5,
  offsetAt: () => 0,
};
