// The law of all formats: what is read of an input depends on its bytes alone, however they were
// cut by the reads, and at whatever record a run stopped and another went on.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildInputFormat, parseInputFormat } from '../../src/format/input/index.js';
import { fed, type Fed } from './fed.js';

const alphabets: Readonly<Record<string, readonly string[]>> = {
  csv: ['a', '1', '"', '"', ',', ',', '\n', '\n', '\r\n', ' ', 'é', '\ufeff'],
  'csv,sep=;': ['a', '"', ';', ',', '\n'],
  'csv,header=a,b': ['1', '"', ',', '\n', '\r\n'],
  json: ['{', '}', '[', ']', ',', ':', '"a"', '"', '\\', '1', 'true', 'x', '\n', '\n', ' ', '{"a":1}', '\ufeff'],
  'text --multiline ^1': ['1', 'a', '\n', '\n', '\r\n', ' ', 'é', '\ufeff'],
  logfmt: ['a', '=', '"', '\\', ' ', '\n', '\n', '\r\n', 'é'],
  combined: ['::1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 1 "-" "-"', '"', ' ', 'x', '\n', '\n', '\r\n'],
  syslog: ['<34>', '1 ', '- ', '2026-10-11T22:14:15Z ', '[a b="c"]', 'x', ' ', '\n', '\n', 'é'],
  'regex:^(?<n>[0-9]+) (?<rest>.*)$': ['1', ' ', 'a', 'é', '\n', '\n', '\r\n'],
  tsv: ['a', '"', '\t', '\n', '\r'],
};

const inputs = Object.entries(alphabets).map(([name, alphabet]) => ({ name, alphabet }));
const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

describe.each(inputs)('$name', ({ name, alphabet }) => {
  const [value = '', multiline] = name.split(' --multiline ');
  const format = buildInputFormat({ ...parseInputFormat(value), ...(multiline === undefined ? {} : { multiline }) });
  const text = fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 80 });

  it('says the same however it is cut', () => {
    fc.assert(
      fc.property(text, cuts, fc.integer({ min: 1, max: 40 }), (input, sizes, maxLine) => {
        const bytes = Buffer.from(input);
        const whole = fed(format, bytes, { maxLine });
        expect(fed(format, bytes, { sizes, maxLine, readSize: 8 })).toEqual(whole);
        expect(fed(format, bytes, { sizes: [1], maxLine, readSize: 1 })).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  it('says the same when a run goes on at any of its records', () => {
    fc.assert(
      fc.property(text, cuts, (input, sizes) => {
        const bytes = Buffer.from(input);
        const whole = fed(format, bytes);
        for (const [i, { at }] of whole.records.entries()) {
          const rest = fed(format, bytes, { from: at, sizes });
          expect(rest.records).toEqual(whole.records.slice(i));
          expect(rest.end).toEqual(whole.end);
        }
      }),
      { numRuns: 300 },
    );
  });

  /** Sources end the last line of a part. */
  const ended = (part: string): string => (format.framing !== 'lines' || part.endsWith('\n') ? part : `${part}\n`);

  it('reads each part of an input as one by itself', () => {
    const texts = fc.array(text.filter((part) => part !== '' && !part.startsWith('\ufeff')).map(ended), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(texts, cuts, fc.integer({ min: 1, max: 40 }), (pieces, sizes, maxLine) => {
        let at = 0;
        const parts = pieces.map((piece) => {
          const part = { at, part: { begins: true } };
          at += Buffer.byteLength(piece);
          return part;
        });
        const whole = fed(format, Buffer.from(pieces.join('')), { parts, sizes, maxLine, readSize: 8 });
        const alone = pieces.map((piece) => fed(format, Buffer.from(piece), { maxLine }));
        const said = ({ records }: Fed): string[] => records.map(({ says }) => says);
        expect(said(whole)).toEqual(alone.flatMap(said));
        expect(whole.lines).toBe(alone.reduce((sum, { lines }) => sum + lines, 0));
        expect(whole.end.offset).toBe(at);
      }),
      { numRuns: 300 },
    );
  });

  it('counts every record once', () => {
    fc.assert(
      fc.property(text, (input) => {
        const { records, lines, blank } = fed(format, Buffer.from(input));
        expect(records.length + blank).toBe(lines);
      }),
    );
  });
});
