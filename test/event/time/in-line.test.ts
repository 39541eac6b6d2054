// A time anywhere in a line of plain text: `--input-format text --time '$.line'`.
import { describe, expect, it } from 'vitest';
import { parseTimeFormat } from '../../../src/event/event-time.js';

const unused = (): string => '';

function read(format: string, line: string, zone = 'UTC'): string | undefined {
  const at = parseTimeFormat(format, zone, 'in-line').read(line, unused);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

describe('the first time in a line counts', () => {
  it.each([
    ['clf', '127.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /?at=18/May/2015:00:00:00 HTTP/1.1"', '2015-05-17T10:05:03.000Z'], // prettier-ignore
    ['auto', 'Jan 1: 2026-01-01T10:00:00Z and 2027-01-01T10:00:00Z', '2026-01-01T10:00:00.000Z'],
    ['auto', '2026-01-01 10:00:00,123 INFO 2 items', '2026-01-01T10:00:00.123Z'],
    ['auto', '[2026-01-01 10:00:00.5+01:00] started', '2026-01-01T09:00:00.500Z'],
    ['auto', 'commit 2026-01-01 10:00:00 +0100', '2026-01-01T09:00:00.000Z'],
    ['auto', 'due 2026-01-01 10 items', '2026-01-01T00:00:00.000Z'],
    ['auto', '20260101T100000Z basic', '2026-01-01T10:00:00.000Z'],
    ['auto', '1286536309.586    921 192.168.0.68 TCP_MISS/200', '2010-10-08T11:11:49.586Z'],
    ['auto', 'ts=1286536309586,port=8080', '2010-10-08T11:11:49.586Z'],
    ['s', '10.0.0.1 took 7 items at 12:00', '1970-01-01T00:00:07.000Z'],
    ['ms', 'a1 /2/ 3.4.5 6-7 8', '1970-01-01T00:00:00.008Z'],
    ['iso', '1286536309 2026-01-01', '2026-01-01T00:00:00.000Z'],
    ['rfc2822', 'Date: Tue, 10 Oct 2000 13:55:36 -0700 (PDT)', '2000-10-10T20:55:36.000Z'],
    ['%b %e %Y %H:%M:%S', 'host Oct  1 2000 13:55:36: up', '2000-10-01T13:55:36.000Z'],
    [' %Y/%m/%d%n', 'x2000/10/02 2000/10/03', '2000-10-03T00:00:00.000Z'],
    ['[%s]', '12 [970000000] up', '2000-09-26T20:26:40.000Z'],
    ['%s', 'app-970000000 up', '2000-09-26T20:26:40.000Z'],
    ['%s', 'up at -86400 s', '1969-12-31T00:00:00.000Z'],
  ])('%s: %s', (format, line, instant) => expect(read(format, line)).toBe(instant));

  it('in the zone of --tz where it names none', () =>
    expect(read('auto', 'at 2026-01-01 10:00:00 sharp', 'Europe/Berlin')).toBe('2026-01-01T09:00:00.000Z'));
});

describe('what looks like a time and is none is passed over', () => {
  it.each([
    ['auto', 'no 2026-02-30, but 2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['clf', '[31/Feb/2015:10:05:03 +0000] [01/Mar/2015:10:05:03 +0000]', '2015-03-01T10:05:03.000Z'],
    ['auto', 'build 20260101 of 10.0.0.1:8080 pid 12345', undefined],
    ['auto', '2026-01-01T25:00:00Z', undefined],
    ['auto', 'a2026-01-01 2026-01-011', undefined],
    ['auto', '', undefined],
    ['s', '1.2.3.4 10:20:30 2026-01-01 v5', undefined],
  ])('%s: %s', (format, line, instant) => expect(read(format, line)).toBe(instant));
});

describe('a line without one', () => {
  const complaint = (format: string, line: string): string =>
    parseTimeFormat(format, 'UTC', 'in-line').complaint(line, unused);

  it('is said to have none', () =>
    expect(complaint('clf', 'up at last')).toBe('there is no time of the Common Log Format in "up at last"'));

  it('is told which format would have found one', () => {
    expect(complaint('auto', '- [17/May/2015:10:05:03 +0000]')).toContain('; --time-format clf reads it');
    expect(complaint('clf', 'Date: 10 Oct 2000 13:55:36 GMT')).toContain('; --time-format rfc2822 reads it');
    expect(complaint('%s:%L', 'at 2026-01-01')).toContain('; --time-format iso reads it');
  });
});

describe('hostile lines', () => {
  const formats = ['auto', 'iso', 's', 'clf', 'rfc2822', '%b %e %Y %H:%M:%S', ' %Y %m%n', '%e%n%m/%Y'];
  const much = 200_000;
  const lines = [
    '1',
    ' ',
    '2026-01-01T10:00:00.',
    'mon ',
    '1.1.',
    '2026-01-01 ',
    '-',
    '1 ',
    '2026-01-01=',
    '/2026-01-01',
    '2026-01-01\t9',
    '1:00 ',
    '01/02/2026 ',
    '20260101T1000',
    'Jan ',
  ].flatMap((piece) => [
    piece.repeat(much / piece.length),
    `mon${' '.repeat(much)}`,
    `1${' '.repeat(much)}x`,
    `2026-02-30T10:00:00.${'1'.repeat(much)}x`,
  ]);

  it.each(formats)('take no longer than reading them: %s', (format) => {
    const search = parseTimeFormat(format, 'UTC', 'in-line');
    const before = performance.now();
    for (const line of lines) search.read(line, unused);
    expect(performance.now() - before).toBeLessThan(5000);
  });
});
