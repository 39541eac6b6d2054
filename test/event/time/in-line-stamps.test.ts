// Stamps in running text: whatever stands around one, it is found rightly or refused, and never another time.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseTimeFormat } from '../../../src/event/event-time.js';

const unused = (): string => '';
const auto = parseTimeFormat('auto', 'UTC', 'in-line');

function read(line: string): string | undefined {
  const at = auto.read(line, unused);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

const complaint = (line: string): string => auto.complaint(line, unused);

describe('a date and its clock time are read as people and programs write them', () => {
  it.each([
    ['2026-01-01 9:05:00 one digit', '2026-01-01T09:05:00.000Z'],
    ['2026-01-01\t10:00:00\tEDGE1\t1000\tGET', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01  10:00:00 two spaces', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01, 10:00:00 comma', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01,10:00:00,columns', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01;10:00;columns', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01-10.00.00.250000 dots', '2026-01-01T10:00:00.250Z'],
    ['2026-01-01_10:00:00 underscore', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01 10:00:00:123 a third colon', '2026-01-01T10:00:00.123Z'],
    ['2026-01-01 10:00:00 PM', '2026-01-01T22:00:00.000Z'],
    ['2026-01-01 12:00:00 a.m., early', '2026-01-01T00:00:00.000Z'],
    ['2026-01-01 12:30pm', '2026-01-01T12:30:00.000Z'],
    ['2026-01-01 10:00:00 UTC', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01 10:00:00.5 [GMT] x', '2026-01-01T10:00:00.500Z'],
    ['2026-01-01 10:00:00 Z', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01 1:00:00 PM -0130', '2026-01-01T14:30:00.000Z'],
    ['2026-01-01T10:00:00+01:00[Europe/Berlin]', '2026-01-01T09:00:00.000Z'],
    ['2026-01-01T10:00:00[Europe/Berlin]', '2026-01-01T09:00:00.000Z'],
    ['2026-07-01 10:00:00 [America/Argentina/Buenos_Aires] up', '2026-07-01T13:00:00.000Z'],
    ['2026-01-01 10:00:00+0100 CET', '2026-01-01T09:00:00.000Z'],
    ['2026/01/01 10:00:00 nginx', '2026-01-01T10:00:00.000Z'],
    ['2026/1/1-9:05:00 short', '2026-01-01T09:05:00.000Z'],
    ['20260101T100000.5Z basic', '2026-01-01T10:00:00.500Z'],
    ['2026-01-01 10:00:00.', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01 10:00:00: colon', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01 10:00:00 POST /x', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01 10:00:00 -5 degrees', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01 24:00:00', '2026-01-02T00:00:00.000Z'],
  ])('%s', (line, instant) => expect(read(line)).toBe(instant));

  it('in the zone of --tz, unless they name one', () => {
    const berlin = parseTimeFormat('auto', 'Europe/Berlin', 'in-line');
    expect(berlin.read('2026-07-01 9:05:00 PM', unused)).toBe(Date.UTC(2026, 6, 1, 19, 5));
    expect(berlin.read('2026-07-01 9:05:00 PM GMT', unused)).toBe(Date.UTC(2026, 6, 1, 21, 5));
    expect(berlin.read('2026-07-01 9:05:00 utc', unused)).toBe(Date.UTC(2026, 6, 1, 9, 5));
    expect(berlin.read('2026-07-01 UTC', unused)).toBe(Date.UTC(2026, 6, 1));
    expect(berlin.read('2026-07-01 alone', unused)).toBe(Date.UTC(2026, 5, 30, 22));
  });
});

describe('which of several counts', () => {
  it.each([
    ['a date in a path is none', 'GET /reports/2026-01-01/summary at 2026-03-05T10:00:00Z', '2026-03-05T10:00:00.000Z'],
    ['nor one behind the time', '2026-03-05T10:00:00Z GET /2026-01-01T11:00:00Z', '2026-03-05T10:00:00.000Z'],
    [
      'nor one in an address',
      'GET http://a/?from=2026-01-01T00:00:00Z at 2026-03-05 10:00:00',
      '2026-03-05T10:00:00.000Z',
    ],
    ['nor one in a file name', 'app-2026-01-01.log ended 2026-03-05 10:00:00', '2026-03-05T10:00:00.000Z'],
    ['but behind the name of a file', 'logs/app.log:2026-03-05 10:00:00 up', '2026-03-05T10:00:00.000Z'],
    ['a stamp goes before a day', 'since 2026-01-01: 2026-03-05T10:00:00Z', '2026-03-05T10:00:00.000Z'],
    ['and before a number', 'order 1234567890 at 2026-03-05T10:00:00Z', '2026-03-05T10:00:00.000Z'],
    ['a day is its first moment', 'due 2026-01-01 10 items', '2026-01-01T00:00:00.000Z'],
    ['in a column too', '2026-01-01,10.5,1030', '2026-01-01T00:00:00.000Z'],
    ['of two days the first', '2026-01-01 2026-01-31', '2026-01-01T00:00:00.000Z'],
    ['no number in an address', 'GET http://a/?t=1286536309', undefined],
    ['no day of a file name', 'rotated app-2026-01-01.log', undefined],
  ])('%s', (_, line, instant) => expect(read(line)).toBe(instant));
});

describe('what may be a time and is not understood is refused with its text', () => {
  it.each([
    ['2026-01-01 10:00:00 EST x', 'the zone in "2026-01-01 10:00:00 EST"', "'%Y-%m-%d %H:%M:%S' with --tz"],
    ['2026-01-01 10:00:00 (CET)', 'the zone in "2026-01-01 10:00:00 (CET)"', "'%Y-%m-%d %H:%M:%S' with --tz"],
    ['2026-01-01T10:00:00[Europe/Ber]', 'the zone in "2026-01-01T10:00:00[Europe/Ber]"', "'%Y-%m-%dT%H:%M:%S'"],
    ['2026-01-01 10:00:00 UTC+2', 'the zone in "2026-01-01 10:00:00 UTC+2"', 'with --tz'],
    ['2026-01-01 10:00:00 +1:00', 'the zone in "2026-01-01 10:00:00 +1:00"', 'with --tz'],
    ['2026-01-01 10:00:00-5', 'the zone in "2026-01-01 10:00:00-5"', 'with --tz'],
    ['2026-01-01 10h30 x', 'the clock time in "2026-01-01 10h30"', "'%Y-%m-%d %Hh%M' reads it"],
    ['2026-01-01 103000 x', 'the clock time in "2026-01-01 103000"', "'%Y-%m-%d %H%M%S' reads it"],
    ['2026-01-01 10.30 x', 'the clock time in "2026-01-01 10.30"', "'%Y-%m-%d %H.%M' reads it"],
    ['2026-01-01 10.20.30.40 GET', 'the clock time in "2026-01-01 10.20.30.40"', ''],
    ['2026-01-01 t10:00:00', 'the clock time in "2026-01-01 t10:00:00"', "'%Y-%m-%d' takes the day alone"],
    ['2026-01-01 10-00-00 x', 'the clock time in "2026-01-01 10-00-00"', ''],
    ['2026-01-01 10：00 x', 'the clock time in "2026-01-01 10：00"', ''],
    ['2026-01-01 10時30分', 'the clock time in "2026-01-01 10時30分"', ''],
    ['2026-01-01 noon', 'the clock time in "2026-01-01 noon"', ''],
    ['2026-01-01 10 PM', 'the clock time in "2026-01-01 10 PM"', "'%Y-%m-%d' takes the day alone"],
    ['2026-01-01T10:00:00 \u221205:00', 'the zone in "2026-01-01T10:00:00 \u221205:00"', 'with --tz'],
    ['2026-01-01 10:00:00 W. Europe Standard Time', 'the zone in "2026-01-01 10:00:00 W."', 'with --tz'],
    ['2026-01-01 10:00:00 cest', 'the zone in "2026-01-01 10:00:00 cest"', 'with --tz'],
    ['2026-01-01 CET', 'the zone in "2026-01-01 CET"', ''],
    ['2026-01-01T10Z', 'the clock time in "2026-01-01T10Z"', ''],
    ['2026-01-01 10 am', 'the clock time in "2026-01-01 10', ''],
    ['2026-01-01 10:00:00:12', 'the clock time in "2026-01-01 10:00:00:12"', ''],
    ['2026-01-01 10:00:00x', 'the clock time in "2026-01-01 10:00:00x"', ''],
    ['2026-01-01 10:00-11:00', 'the clock time in "2026-01-01 10:00-11:00"', ''],
    ['2026-01-01 13:00 PM', 'there is no such time as "2026-01-01 13:00 PM"', ''],
    ['2026-02-30 10:00:00 x', 'there is no such time as "2026-02-30 10:00:00"', ''],
    [
      '2026-01-01 INFO 10:00:00',
      'the date 2026-01-01 has no clock time beside it, but the line says 10:00:00',
      "'%Y-%m-%d'",
    ],
    ['10:00 2026-01-01', 'the date 2026-01-01 has no clock time beside it, but the line says 10:00', "'%Y-%m-%d'"],
    ['2026-01-01 a 9:00 2026-03-05 10:00:00', 'the date 2026-01-01 has no clock time beside it', "'%Y-%m-%d'"],
    ['1767225600 of 2026-01-01', 'both 1767225600 and 2026-01-01 may be the time', "'%Y-%m-%d'"],
    [
      '01/02/2026 10:00:00 on 2026-03-05T10:00:00Z',
      '"01/02/2026 10:00" may be the time',
      "'%d/%m/%Y %H:%M' or '%m/%d/%Y %H:%M'",
    ],
    ['20260101 10:00:00 on 2026-03-05T10:00:00Z', '"20260101 10:00" may be the time', "'%Y%m%d %H:%M'"],
    ['[10/Oct/2000:13:55:36 -0700] "GET /" 200 1234567890', '"10/Oct/2000:13:55" may be the time', '--time-format clf'],
  ])('%s', (line, why, remedy) => {
    expect(read(line)).toBeUndefined();
    expect(complaint(line)).toContain(why);
    expect(complaint(line)).toContain(remedy);
  });
});

const two = (n: number): string => String(n).padStart(2, '0');

/** A stamp in one of the spellings that are read, and the instant it means. */
const stamp = fc
  .record({
    at: fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) }).map((ms) => ms - (ms % 1000)),
    dash: fc.constantFrom('-', '/'),
    gap: fc.constantFrom('T', ' ', '  ', '\t', ', ', ',', ';', '_'),
    digits: fc.constantFrom('', '.5', '.078', ',123', '.123456789'),
    short: fc.boolean(),
    zone: fc.constantFrom<[string, number]>(
      ['', 0],
      [' Z', 0],
      [' UTC', 0],
      [' GMT', 0],
      ['+01:00', 60],
      [' -0330', -210],
    ),
    half: fc.boolean(),
  })
  .map(({ at, dash, gap, digits, short, zone: [zone, east], half }) => {
    const wall = new Date(at + east * 60_000);
    const hour = half ? wall.getUTCHours() % 12 || 12 : wall.getUTCHours();
    const day = [wall.getUTCFullYear(), two(wall.getUTCMonth() + 1), two(wall.getUTCDate())].join(dash);
    const clock = `${short ? hour : two(hour)}:${two(wall.getUTCMinutes())}:${two(wall.getUTCSeconds())}${digits}`;
    const text = `${day}${gap}${clock}${half ? (wall.getUTCHours() < 12 ? ' AM' : ' PM') : ''}${zone}`;
    return { text, at: at + Number(digits.slice(1, 4).padEnd(3, '0')) };
  });

/** Words of logs, among them what may be taken for a time or a part of one. */
const word = fc.constantFrom(
  ...[
    'INFO',
    'at',
    'GET',
    'POST',
    'a,b',
    '10',
    '-5',
    '1030',
    '10.5',
    '10.0.0.1:8080',
    '12:30',
    '12:30:00',
    '5 pm',
    'PM',
    'EST',
  ],
  ...[
    'CET',
    '+0100',
    '1234567890',
    '1767225600123',
    '/2026-01-01/x',
    'http://a/?d=2026-01-02T03:04:05Z',
    'b-2026-02-02.log',
  ],
  ...[
    '2026-01-03',
    '20260104',
    '20260105T060708Z',
    '01/02/2026 10:00:00',
    '2026-02-30',
    '9h05',
    '[x]',
    '"q"',
    'ß',
    '=',
    '2026',
  ],
);
const words = fc.array(word, { maxLength: 4 }).map((list) => list.join(' x '));

test('whatever stands before and behind it, a stamp is found rightly or the line refused', () => {
  const meant = /^(?:[ap]m\b|EST|CET|\+0100)/i;
  const twins = /20260105T|12:30|01\/02/;
  let found = 0;
  fc.assert(
    fc.property(words, stamp, words, (before, { text, at }, behind) => {
      // A zone or half of the day behind the stamp belongs to it, and a whole stamp before it is the first.
      fc.pre(!meant.test(behind) && !before.includes('20260105T'));
      const seen = auto.read(`${before} ${text} ${behind}`, unused);
      if (!Number.isNaN(seen)) expect(seen).toBe(at);
      if (before === '' && !twins.test(behind)) expect(seen).toBe(at);
      found += Number.isNaN(seen) ? 0 : 1;
    }),
    { numRuns: 3000 },
  );
  expect(found).toBeGreaterThan(1000);
});

test('of random text no time is read that it does not say', () => {
  const piece = fc.constantFrom(
    ...Array.from('0123456789'),
    ...Array.from('  ::--//TZ.,+PM'),
    '2026-01-0',
    '2026/01/0',
    '20260101T',
    '10:0',
    '\t',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const line = pieces.join('');
      const seen = auto.read(line, unused);
      if (Number.isNaN(seen) || /\d{10}/.test(line)) return;
      const date = /20\d\d[-/]\d{1,2}[-/]\d{1,2}|\d{8}T/.test(line);
      const midnight = seen % 864e5 === 0;
      expect(date).toBe(true);
      if (midnight) expect(line).not.toMatch(/(?<![\w.:/-])(?:[1-9]|1\d|2[0-3]):\d\d(?!\d)/);
      else expect(line).toMatch(/\d:\d\d|T\d{4}|\d\.\d\d\.\d\d/);
    }),
    { numRuns: 5000 },
  );
});

test('a format that is said to read a line does', () => {
  const odd = fc.constantFrom('10h05', '100500', '10.05', '10:00:00 EST', '10 PM', 't10:00', '10-00-00', '1:05 PM CET');
  const day = fc.constantFrom(
    '2026-01-02',
    '2026/01/02',
    '2026.01.02',
    '03/02/2026',
    '20260102',
    '+002026-01-02',
    '2 Jan 2026',
  );
  fc.assert(
    fc.property(words, day, odd, words, (before, date, clock, behind) => {
      const line = `${before} ${date} ${clock} ${behind}`;
      const [, formats] = /--time-format ('.+?)(?: with --tz)? reads it/.exec(complaint(line)) ?? [];
      for (const format of formats?.match(/(?<=')%[^']+(?=')/g) ?? [])
        expect(parseTimeFormat(format, 'UTC', 'in-line').read(line, unused), `${format}: ${line}`).not.toBeNaN();
    }),
    { numRuns: 500 },
  );
});
