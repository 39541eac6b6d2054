// The event of a row as JSON text, for annotated late output.
import { describe, expect, it } from 'vitest';
import { Framer } from '../../src/format/framer.js';
import { KeyTable } from '../../src/event/key-table.js';
import { PlainDecoder } from '../../src/format/plain-decoder.js';
import { eventText } from '../../src/format/event-text.js';
import { recordPlan, type Asked } from '../event/read-plans.js';

function events(line: string, asked: Asked): string[] {
  const feed = new Framer(new PlainDecoder(recordPlan(asked), new KeyTable([])), 1 << 20);
  const bytes = Buffer.from(line);
  feed.space().set(bytes);
  const batch = feed.filled(bytes.length) ?? feed.end()!;
  return Array.from({ length: batch.length }, (_, row) => eventText(batch, row, recordPlan(asked).format));
}

describe('eventText', () => {
  it('is the line as it came', () => expect(events(' {"a":1.0, "a":2} \r\n', {})).toEqual(['{"a":1.0, "a":2}']));

  it('is the line as a member when it was only text', () => {
    expect(events('GET "/" é', { text: true })).toEqual(['{"line":"GET \\"/\\" é"}']);
    expect(events('{"a":', { text: true })).toEqual(['{"line":"{\\"a\\":"}']);
    expect(events('\u00a0{"a":1}', { text: true })).toEqual(['{"line":"\u00a0{\\"a\\":1}"}']);
    expect(events('{"a":1}', { text: true })).toEqual(['{"a":1}']);
  });

  it('is any JSON at all', () => {
    expect(events(' [1, 2.0] ', {})).toEqual(['[1, 2.0]']);
    expect(events('[1, 2.0]', { each: '$[*]' })).toEqual(['{"@each":1}', '{"@each":2.0}']);
  });

  it('has the piece as its last member, as it was written', () => {
    expect(events('{"n":[1.0,{"x" : 2}], "@each":0 }', { each: '$.n[*]' })).toEqual([
      '{"n":[1.0,{"x" : 2}], "@each":0,"@each":1.0}',
      '{"n":[1.0,{"x" : 2}], "@each":0,"@each":{"x" : 2}}',
    ]);
    expect(events('{ }', { each: '$' })).toEqual(['{"@each":{ }}']);
    expect(events('Ab "c"', { text: true, each: 'words(line)' })).toEqual([
      '{"line":"Ab \\"c\\"","@each":"ab"}',
      '{"line":"Ab \\"c\\"","@each":"c"}',
    ]);
  });
});
