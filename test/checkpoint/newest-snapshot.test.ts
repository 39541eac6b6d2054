// From which snapshot the processes of a pipeline go on.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PipelineMember, newestSnapshot } from '../../src/checkpoint/newest-snapshot.js';

function member(snapshots: readonly number[], ended?: number): PipelineMember {
  return { name: 'a', snapshots, ended, begun: 0 };
}

describe('the newest snapshot', () => {
  test.each<[string, readonly PipelineMember[], number | 'ended' | undefined]>([
    ['that all have', [member([0, 3, 4]), member([0, 3])], 3],
    ['is none where one has nothing', [member([0, 3]), member([])], undefined],
    ['is the beginning where one has just begun', [member([0, 3]), member([0])], 0],
    ['counts one that had ended before', [member([2], 2), member([2, 5])], 5],
    ['… but not one that ended after it and did not keep it', [member([], 6), member([5])], undefined],
    ['is that from which one that has ended goes on again', [member([3], 3), member([3])], 3],
    ['is no question where all have ended', [member([3], 3), member([], 2)], 'ended'],
    ['is none where nobody is', [], undefined],
  ])('%s', (_, members, newest) => expect(newestSnapshot(members)).toBe(newest));

  test('is one that each has, or before which it had ended, and none is newer', () => {
    const numbers = fc.uniqueArray(fc.nat(6), { maxLength: 5 });
    const members = fc.array(fc.tuple(numbers, fc.option(fc.nat(6), { nil: undefined })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(members, (drawn) => {
        const all = drawn.map(([snapshots, ended]) => member(snapshots, ended));
        const newest = newestSnapshot(all);
        if (newest === 'ended') return all.every(({ ended }) => ended !== undefined);
        const has = (n: number) => all.every(({ snapshots, ended }) => snapshots.includes(n) || n > (ended ?? 9));
        const known = [0, 1, 2, 3, 4, 5, 6].filter((n) => all.some(({ snapshots }) => snapshots.includes(n)) && has(n));
        return newest === known.at(-1);
      }),
    );
  });
});
