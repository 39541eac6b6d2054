// The pipeline against the oracle, and the laws that any pipeline of this model keeps. FLOWCTL_RUNS scales how many random
// scenarios are tried; a failure prints its seed and the smallest scenario that still fails.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTrigger, parseTrigger } from '../../src/trigger/index.js';
import { anyScenario, type Told } from '../oracle/any-scenario.js';
import { answers } from '../oracle/oracle.js';
import { readScenario } from '../oracle/read-scenario.js';
import type { Flags, Outcome, Row } from '../oracle/scenario.js';
import { canFinish } from '../oracle/trigger-text.js';
import { play, ways, wayText, type Played } from '../scenarios.js';

const runs = Number(process.env['FLOWCTL_RUNS'] ?? 500);
const reference = ways[0]!;

describe('pipeline and oracle agree', () => {
  it.each(ways.map((way) => [wayText(way), way] as const))('on rows, order and late events: %s', (_, way) => {
    fc.assert(
      fc.property(anyScenario(), ({ flags, inputs, steps }) => {
        const told = answers(readScenario(flags, inputs), steps);
        const came = play(flags, inputs, steps, way).outcomes;
        expect(came).toEqual(told.map((outcome, i) => ({ ...outcome, out: asked(came[i]!, outcome) })));
      }),
      { numRuns: runs },
    );
  });
});

describe('a run of sessions in bulk', () => {
  it.each(ways.filter((way) => way.absorb).map((way) => [wayText(way), way] as const))(
    'is what its events come to one by one: %s',
    (_, way) => {
      fc.assert(
        fc.property(anyScenario(60, ['sessions']), ({ flags, inputs, steps }) => {
          const told = play(flags, inputs, steps, reference);
          const { outcomes, ...rest } = play(flags, inputs, steps, way);
          const { openWindows, tally, rejected } = told;
          expect(rest).toEqual({ openWindows, tally, rejected, failed: undefined });
          expect(outcomes).toEqual(
            told.outcomes.map((outcome, i) => ({ ...outcome, out: asked(outcomes[i]!, outcome) })),
          );
        }),
        { numRuns: runs },
      );
    },
  );

  it.each(ways.map((way) => [wayText(way), way] as const))(
    'fails at the very event that opens one window too many: %s',
    (_, way) => {
      fc.assert(
        fc.property(anyScenario(40, ['sessions', 'event', 'count']), fc.integer({ min: 1, max: 6 }), (any, most) => {
          const flags = { ...any.flags, 'max-open-windows': `${most}` };
          const told = play(flags, any.inputs, any.steps, reference);
          const { outcomes, ...rest } = play(flags, any.inputs, any.steps, way);
          const { openWindows, tally, rejected, failed } = told;
          expect(rest).toEqual({ openWindows, tally, rejected, failed });
          expect(outcomes).toEqual(
            told.outcomes.map((outcome, i) => ({ ...outcome, out: asked(outcomes[i]!, outcome) })),
          );
        }),
        { numRuns: runs },
      );
    },
  );
});

describe('laws of every run', () => {
  it('panes of a window read early* on-time? late*', () =>
    always((told) => {
      for (const panes of lifetimes(run(told).rows)) {
        expect(panes.map(({ timing }) => timing[0]).join('')).toMatch(/^e*o?l*$/);
        expect(panes.map(({ index }) => index)).toEqual(panes.map((_, i) => i));
        const speculative = panes.filter(({ timing }) => timing === 'early').length;
        expect(panes.map((pane) => pane.nonSpeculativeIndex)).toEqual(
          panes.map((_, i) => (i < speculative ? -1 : i - speculative)),
        );
        expect(panes.slice(0, -1).some(({ last }) => last)).toBe(false);
      }
    }));

  it('a retraction takes back exactly one pane, the latest of what it replaces', () =>
    always((told) => {
      const standing: Row[] = [];
      for (const row of run(told, { accumulation: 'retracting' }).rows) {
        if (!row.retract) standing.push(row);
        else {
          const taken = standing.findIndex((pane) => same(pane, { ...row, retract: false }));
          expect(taken).toBeGreaterThanOrEqual(0);
          standing.splice(taken, 1);
        }
      }
      const windows = standing.map(({ key, start, end, index }) => [key, start, end, index].join());
      expect(new Set(windows).size).toBe(windows.length);
    }));

  it('rows minus retractions hold every element that a window took, once', () =>
    always((told) => {
      if (!partitions(told.flags)) return;
      const { rows, tally } = run(told, { accumulation: 'retracting' });
      const net = rows.reduce((sum, row) => sum + (row.retract ? -row.count : row.count), 0);
      expect(net).toBe(tally.inWindows);
    }));

  it('discarding panes add up to the accumulating one', () =>
    always((told) => {
      if (told.flags['window']!.startsWith('count')) return;
      const discarding = run(told, { accumulation: 'discarding' });
      const accumulating = run(told, { accumulation: 'accumulating' });
      if (told.flags['window']!.startsWith('session')) {
        expect(discarding.rows.reduce((sum, row) => sum + row.count, 0)).toBe(discarding.tally.inWindows);
        return;
      }
      const pieces = lifetimes(discarding.rows).map((panes) => panes.reduce((sum, pane) => sum + pane.sum, 0));
      expect(pieces).toEqual(lifetimes(accumulating.rows).map((panes) => panes.at(-1)!.sum));
    }));

  it('nothing is left when the input has ended', () =>
    always((told) => {
      expect(run(told).openWindows).toBe(0);
    }));

  it('the account adds up: events = in windows + late + filtered', () =>
    always((told) => {
      const { tally, late, rejected } = run(told);
      expect(tally.events + rejected).toBe(told.steps.filter((step) => step.is === 'event').length);
      expect(tally.events).toBe(tally.inWindows + late + tally.filtered);
    }));

  it('the output watermark never falls, and is kept: no later result but late ones has ts ≤ it', () =>
    always(({ flags, inputs, steps }) => {
      let out = -Infinity;
      for (const outcome of play(flags, inputs, steps, reference).outcomes) {
        const early = outcome.rows.filter(
          (row) => !row.retract && row.timing !== 'late' && row.nonSpeculativeIndex < 1,
        );
        for (const row of early) expect(row.ts).toSatisfy((ts: number) => ts > out || ts === Infinity);
        expect(outcome.out).toBeGreaterThanOrEqual(out);
        out = outcome.out;
      }
    }));

  it('a trigger that can finish while data may come is known as one', () =>
    always(({ flags }) => {
      const { trigger, lateness } = readScenario(flags, 1);
      const parsed = buildTrigger(parseTrigger(flags['trigger'] ?? 'default'), { index: () => 0 });
      expect(parsed.canFinish(lateness)).toBe(canFinish(trigger, lateness));
    }));
});

function always(law: (told: Told) => void): void {
  fc.assert(fc.property(anyScenario(), law), { numRuns: runs });
}

/** The output watermark where the pipeline was asked for it; else whatever it was. */
function asked(came: Outcome, told: Outcome): number {
  return Number.isNaN(came.out) ? NaN : told.out;
}

function run(
  { flags, inputs, steps }: Told,
  more: Flags = {},
): Omit<Played, 'outcomes'> & { readonly rows: readonly Row[]; readonly late: number } {
  const { outcomes, ...rest } = play({ ...flags, ...more }, inputs, steps, reference);
  const late = outcomes.reduce((sum, outcome) => sum + outcome.late.length, 0);
  return { ...rest, late, rows: outcomes.flatMap((outcome) => outcome.rows) };
}

/** The panes of each window from its first to its last; one that begins again after a merge is another. */
function lifetimes(rows: readonly Row[]): readonly (readonly Row[])[] {
  const all: Row[][] = [];
  const current = new Map<string, Row[]>();
  for (const row of rows.filter((one) => !one.retract)) {
    const window = [row.key, row.start, row.end].join();
    if (row.index === 0) {
      const panes = [row];
      current.set(window, panes);
      all.push(panes);
    } else current.get(window)!.push(row);
  }
  return all;
}

/** Whether an event is in one window only. */
function partitions(flags: Flags): boolean {
  return /^(tumbling|global|session)/.test(flags['window']!);
}

function same(a: Row, b: Row): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
