// A batch on its way into the pipeline: where much work is done somebody can look up, and nothing of what is written depends
// on where.
import { expect, test } from 'vitest';
import type { Pane } from '../../src/model/pane.js';
import { Pipeline } from '../../src/pipeline/pipeline.js';
import { consume } from '../../src/run/consume.js';
import type { Input } from '../../src/run/input.js';
import { handMadeBatch } from '../hand-made-batch.js';
import { planOf, openPipeline } from '../scenarios.js';

const events = Array.from({ length: 90 }, (_, i) => ({ input: 0, ts: i, key: 'a', value: i }));
const nobody = (): void => undefined;

function engineOf(flags: Readonly<Record<string, string>>): { readonly pipeline: Pipeline; readonly panes: string[] } {
  const panes: string[] = [];
  const pane = ({ window, timing, index, ts }: Pane): unknown =>
    panes.push([window.start, window.end, timing, index, ts].join());
  const plan = planOf(flags);
  const pipeline = openPipeline(plan, { pane, retraction: nobody, late: nobody, stepDone: nobody });
  pipeline.open();
  pipeline.noMoreInputs();
  return { pipeline, panes };
}

test.each([
  ['one by one', 16, { window: 'sliding:10000ms/1ms', trigger: 'repeat(count(50))' }],
  ['in bulk', 90, { window: 'sliding:4000ms/1ms', watermark: 'none' }],
])('halts where it is much work, and says the same: %s', (_, most, flags) => {
  const batch = handMadeBatch(events.slice(0, most), new Map());
  const nonEvents = { reject: nobody, timeless: () => '', control: () => false };
  const [whole, halting] = [engineOf(flags), engineOf(flags)];
  for (let row = 0; row < batch.length;) {
    const next = whole.pipeline.processRun(0, batch, row, batch.length);
    if (next === row) whole.pipeline.processElement(0, batch, row);
    row = Math.max(next, row + 1);
  }
  const input = { batch, id: 0, row: 0, nonEvent: 0 } as unknown as Input;
  const halts: string[] = [];
  do halts.push(consume(input, halting.pipeline, nonEvents, Infinity));
  while (halts.at(-1) === 'much-work');
  expect(halts.length).toBeGreaterThan(1);
  expect([halts.at(-1), input.row]).toEqual(['done', batch.length]);
  whole.pipeline.finish();
  halting.pipeline.finish();
  expect(halting.panes).toEqual(whole.panes);
});
