// By what silence is measured under the machine's clock.
import { expect, test } from 'vitest';
import { ListeningTime } from '../../src/run/listening-time.js';

test('goes on with time while nothing waits', () => {
  const listened = new ListeningTime(1000);
  expect([listened.at(1010, false), listened.at(61_010, false)]).toEqual([1010, 61_010]);
});

test('a long stretch after which something waits was hardly any silence', () => {
  const listened = new ListeningTime(1000);
  expect([listened.at(1050, true), listened.at(61_050, true), listened.at(61_060, false)]).toEqual([1050, 1150, 1160]);
});

test('before a barrier there is no silence', () => {
  const listened = new ListeningTime(1000);
  listened.skip(61_000);
  expect([listened.at(61_000, false), listened.at(61_010, false)]).toEqual([1000, 1010]);
});
