// Both forms of syslog (SPEC §13): a line that begins with a priority and a version is of RFC 5424, any other of RFC 3164.
// Their records have the same members in the same order.
import type { Instant } from '../../model/instant.js';
import type { Zone } from '../../event/time/zone.js';
import type { FieldsReader } from './fields-reader.js';
import { syslog3164 } from './syslog-3164.js';
import { beginsAs5424, syslog5424 } from './syslog-5424.js';

/**
 * @param clock what a time without a year is near to: now, for a file the time of its last change
 * @param zone whose clocks show a time without a zone
 */
export function syslog(clock: () => Instant, zone: Zone): FieldsReader {
  const older = syslog3164(clock, zone);
  return { read: (line) => (beginsAs5424(line) ? syslog5424 : older).read(line) };
}
