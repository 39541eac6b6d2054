// A record of very many events is decoded in several calls, and is then what it would be in one.
import { expect, test } from 'vitest';
import { KeyTable } from '../../src/event/key-table.js';
import { PlainDecoder } from '../../src/format/plain-decoder.js';
import type { Batch } from '../../src/model/batch.js';
import { recordPlan, type Asked } from '../event/read-plans.js';
import { rejects } from './decoded.js';

const asked: Asked = { time: '@each.t', keys: ['@each.k'], each: '$.a[*]' };
const events = (n: number): string => Array.from({ length: n }, (_, i) => `{"t":${i},"k":${i % 3}}`).join();

/** The batches of an input, and how many calls each took. */
function decoded(input: string, what = asked): { readonly batch: Batch; readonly calls: number }[] {
  const bytes = Buffer.from(input);
  const decoder = new PlainDecoder(recordPlan(what), new KeyTable(what.keys ?? []));
  const batches: { batch: Batch; calls: number }[] = [];
  let calls = 0;
  for (let from = { offset: 0, line: 0 }; from.offset < bytes.length;) {
    const rest = bytes.subarray(from.offset);
    const batch = decoder.decode(rest, rest.length, from, true);
    calls++;
    if (batch.to.offset === from.offset) {
      expect([batch.length, batch.nonEvents, batch.lineCount]).toEqual([0, [], 0]);
      continue;
    }
    batches.push({ batch: { ...batch, times: batch.times.slice(), keys: batch.keys.slice() }, calls });
    from = batch.to;
    calls = 0;
  }
  return batches;
}

test('it is a batch of its own; what comes before and after it are others', () => {
  const [before, many, after, ...more] = decoded(`{"a":[{"t":7}]}\n\n{"a":[${events(100_000)}]}\n{"a":[{"t":8}]}\n`);
  expect(more).toEqual([]);
  expect(before!.batch).toMatchObject({ length: 1, lineCount: 2, blankCount: 1 });
  expect(many!.calls).toBeGreaterThan(5);
  expect(many!.batch).toMatchObject({ length: 100_000, lineCount: 1, from: { line: 2 }, to: { line: 3 } });
  expect([...many!.batch.times.slice(0, 3), many!.batch.times.at(-1)]).toEqual([0, 1000, 2000, 99_999_000]);
  expect(after!.batch).toMatchObject({ length: 1, lineCount: 1 });
});

test.each([
  ['has no time', `{"a":[${events(50_000)},{"k":1}]}\n`, 'no-time'],
  ['is too much work', `{"a":[${events(50_000)}],"deep":${'['.repeat(900)}${']'.repeat(900)}}\n`, 'too-deep'],
])('of one that %s nothing is taken, however far it came', (_, input, reason) => {
  const where = reason === 'too-deep' ? { where: ['@.k < 2 || $..a..*'] } : {};
  const [many, ...more] = decoded(input, { ...asked, ...where });
  expect(more).toEqual([]);
  expect(many!.batch).toMatchObject({ length: 0, lineCount: 1 });
  expect(rejects(many!.batch)).toEqual([[reason, expect.any(String), undefined]]);
  expect(many!.batch.skipped.every((count) => count === 0)).toBe(true);
});
