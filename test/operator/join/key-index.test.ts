// The index of events by key against a list that is sorted each time.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HeldEvents } from '../../../src/operator/join/held-events.js';
import { KeyIndex } from '../../../src/operator/join/key-index.js';

const step = fc.record({
  /** Of three steps one takes an event out. */
  removes: fc.constantFrom(true, false, false),
  which: fc.nat(),
  key: fc.nat({ max: 2 }),
  ts: fc.integer({ min: -20, max: 20 }),
  length: fc.nat({ max: 20 }),
});

test('finds the events of a key between two times, in order of time, then arrival', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const events = new HeldEvents();
      const index = new KeyIndex(events);
      let held: { readonly number: number; readonly key: number; readonly ts: number }[] = [];
      steps.forEach(({ removes, which, key, ts, length }, ordinal) => {
        if (removes && held.length > 0) {
          const [gone] = held.splice(which % held.length, 1);
          index.remove(gone!.number);
          events.remove(gone!.number);
        } else if (!removes) {
          const number = events.add({ key, spelling: key, ts, ordinal, text: Buffer.from('1'), marked: false });
          index.add(number);
          held.push({ number, key, ts });
        }
        held = held.toSorted((a, b) => a.ts - b.ts);
        const ofKey = held.filter((event) => event.key === key);
        const numbers = (list: typeof held): number[] => list.map(({ number }) => number);
        expect(index.between(key, ts, ts + length)).toEqual(
          numbers(ofKey.filter((event) => event.ts >= ts && event.ts <= ts + length)),
        );
        expect(index.lastUntil(key, ts)).toBe(numbers(ofKey.filter((event) => event.ts <= ts)).at(-1) ?? -1);
        expect(index.first(key)).toBe(numbers(ofKey)[0] ?? -1);
      });
    }),
  );
});

test('is as deep as a logarithm, in whatever order the events of one key come', () => {
  for (const way of [1, -1]) {
    const events = new HeldEvents();
    const index = new KeyIndex(events);
    const count = 20_000;
    for (let i = 0; i < count; i++)
      index.add(events.add({ key: 0, spelling: 0, ts: way * i, ordinal: i, text: Buffer.from('1'), marked: false }));
    let looks = 0;
    events.times = new Proxy(events.times, { get: (times, number) => (looks++, times[Number(number)]) });
    for (let i = 0; i < 1000; i++) index.lastUntil(0, way * 20 * i);
    expect(looks / 1000).toBeLessThan(4 * Math.log2(count));
  }
});
