// --each: every piece of a record is an event of its own.
import { describe, expect, it } from 'vitest';
import { KeyTable } from '../../src/event/key-table.js';
import { decode, keysOf, rejects, texts } from './decoded.js';

describe('--each', () => {
  const asked = {
    time: 'ts',
    keys: ['@each.id'],
    each: '$.items[*]',
    columns: [
      ['@each.n', 'number'],
      ['@each', 'json'],
    ],
  } as const;

  it('makes an event of every piece, with the record around it', () => {
    const input =
      '{"ts":1,"items":[{"id":"a","n":1.0},{"id":1.0,"n":9007199254740993}]}\n{"ts":2,"items":[]}\n{"ts":3}';
    expect(keysOf(input, asked)).toEqual(['{"id":"a"}', '{"id":1.0}', undefined, undefined]);
    const batch = decode(input, asked);
    expect([...batch.times]).toEqual([1000, 1000, 2000, 3000]);
    expect([...batch.lines]).toEqual([0, 0, 1, 2]);
    expect(texts(batch, 1)).toEqual(['{"id":"a","n":1.0}', '{"id":1.0,"n":9007199254740993}', undefined, undefined]);
    expect([0, 1, 2].map((row) => batch.piece!(row))).toEqual([
      '{"id":"a","n":1.0}',
      '{"id":1.0,"n":9007199254740993}',
      'null',
    ]);
    expect(batch.columns[0]).toMatchObject({ exact: new Map([[1, 9007199254740993n]]) });
  });

  it('rejects a line as a whole, so that it can be repaired and fed again', () => {
    const keys = new KeyTable(['id']);
    const batch = decode(
      '{"items":[{"id":1,"ts":1},{"id":2}]}\n{"items":[{"id":3,"ts":3}]}',
      { ...asked, time: '@each.ts' },
      keys,
    );
    expect(rejects(batch)).toEqual([['no-time', '$["@each"].ts is missing', undefined]]);
    expect([batch.length, keys.size, keys.text(0)]).toEqual([1, 1, '{"id":3}']);
  });

  it('judges --where for every piece', () => {
    const batch = decode('{"ts":1,"items":[{"n":1},{"n":5}],"min":3}', { ...asked, where: ['@["@each"].n > $.min'] });
    expect([...batch.keys]).toEqual([-1, 0]);
  });

  it('may take the record itself, or a member called @each, without running in circles', () => {
    expect(keysOf('{"a":1.0,"@each":2}', { each: '$', keys: ['$..a', "@each['@each']"] })).toEqual([
      '{"a":1.0,"@each":2}',
    ]);
  });

  it('counts words', () => {
    expect(keysOf('To be, or\nnot "to" be', { text: true, each: 'words(line)', keys: ['@each'] })).toEqual(
      ['to', 'be', 'or', 'not', 'to', 'be'].map((word) => `{"@each":"${word}"}`),
    );
  });

  it('costs one walk over a line, not one for each piece', () => {
    const items = Array.from({ length: 50_000 }, (_, i) => `{"id":${i}.0}`).join();
    expect(new Set(keysOf(`{"ts":1,"items":[${items}]}`, asked)).size).toBe(50_000);
  });
});
