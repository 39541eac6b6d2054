// What is no result: late events, rejects, and rejects as a person sees them.
import { describe, expect, test } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import type { LateVerdict } from '../../src/model/late.js';
import { annotatedLate, rawLate } from '../../src/format/late.js';
import { lineBytes } from '../../src/format/line-bytes.js';
import { nullSink } from '../../src/sink/null-sink.js';
import { ndjson } from '../../src/format/input/ndjson.js';
import { rejectNotice } from '../../src/report/reject-notice.js';
import type { Paint } from '../../src/os/host.js';
import { rejectWriter } from '../../src/format/rejects.js';
import type { RejectRecord } from '../../src/format/rejects.js';
import type { Sink } from '../../src/sink/sink.js';

function collected(): { readonly sink: Sink; readonly text: () => string } {
  const parts: Buffer[] = [];
  return {
    sink: { ...nullSink, write: (chunk) => void parts.push(Buffer.from(chunk)) },
    text: () => Buffer.concat(parts).toString(),
  };
}

/** As much of a batch as late writers look at: one row for each line. */
function batchOf(text: string): Batch {
  const bytes = Buffer.from(text);
  const lines = [...text.matchAll(/[^\r\n]+/g)];
  const starts = Uint32Array.from(lines, (line) => Buffer.byteLength(text.slice(0, line.index)));
  const ends = Uint32Array.from(lines, (line, i) => starts[i]! + Buffer.byteLength(line[0]));
  return { bytes, starts, ends, length: lines.length } as unknown as Batch;
}

const verdict: LateVerdict = {
  reason: 'late',
  ts: 1000,
  watermark: 63_000,
  windows: [{ start: 0, end: 60_000, lateBy: 3001 }],
};

describe('late events', () => {
  test('raw: the line, byte for byte', () => {
    const { sink, text } = collected();
    const write = rawLate(sink, [ndjson]);
    const batch = batchOf('{"a": "ü"}\n{ "b":2 }\r\n{"c":3}');
    for (const row of [0, 2, 1]) write(0, batch, row, verdict);
    expect(text()).toBe('{"a": "ü"}\n{"c":3}\n{ "b":2 }\n');
  });
  test('annotated: with the reason and the windows', () => {
    const { sink, text } = collected();
    annotatedLate(sink, () => '{"a":1}', 'ms')(0, batchOf('{"a":1}\n'), 0, verdict);
    annotatedLate(sink, () => '{}', 'iso')(0, batchOf('{}\n'), 0, {
      ...verdict,
      reason: 'no-window',
      watermark: -Infinity,
      windows: [],
    });
    expect(text()).toBe(
      '{"event":{"a":1},"reason":"late","ts":1000,"watermark":63000,"windows":[{"start":0,"end":60000,"lateBy":"PT3.001S"}]}\n' +
        '{"event":{},"reason":"no-window","ts":"1970-01-01T00:00:01.000Z","watermark":null,"windows":[]}\n',
    );
  });
  test('a line is not copied where its newline follows', () => {
    const bytes = Buffer.from('ab\ncd');
    expect(lineBytes(bytes, 0, 2).buffer).toBe(bytes.buffer);
    expect(Buffer.from(lineBytes(bytes, 3, 5)).toString()).toBe('cd\n');
  });
});

const reject: RejectRecord = {
  source: 'app.log',
  line: 17,
  offset: 4211,
  reason: 'json',
  error: 'a comma or } is missing',
  raw: '{"a":1 "b":2}',
};

describe('rejects', () => {
  test('are records, there as soon as they are written', () => {
    const { sink, text } = collected();
    const write = rejectWriter(sink);
    write(reject);
    const line =
      '{"source":"app.log","line":17,"offset":4211,"reason":"json","error":"a comma or } is missing","raw":"{\\"a\\":1 \\"b\\":2}"}\n';
    expect(text()).toBe(line);
    for (let i = 0; i < 100; i++) write(reject);
    expect(text()).toBe(line.repeat(101));
  });
});

describe('rejects on the screen', () => {
  const plain = (text: string): string => text;
  const paint: Paint = { place: plain, problem: plain, line: plain, caret: plain };
  const notice = (raw: string, column: number | undefined): readonly string[] =>
    rejectNotice({ ...reject, raw }, column, paint).split('\n');

  test('point at the byte', () => {
    expect(rejectNotice(reject, 7, paint)).toBe(
      'app.log:17: a comma or } is missing (byte 4211)\n' + '  {"a":1 "b":2}\n' + '         ^\n',
    );
  });
  test('count characters, not bytes', () => {
    const [, line, caret] = notice('{"ü€😀":1 x', Buffer.byteLength('{"ü€😀":1 '));
    expect(Array.from(line!)[caret!.indexOf('^')]).toBe('x');
  });
  test('show the stretch that matters of a long line', () => {
    const [, line, caret] = notice(`${'a'.repeat(5_000_000)}X${'b'.repeat(5_000_000)}`, 5_000_000);
    expect(line!.length).toBeLessThan(80);
    expect(line![caret!.indexOf('^')]).toBe('X');
    expect(line).toMatch(/^ {2}…a+Xb+…$/);
  });
  test('have no caret when the whole line is meant', () => {
    expect(notice('x'.repeat(100), undefined)).toEqual([expect.any(String), `  ${'x'.repeat(72)}…`, '']);
  });
  test('never obey the line: control characters and writing directions are shown, not sent', () => {
    const [, line] = notice('\u001b[2J\u0007\t\u202egnp\u009b\u007f', undefined);
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    expect(line).toContain('␛[2J␇␉');
  });
  test('an end beyond the line points behind it', () => {
    const [, line, caret] = notice('{"a":', 5);
    expect(caret!.indexOf('^')).toBe(line!.length);
  });
  test('are painted part by part', () => {
    const text = rejectNotice(reject, 0, { ...paint, place: (t) => `<${t}>`, caret: (t) => `(${t})` });
    expect(text).toContain('<app.log:17>: a comma');
    expect(text).toContain('  (^)\n');
  });
});
