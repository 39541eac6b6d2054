// What a plan says of the panes of a window (SPEC §12) is what its windows do: rows that do not say where they stand are
// written only where a reader need not ask.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { panesPerWindow } from '../../src/operator/group-window/panes-per-window.js';
import { anyScenario, type Told } from '../oracle/any-scenario.js';
import type { Row } from '../oracle/scenario.js';
import { planOf, play, ways } from '../scenarios.js';

const runs = Number(process.env['FLOWCTL_RUNS'] ?? 1000);

/** A scenario as it is, or with a trigger that fires once, or before nothing else, and with no lateness. */
const scenario: fc.Arbitrary<Told> = fc
  .tuple(
    anyScenario(),
    fc.constantFrom(undefined, '0s', '15ms'),
    fc.constantFrom(
      ...[undefined, 'default', 'watermark', 'never', 'count(2)', 'any(watermark, count(3))', 'repeat(watermark)'],
      ...['watermark(late=count(2))', 'all(count(2), delay(3ms))', 'or-finally(count(2), count(5))', 'aligned(5ms)'],
    ),
  )
  .map(([told, lateness, trigger]) => {
    const counts = told.flags['window']?.startsWith('count') === true;
    const timed = lateness === undefined || counts ? {} : { 'allowed-lateness': lateness };
    const { trigger: own, early, 'late-firing': late, ...flags } = told.flags;
    const kept = trigger === undefined || counts;
    const fires = kept ? given({ trigger: own, early, 'late-firing': late }) : { trigger };
    return { ...told, flags: { ...flags, ...timed, ...fires } };
  });

function given(flags: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(flags).filter((flag): flag is [string, string] => flag[1] !== undefined));
}

test('a window has the panes that its plan allows', () => {
  const seen = { single: 0, one: 0, several: 0 };
  fc.assert(
    fc.property(scenario, ({ flags, inputs, steps }) => {
      const panes = panesPerWindow(planOf(flags));
      const rows = play(flags, inputs, steps, ways[0]!).outcomes.flatMap((outcome) => outcome.rows);
      seen[panes] += Math.min(rows.length, 1);
      if (panes === 'several') return;
      expect(rows.map(windowOf)).toHaveLength(new Set(rows.map(windowOf)).size);
      expect(rows.filter(({ retract }) => retract)).toEqual([]);
      if (panes !== 'single') return;
      for (const { timing, index, first, last } of rows)
        expect({ timing, index, first, last }).toEqual({ timing: 'on-time', index: 0, first: true, last: true });
    }),
    { numRuns: runs },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(runs / 100);
});

function windowOf({ key, start, end }: Row): string {
  return JSON.stringify([key, start, end]);
}
