import { expect, it } from 'vitest';
import fc from 'fast-check';
import { Lowest } from '../../src/pipeline/lowest.js';

it('is the lowest of what was last put in each place', () => {
  const puts = fc.array(fc.tuple(fc.nat({ max: 40 }), fc.oneof(fc.integer(), fc.constantFrom(Infinity, -Infinity))));
  fc.assert(
    fc.property(puts, (all) => {
      const lowest = new Lowest();
      const plain = new Array<number>(41).fill(Infinity);
      for (const [place, number] of all) {
        lowest.put(place, number);
        plain[place] = number;
        expect(lowest.value).toBe(Math.min(...plain));
      }
    }),
  );
});

it('is +∞ before anything was put', () => {
  expect(new Lowest().value).toBe(Infinity);
});
