// Records of several lines: where they begin, however the bytes were cut by the reads.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordStarts, lookedAt } from '../../../src/format/input/record-starts.js';

const starts = (line: string): boolean => /^\d/.test(line);

/** The records that are found when the bytes come in pieces that end at these places; the last one ends with the input. */
function recordsOf(text: string, cuts: readonly number[]): readonly string[] {
  const bytes = Buffer.from(text);
  const cutter = new RecordStarts(starts);
  const found: string[] = [];
  let [at, record] = [0, 0];
  for (const to of [...cuts, bytes.length]) {
    for (let end = cutter.next(bytes, at, to); end >= 0; end = cutter.next(bytes, at, to)) {
      found.push(bytes.toString('utf8', record, end));
      expect(cutter.start).toBe(record);
      record = at = end;
    }
    at = to;
    expect(cutter.isBetween).toBe(record === at);
  }
  return record === bytes.length ? found : [...found, bytes.toString('utf8', record)];
}

/** The same, written to be read. */
function expected(text: string): readonly string[] {
  const records: string[] = [];
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    if (records.length === 0 || (starts(line) && line.endsWith('\n'))) records.push(line);
    else records.push(`${records.pop() ?? ''}${line}`);
  }
  return records;
}

describe('a record of several lines', () => {
  it('ends where the next one starts', () => {
    expect(recordsOf('1 a\n at b\n at c\n\n2 d\n3 e\n at f\n', [])).toEqual([
      '1 a\n at b\n at c\n\n',
      '2 d\n',
      '3 e\n at f\n',
    ]);
  });

  it('may be the first, whatever its first line is', () => {
    expect(recordsOf(' at b\n1 a\n', [])).toEqual([' at b\n', '1 a\n']);
  });

  it('is known to be over once the line that starts the next one is whole', () => {
    expect(recordsOf('1 a\n2', [])).toEqual(['1 a\n2']);
  });

  it('is the same however the bytes were cut', () => {
    const line = fc
      .tuple(fc.constantFrom('1', '', ' ', '\r', 'é'), fc.constantFrom('a', '', '\r'))
      .map((parts) => parts.join(''));
    const text = fc.tuple(fc.array(line), fc.boolean()).map(([lines, ended]) => lines.join('\n') + (ended ? '\n' : ''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(40)), (written, places) => {
        const size = Buffer.byteLength(written);
        const cuts = places.filter((place) => place <= size).sort((a, b) => a - b);
        expect(recordsOf(written, cuts)).toEqual(expected(written));
      }),
    );
  });

  it('is found in time linear in its length, when it comes byte by byte and when a line is very long', () => {
    const bytes = Buffer.from(`1 ${'x'.repeat(2 * lookedAt)}\n2 ${'y'.repeat(2 * lookedAt)}\n`);
    const cutter = new RecordStarts(starts);
    let end = -1;
    for (let at = 0; at < bytes.length && end < 0; at++) end = cutter.next(bytes, at, at + 1);
    expect(end).toBe(2 * lookedAt + 3);
    const many = Buffer.from(`1\n${' at x\n'.repeat(1_000_000)}2\n`);
    expect(new RecordStarts(starts).next(many, 0, many.length)).toBe(many.length - 2);
  });
});
