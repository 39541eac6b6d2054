// Back pressure: whoever is slow slows us down, and memory stays flat. Measured from outside, as the system counts it.
import { describe, expect, test } from 'vitest';
import { lines, room } from './bash.js';

/** The most memory that `$pid` has had, in MB. */
const peak = `awk '/VmHWM/{print int($2/1024)}' /proc/$pid/status`;
/** Events without end, of which all but the first are late. */
const flood = `(echo '{"t":100000}'; yes '{"t":1,"text":"${'x'.repeat(200)}"}')`;

describe.concurrent('a reader that takes nothing for a second', () => {
  test.each([
    ['of the results', `flowctl --window count:1 <source >sink`],
    ['of late events', `flowctl --time t --time-format ms --window tumbling:1s -o rows --late sink <source`],
    ['of the rejects', `flowctl --time nothing --window tumbling:1s --rejects sink -o rows <source`],
  ])('%s', async (_, line) => {
    const { bash } = room();
    const { stdout } =
      await bash(`mkfifo source sink; ${flood} >source 2>/dev/null & (sleep 1.2; head -c 3000000 >/dev/null) <sink &
      ${line} & pid=$!; for i in 1 2 3 4 5; do sleep 0.25; ${peak}; done; kill -KILL $pid; wait $pid 2>/dev/null; exit 0`);
    const seen = lines(stdout).map(Number);
    expect(seen.length).toBeGreaterThan(2);
    expect(Math.max(...seen)).toBeLessThan(130);
    // Once it waits it grows no more.
    expect(seen.at(-1)! - seen[Math.floor(seen.length / 2)]!).toBeLessThan(15);
  });
});

test('a hundred megabytes through a pipe, in the memory of a few', async () => {
  const { bash, read } = room();
  const { status } = await bash(
    `${flood} | head -c 100000000 | flowctl -q --time t --time-format ms --window tumbling:1s -o rows --late none --stats stats`,
  );
  expect(status).toBe(0);
  const { events, peakMemory } = JSON.parse(read('stats')) as { events: number; peakMemory: number };
  expect(events).toBeGreaterThan(400_000);
  expect(peakMemory / 1e6).toBeLessThan(130);
});
