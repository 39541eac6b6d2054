// Both forms of syslog (SPEC §13): a line that begins with a priority and a version is of RFC 5424, any other of RFC 3164.
// Their records have the same members in the same order.
import type { Instant } from '../../model/instant.js';
import { parseZone, utc, type Zone } from '../../event/time/zone.js';
import { bareEntry } from './bare-entry.js';
import type { RecordReader } from './input-format.js';
import { lineFormat } from './line-format.js';
import { syslog3164 } from './syslog-3164.js';
import { beginsAs5424, syslog5424 } from './syslog-5424.js';

/**
 * @param clock what a time without a year is near to: now, for a file the time of its last change
 * @param zone whose clocks show a time without a zone
 */
export function syslog(clock: () => Instant, zone: Zone): RecordReader {
  const older = syslog3164(clock, zone);
  return { read: (line) => (beginsAs5424(line) ? syslog5424 : older).read(line) };
}

/** Without a clock there is no year for what has none. */
const unknown = (): Instant => NaN;

export const entry = bareEntry({
  name: 'syslog',
  doc: 'a line of syslog (RFC 5424 or RFC 3164): priority facility severity time host app pid msgid message, structured data as sd',
  build(_, zone) {
    const local = zone === 'UTC' ? utc : parseZone(zone);
    const time = { path: '$.time', format: 'auto' };
    return lineFormat((clock = unknown) => syslog(clock, local), { time, asksClock: true });
  },
  words: 'each line is of syslog (RFC 5424 or RFC 3164)',
});
