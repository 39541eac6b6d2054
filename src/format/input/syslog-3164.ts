// RFC 3164, as it is met: `<34>Oct 11 22:14:15 host su[77]: message`. The RFC describes what was seen and demands
// little, so this reads what syslogd, rsyslog, syslog-ng and `journalctl -o short…` write: with or without a priority
// (files have none), with times of RFC 3164 or ISO 8601, with or without a host, a tag or its process id. What has no
// tag is all message. The time is ISO text: one without a year gets it from a clock, one without a zone has none (it is
// that of `--tz`).
import type { Instant } from '../../model/instant.js';
import { monthNumber, type Civil } from '../../event/time/civil.js';
import type { Zone } from '../../event/time/zone.js';
import { FieldRecord } from './field-record.js';
import type { ParsedRecord, RecordError, RecordReader } from './input-format.js';
import { nearestYear } from './nearest-year.js';
import { addPriority, highestPriority } from './syslog-priority.js';

/**
 * @param clock what a time without a year is near to: now, for a file the time of its last change
 * @param zone whose clocks show a time without a zone
 */
export function syslog3164(clock: () => Instant, zone: Zone): RecordReader {
  return { read: (line) => read(line, clock, zone) };
}

const priority = /^<(\d{1,3})>/;
const octetCount = /^\d{1,9} <\d{1,3}>/;
/** `Oct 11 22:14:15.123`; Cisco writes the year behind the day, and a colon behind it all. */
const dayTime = /^([A-Z][a-z]{2}) {1,2}(\d{1,2})(?: (\d{4}))? (\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?:?(?= |$)/;
/** With a weekday before it, it is `journalctl -o short-full`. */
const isoTime =
  /^(?:[A-Z][a-z]{2} )?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d\d(?::?\d\d)?))?)(?= |$)/;
/** `su[77]: `, `kernel: `. */
const tag = /^([^\s[\]]{1,256}?)(?:\[([^\s[\]]{0,256})\])?:(?: |$)/;

function read(line: string, clock: () => Instant, zone: Zone): ParsedRecord | RecordError {
  if (octetCount.test(line))
    return {
      at: 0,
      error:
        'the line begins with its length (octet-counted framing, RFC 6587): have the sender end messages with newlines instead',
    };
  const [mark = '', digits] = priority.exec(line) ?? [];
  if (Number(digits ?? 0) > highestPriority) return { at: 0, error: `the priority is higher than ${highestPriority}` };
  const fields = new FieldRecord();
  addPriority(fields, digits === undefined ? null : Number(digits));
  const head = line.slice(mark.length, mark.length + 64);
  const stamp = stampOf(head, clock, zone);
  if (stamp === undefined && mark === '')
    return { at: 0, error: 'expected a priority like <34>, or a time like Oct 11 22:14:15 or 2026-10-11T22:14:15Z' };
  if (stamp !== undefined && stamp.time === undefined)
    return { at: mark.length, error: `"${stamp.text}" is no time: there is no such day or hour`, reason: 'bad-time' };
  fields.field('time', stamp?.time ?? null);
  rest(fields, line.slice(mark.length + (stamp?.text.length ?? 0)), stamp !== undefined);
  return fields.whole;
}

interface WrittenTime {
  readonly text: string;
  /** As ISO 8601 text; undefined when there is no such time. */
  readonly time: string | undefined;
}

function stampOf(head: string, clock: () => Instant, zone: Zone): WrittenTime | undefined {
  const [text, time] = isoTime.exec(head) ?? [];
  if (text !== undefined) return { text, time };
  const [stamp, month = '', day, year, hour, minute, second, fraction = ''] = dayTime.exec(head) ?? [];
  if (stamp === undefined || monthNumber(month) === 0) return undefined;
  const civil = {
    year: Number(year ?? 0),
    month: monthNumber(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    ms: 0,
    offset: undefined,
  };
  const found = year === undefined ? nearestYear(civil, clock(), zone) : civil.year;
  return { text: stamp, time: found === undefined ? undefined : isoText({ ...civil, year: found }, fraction) };
}

function isoText({ year, month, day, hour, minute, second }: Civil, fraction: string): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const point = fraction === '' ? '' : `.${fraction}`;
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}${point}`;
}

/** Host, tag and message. Programs that write to /dev/log leave the host out: then the tag follows the time. */
function rest(fields: FieldRecord, text: string, hasTime: boolean): void {
  const bare = text.startsWith(' ') ? text.slice(1) : text;
  const hosted = hasTime && !tag.test(bare);
  const blank = bare.indexOf(' ');
  const host = hosted ? bare.slice(0, blank < 0 ? undefined : blank) : null;
  const after = !hosted ? bare : blank < 0 ? '' : bare.slice(blank + 1);
  const [mark = '', app = null, pid = null] = tag.exec(after) ?? [];
  fields.field('host', host);
  fields.field('app', app);
  fields.field('pid', pid);
  fields.member('msgid', null);
  fields.field('message', after.slice(mark.length));
}
