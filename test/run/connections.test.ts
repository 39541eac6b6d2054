// Connections made to a listener, one after the other, as many as a run of years may have: of those that have ended
// nothing stays but sums, and on a terminal none of them is waited for.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { windowPlanOf } from '../../src/job.js';
import { openPipeline } from '../scenarios.js';
import { Pipeline } from '../../src/pipeline/pipeline.js';
import { Framer } from '../../src/format/framer.js';
import { KeyTable } from '../../src/event/key-table.js';
import { openDecoder } from '../../src/format/open-decoder.js';
import { Chain } from '../../src/run/chain.js';
import { consume } from '../../src/run/consume.js';
import { Loop } from '../../src/run/loop.js';
import type { Listener, Source } from '../../src/source/source.js';
import { job } from '../cli/context.js';
import { hostStub } from '../host-stub.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Connections with an event each, the next made when the last has ended. */
class Visitors implements Listener {
  readonly name = 'unix-listen:s';
  readonly listening = Promise.resolve(undefined);
  readonly #count: number;
  readonly #each: (n: number) => void;
  #made = 0;
  #left = Promise.resolve();

  /** @param each is told after the n-th has ended */
  constructor(count: number, each: (n: number) => void = () => undefined) {
    this.#count = count;
    this.#each = each;
  }

  async accept(): Promise<Source | undefined> {
    await this.#left;
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#made > 0) this.#each(this.#made);
    if (this.#made === this.#count) return undefined;
    let leave: () => void;
    this.#left = new Promise((resolve) => (leave = resolve));
    return visitor(`${this.name}#${++this.#made}`, `{"t":${this.#made}}\n`, () => leave());
  }

  close(): void {
    // There is nothing to close.
  }
}

function visitor(name: string, text: string, left: () => void): Source {
  let rest: Uint8Array = Buffer.from(text);

  const read = (into: Uint8Array): number => {
    into.set(rest);
    const n = rest.length;
    rest = new Uint8Array(0);
    return n;
  };
  return { name, live: true, read, locate: () => undefined, park: () => undefined, close: left };
}

async function loopOf(listener: Listener): Promise<{ readonly loop: Loop; readonly pipeline: Pipeline }> {
  const options = ['--time', 't', '--time-format', 'ms', '--window', 'tumbling:1000s', '--accept', '5'];
  const told = await job([...options, 'unix-listen:s']);
  const keys = new KeyTable([]);
  const nobody = () => undefined;
  const pipeline = openPipeline(
    { ...told.pipeline, ...windowPlanOf(told)! },
    {
      pane: nobody,
      retraction: nobody,
      late: nobody,
      stepDone: nobody,
    },
  );
  const loop = new Loop({
    job: told,
    pipeline,
    host: hostStub({ attended: true }),
    feed: (_, options) => new Framer(openDecoder(told.streams[0].recordPlan, keys), told.maxLine, options),
    consume: (input, bound) =>
      consume(input, pipeline, { reject: nobody, timeless: () => '', control: () => false }, bound),
    barriers: { passed: nobody, aligned: () => Promise.resolve() },
    clocks: new Chain([]).clocks(told, pipeline),
    decoded: nobody,
    consumed: nobody,
    worked: nobody,
    outputs: { full: false, idle: true, drain: () => Promise.resolve() },
    pause: () => Promise.resolve(),
    pauseAt: () => Infinity,
  });
  loop.listen(0, listener);
  return { loop, pipeline };
}

describe('connections that have ended', () => {
  test('leave nothing behind but sums', async () => {
    const heap: number[] = [];
    const known: number[] = [];
    const listener = new Visitors(8000, (n) => {
      if (n % 1000 !== 0) return;
      collect();
      heap.push(process.memoryUsage().heapUsed);
      known.push(loop.inputs.size);
    });
    const { loop, pipeline } = await loopOf(listener);
    expect(await loop.go()).toBe('ended');
    const bytes = Array.from({ length: 8000 }, (_, n) => `{"t":${n + 1}}\n`.length).reduce((sum, n) => sum + n);
    expect([loop.inputs.bytes, loop.inputs.gone, loop.inputs.size]).toEqual([bytes, 8000, 0]);
    expect([pipeline.counters.events, pipeline.maxEventTime]).toEqual([8000, 8000]);
    expect(Math.max(...known)).toBeLessThan(3);
    // It was 900 bytes a connection once.
    expect(heap.at(-1)! - heap[2]!).toBeLessThan(300_000);
  });

  test('are read once, those as well that came before the run had begun', async () => {
    const { loop, pipeline } = await loopOf(new Visitors(3));
    for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setImmediate(resolve));
    await loop.go();
    expect(pipeline.counters.events).toBe(3);
  });

  test('are not waited for on a terminal: no Ctrl-C that ended them can reach us as well', async () => {
    const begun = performance.now();
    const { loop } = await loopOf(new Visitors(400));
    expect(await loop.go()).toBe('ended');
    // Of 25 ms each it would be ten seconds.
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
