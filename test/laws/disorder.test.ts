// What `disorder` says of a bound is what a run with it counts: for sort, to which an event is late by itself, and for
// windows; of one input and of several, whatever the bound.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { perform } from '../in-process.js';
import { inFolder } from '../program.js';
import { randomText } from './random-lines.js';

interface Found {
  readonly events: number;
  readonly behind: number;
  readonly furthest: string;
  readonly bounds: readonly Loss[];
  readonly needed: readonly (Loss & { readonly share: number })[];
  readonly sources: readonly { readonly events: number; readonly behind: number }[];
}

interface Loss {
  readonly bound: string;
  readonly late: number;
}

/** An hour has its bounds in what is found; these times lie milliseconds apart. */
const stretched = (text: string, by: number): string =>
  text.replace(/"t":(-?\d+),/g, (_, t: string) => `"t":${Number(t) * by},`);

const asked = fc.record({
  window: fc.constantFrom(
    [],
    ['--window', 'tumbling:20ms'],
    ['--window', 'sliding:1m/20s'],
    ['--window', 'tumbling:7s'],
  ),
  texts: fc.tuple(fc.array(randomText, { minLength: 1, maxLength: 3 }), fc.constantFrom(1, 37, 40_000)),
  keyed: fc.constantFrom([], ['--key', 'k']),
});

/** Everything said of lateness beside what happened. */
test('as many events are late as was said', async () => {
  await fc.assert(
    fc.asyncProperty(asked, async ({ window, texts: [texts, by], keyed }) => {
      await inFolder(async (folder) => {
        const files = texts.map((text, i) => {
          folder.write(`input-${i}`, stretched(text, by));
          return folder.at(`input-${i}`);
        });
        const time = ['--time', 't', '--time-format', 'ms'];
        const rejects = ['--rejects', 'none', '--late', 'none', '-q'];
        await perform([
          'disorder',
          '--json',
          ...time,
          ...window,
          ...keyed,
          ...rejects,
          '-o',
          folder.at('found'),
          ...files,
        ]);
        const found = JSON.parse(folder.read('found')) as Found;
        const verb = window.length === 0 ? ['sort'] : ['run', ...window];
        for (const { bound, late } of [...found.bounds, ...found.needed]) {
          const stats = folder.at('stats');
          const counted = ['--watermark', `bounded:${bound}`, '--stats', stats, '-o', folder.at('rows')];
          await perform([...verb, ...time, ...counted, ...rejects, ...files]);
          const said = JSON.parse(folder.read('stats')) as { events: number; late: Record<string, number> };
          expect({ bound, late }).toEqual({ bound, late: said.late['late'] });
          expect(found.events).toBe(said.events);
        }
        for (const { share, late } of found.needed) expect(late).toBeLessThanOrEqual(share * found.events);
      });
    }),
    { numRuns: 60 },
  );
});
