// Syslog, in both of its forms.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseZone, utc } from '../../../src/event/time/zone.js';
import { nearestYear } from '../../../src/format/input/nearest-year.js';
import { syslog } from '../../../src/format/input/syslog.js';
import { hostile, reading } from './read.js';

const now = Date.UTC(2026, 10, 28);
const messages = syslog(() => now, utc);
const read = reading(messages);

describe('a message of RFC 5424', () => {
  const head = { priority: 165, facility: 20, severity: 5, time: '2003-10-11T22:14:15.003Z' };
  const source = { host: 'mymachine.example.com', app: 'evntslog', pid: null, msgid: 'ID47' };

  it('has its head, its structured data and its message', () => {
    expect(
      read(
        '<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473 iut="3" eventSource="Application" eventID="1011"][examplePriority@32473 class="high"] \ufeffAn application event log entry...',
      ),
    ).toEqual({
      ...head,
      ...source,
      message: 'An application event log entry...',
      sd: {
        'exampleSDID@32473': { iut: 3, eventSource: 'Application', eventID: 1011 },
        'examplePriority@32473': { class: 'high' },
      },
    });
  });

  it('may have neither data nor message', () => {
    expect(read('<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 -')).toEqual({
      ...head,
      ...source,
      message: null,
    });
    expect(read('<0>1 - - - - - - ')).toEqual({
      ...{ priority: 0, facility: 0, severity: 0, time: null, host: null, app: null, pid: null, msgid: null },
      message: null,
    });
  });

  it('has escapes in its data, and any name', () => {
    expect(read(String.raw`<1>1 - - - - - [a b="\"\\\]\n]" b="2" ][__proto__][a] [m]`)).toMatchObject(
      JSON.parse('{"sd":{"__proto__":{},"a":{}},"message":"[m]"}') as object,
    );
    expect(read(String.raw`<1>1 - - - - - [a b="\"\\\]\n]"]`)).toMatchObject({ sd: { a: { b: '"\\]\\n]' } } });
  });

  it.each([
    ['<192>1 - - - - - -', 0, 'the priority is higher than 191'],
    ['<1>2 - - - - - -', 3, 'only version 1 of the syslog protocol is known'],
    ['<1>1 - - - - -', 14, expect.stringContaining('the line ends too early')],
    ['<1>1 -  - - - -', 7, 'expected the host, or - for none'],
    ['<1>1 - - - - - message', 15, 'expected structured data in square brackets, or - for none'],
    ['<1>1 - - - - - []', 16, 'expected a name'],
    ['<1>1 - - - - - [a b]', 19, 'expected =" after the name of the parameter'],
    ['<1>1 - - - - - [a b="c]', 19, 'the value that begins here has no end'],
    ['<1>1 - - - - - [a', 17, 'expected a parameter, or ] at the end of the element'],
    ['<1>1 - - - - - -message', 16, 'expected a blank before the message'],
  ])('is not %s', (line, at, error) => {
    expect(read(line)).toEqual([at, error]);
  });
});

describe('a message of RFC 3164', () => {
  const parts = (line: string): unknown => {
    const found = read(line);
    if (Array.isArray(found)) return found as unknown;
    const { priority, time, host, app, pid, message } = found as Record<string, unknown>;
    return [priority, time, host, app, pid, message];
  };

  it('has the members of RFC 5424', () => {
    expect(read("<34>Oct 11 22:14:15 mymachine su[77]: 'su root' failed")).toEqual({
      ...{ priority: 34, facility: 4, severity: 2, time: '2026-10-11T22:14:15', host: 'mymachine' },
      ...{ app: 'su', pid: 77, msgid: null, message: "'su root' failed" },
    });
  });

  it.each<[string, readonly unknown[]]>([
    ['Oct  1 02:14:15 web1 kernel: [12.5] up', [null, '2026-10-01T02:14:15', 'web1', 'kernel', null, '[12.5] up']],
    ['Oct 11 22:14:15.120 h CRON[9]: x', [null, '2026-10-11T22:14:15.120', 'h', 'CRON', 9, 'x']],
    ['Oct 11 22:14:15 h postfix/smtpd[1]: a: b', [null, '2026-10-11T22:14:15', 'h', 'postfix/smtpd', 1, 'a: b']],
    ['Oct 11 22:14:15 h sshd(pam_unix)[1]: a', [null, '2026-10-11T22:14:15', 'h', 'sshd(pam_unix)', 1, 'a']],
    ['Oct 11 22:14:15 h a::b[1]:', [null, '2026-10-11T22:14:15', 'h', 'a::b', 1, null]],
    ['<13>Oct 11 22:14:15 me: hello', [13, '2026-10-11T22:14:15', null, 'me', null, 'hello']],
    [
      'Oct 11 22:14:15 h last message repeated 2 times',
      [null, '2026-10-11T22:14:15', 'h', null, null, 'last message repeated 2 times'],
    ],
    ['Oct 11 22:14:15 h', [null, '2026-10-11T22:14:15', 'h', null, null, null]],
    ['Oct 11 22:14:15', [null, '2026-10-11T22:14:15', null, null, null, null]],
    ['<189>Oct 11 2024 22:14:15 fw : %ASA-6-1: x', [189, '2024-10-11T22:14:15', 'fw', null, null, ': %ASA-6-1: x']],
    ['<189>Oct 11 2024 22:14:15: %ASA-6-1: x', [189, '2024-10-11T22:14:15', null, '%ASA-6-1', null, 'x']],
    ['2026-10-11T22:14:15.123456+02:00 h a[1]: x', [null, '2026-10-11T22:14:15.123456+02:00', 'h', 'a', 1, 'x']],
    ['2026-10-11T22:14:15+0000 h a[1]: x', [null, '2026-10-11T22:14:15+0000', 'h', 'a', 1, 'x']],
    ['Sun 2026-10-11 22:14:15 UTC h a[1]: x', [null, '2026-10-11 22:14:15 UTC', 'h', 'a', 1, 'x']],
    ['<5>whatever it is', [5, null, null, null, null, 'whatever it is']],
    ['<5>', [5, null, null, null, null, null]],
  ])('%s', (line, expected) => {
    expect(parts(line)).toEqual(expected);
  });

  it.each([
    ['hello', 0, expect.stringContaining('expected a priority like <34>')],
    ['<192>Oct 11 22:14:15 h a: b', 0, 'the priority is higher than 191'],
    ['<1>Feb 30 22:14:15 h a: b', 3, expect.stringContaining('"Feb 30 22:14:15" is no time')],
    ['Oct 11 25:14:15 h a: b', 0, expect.stringContaining('is no time')],
    ['83 <34>1 2003-10-11T22:14:15.003Z a b - - - c', 0, expect.stringContaining('RFC 6587')],
  ])('is not %s', (line, at, error) => {
    expect(read(line)).toEqual([at, error]);
  });
});

describe('the year of a time without one', () => {
  const yearAt = (clock: string, stamp: string): unknown => {
    const found = syslog(() => Date.parse(clock), utc).read(`${stamp} h a: b`);
    return 'error' in found ? found.reason : (found.record as { time: string }).time.slice(0, 10);
  };

  it.each([
    ['2026-01-01T00:00:05Z', 'Dec 31 23:59:59', '2025-12-31'],
    ['2025-12-31T23:59:55Z', 'Jan  1 00:00:03', '2026-01-01'],
    ['2026-06-01T00:00:00Z', 'Jun  1 23:59:59', '2026-06-01'],
    ['2026-06-01T00:00:00Z', 'Jun  2 00:00:00', '2026-06-02'],
    ['2026-06-01T00:00:00Z', 'Jun  2 00:00:01', '2025-06-02'],
    ['2024-03-01T00:00:00Z', 'Feb 29 12:00:00', '2024-02-29'],
    ['2026-11-28T00:00:00Z', 'Feb 29 12:00:00', '2024-02-29'],
    ['1903-11-28T00:00:00Z', 'Feb 29 12:00:00', '1896-02-29'],
    ['2026-11-28T00:00:00Z', 'Feb 30 12:00:00', 'bad-time'],
  ])('at %s, of %s', (clock, stamp, expected) => {
    expect(yearAt(clock, stamp)).toBe(expected);
  });

  it('is the one of which the time is at most a day after the clock, and less than a year before', () => {
    const berlin = parseZone('Europe/Berlin');
    const clocks = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
    const days = fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) });
    fc.assert(
      fc.property(clocks, days, fc.integer({ min: 0, max: 23 }), (clock, date, hour) => {
        const civil = { ...date, hour, year: 0, minute: 0, second: 0, ms: 0, offset: undefined };
        const year = nearestYear(civil, clock, berlin)!;
        const local = (of: number): number => berlin.toInstant(Date.UTC(of, date.month - 1, date.day, hour));
        expect(local(year)).toBeLessThanOrEqual(clock + 864e5);
        expect(local(year + 1)).toBeGreaterThan(clock + 864e5);
      }),
    );
  });
});

describe('any line', () => {
  it('is a record or a fault in it', () => {
    const piece = fc.constantFrom(
      '<1>',
      '1 ',
      '- ',
      '[a',
      ' b="',
      '"',
      ']',
      '\\',
      ' ',
      'Oct 11 22:14:15 ',
      'x',
      ': ',
      '[1]',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const found = read(pieces.join(''));
        if (Array.isArray(found)) expect(found[0]).toBeLessThanOrEqual(pieces.join('').length);
      }),
    );
  });

  it('is read in linear time', () => {
    const heads = [
      '',
      '<1>1 - - - - - ',
      '<1>1 - - - - - [a b="',
      '<1>1 - - - - - [',
      'Oct 11 22:14:15 ',
      '<5>',
      '<1>1 ',
    ];
    for (const part of hostile) for (const head of heads) messages.read(head + part);
  });
});
