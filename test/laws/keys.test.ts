// A key is forgotten when nothing open names it, and its number is given to another. The law: nobody can see it. Whatever
// the chunks, the decoder, the threads, and wherever a run stops and another goes on, the rows are those of a run that
// remembers every key.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyTable } from '../../src/event/key-table.js';
import type { Decoder } from '../../src/format/decoder.js';
import { openDecoder } from '../../src/format/open-decoder.js';
import { PlainDecoder } from '../../src/format/plain-decoder.js';
import { type Job, windowPlanOf } from '../../src/job.js';
import type { Batch } from '../../src/model/batch.js';
import type { Pane } from '../../src/model/pane.js';
import type { Output, PaneOutput } from '../../src/operator/output.js';
import type { Pipeline } from '../../src/pipeline/pipeline.js';
import { consume } from '../../src/run/consume.js';
import type { Input } from '../../src/run/input.js';
import { OpenKeys } from '../../src/run/open-keys.js';
import { job } from '../cli/context.js';
import { openPipeline } from '../scenarios.js';
import { KeyMapping, LocalKeys } from '../../src/worker/key-mapping.js';

const runs = Number(process.env['FLOWCTL_RUNS'] ?? 500) / 2;

const plans = [
  ['--window', 'tumbling:10ms'],
  ['--window', 'tumbling:10ms', '--accumulation', 'retracting', '--early', 'repeat(count(2))', '--allowed-lateness', '20ms'],
  ['--window', 'sliding:20ms/5ms', '--watermark', 'bounded:5ms'],
  ['--window', 'session:4ms', '--watermark', 'bounded:10ms', '--accumulation', 'retracting', '--early', 'repeat(count(1))'],
  ['--window', 'cumulative:20ms/5ms', '--allowed-lateness', '10ms'],
  ['--window', 'count:3'],
]; // prettier-ignore

interface Way {
  /** Whether keys are forgotten; else they are all remembered. */
  readonly forgets: boolean;
  readonly decoder: 'plain' | 'scanner' | 'threads';
  /** Lines of a batch, one after another. */
  readonly chunks: readonly number[];
  /** It is looked for keys to forget after each row, and not only after each batch. */
  readonly amid: boolean;
  /** The run stops after so many batches, and another goes on. */
  readonly stops: readonly number[];
}

const reference: Way = { forgets: false, decoder: 'plain', chunks: [1000], amid: false, stops: [] };

/** Few keys at a time, of many: they come, stay a while and may come again, some of them spelled in another way. */
const anyLines = fc
  .array(
    fc.record({
      step: fc.integer({ min: -8, max: 9 }),
      key: fc.integer({ min: 0, max: 5 }),
      returns: fc.boolean(),
      value: fc.constantFrom(',"m":1', ',"m":1.0', ',"m":"\\u006d"', ',"m":"m"', ',"m":null', ''),
      spelling: fc.constantFrom(
        (key: number) => `"request-${key}"`,
        (key: number) => `"request-${key}"`,
        (key: number) => `"\\u0072equest-${key}"`,
        (key: number) => `${key}`,
        (key: number) => `${key}.0`,
      ),
    }),
    { minLength: 1, maxLength: 120 },
  )
  .map((events) =>
    events.map(({ step, key, returns, value, spelling }, i) => {
      const number = returns ? key : key + (i >> 2);
      return `{"t":${1000 + 3 * i + step},"k":${spelling(number)}${value},"n":${i}}\n`;
    }),
  );

const anyWay: fc.Arbitrary<Way> = fc.record({
  forgets: fc.constant(true),
  decoder: fc.constantFrom('plain', 'scanner', 'threads'),
  chunks: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
  amid: fc.boolean(),
  stops: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 3 }),
});

describe.each([[['k']], [['k', 'm']], [['m', 'k', 'm2=m']]])('forgotten keys %j', (keys) => {
  it.each(plans.map((plan) => [plan.join(' '), plan] as const))('cannot be seen: %s', async (_, plan) => {
    const options = [...keys.flatMap((key) => ['--key', key]), ...plan];
    await fc.assert(
      fc.asyncProperty(anyLines, anyWay, async (lines, way) => {
        expect(await rowsOf(options, lines, way)).toEqual(await rowsOf(options, lines, reference));
      }),
      { numRuns: Math.ceil(runs / plans.length / 2) },
    );
  });
});

async function rowsOf(options: readonly string[], lines: readonly string[], way: Way): Promise<string[]> {
  const rows: string[] = [];
  let run = new Run(await jobOf(options), way, rows);
  let at = 0;
  for (let i = 0; at < lines.length; i++) {
    if (way.stops.includes(i)) run = new Run(await jobOf(options), way, rows, run.save());
    const end = at + way.chunks[i % way.chunks.length]!;
    run.take(lines.slice(at, end).join(''));
    at = end;
  }
  run.finish();
  return rows;
}

function jobOf(options: readonly string[]): Promise<Job> {
  const all = ['--agg', 'count', '--agg', 'last(n)', '--agg', 'collect(k)'];
  return job(['--time', 't', '--time-format', 'ms', ...all, ...options]);
}

/** One run from the bytes to the rows, without files and clocks. */
class Run {
  readonly #way: Way;
  readonly #keys: KeyTable;
  readonly #pipeline: Pipeline;
  readonly #openKeys: OpenKeys;
  readonly #decode: (bytes: Uint8Array) => Batch;
  readonly #input: { batch: Batch | undefined; row: number; nonEvent: number; id: number };

  constructor(job: Job, way: Way, rows: string[], saved?: ReturnType<Run['save']>) {
    this.#way = way;
    const names = job.streams[0].recordPlan.keys.map(({ name }) => name);
    const keys = (this.#keys = new KeyTable(names, way.forgets ? 1 : Infinity));
    if (saved !== undefined) keys.load(saved.keys);
    this.#pipeline = openPipeline({ ...job.pipeline, ...windowPlanOf(job)! }, writing(job, keys, rows));
    if (saved !== undefined) this.#pipeline.load(saved.engine, keys.size);
    const id = saved === undefined ? this.#pipeline.open() : 0;
    this.#pipeline.noMoreInputs();
    this.#input = { batch: undefined, row: 0, nonEvent: 0, id };
    const inputs = [this.#input as unknown as Input];
    this.#openKeys = new OpenKeys({
      keys,
      pipeline: this.#pipeline,
      inputs,
      most: Infinity,
      forgotten: () => undefined,
    });
    this.#decode = decoding(job, keys, way.decoder);
  }

  take(text: string): void {
    const [pipeline, input] = [this.#pipeline, this.#input];
    const batch = this.#keys.identify(this.#decode(Buffer.from(text)));
    Object.assign(input, { batch, row: 0, nonEvent: 0 });
    while (this.#way.amid && input.row < batch.length) {
      pipeline.processElement(input.id, batch, input.row++);
      this.#openKeys.look();
    }
    const handler = { reject: unexpected, timeless: () => '', control: () => false };
    while (consume(input as unknown as Input, pipeline, handler, Infinity) !== 'done');
    input.batch = undefined;
    this.#openKeys.look();
  }

  save() {
    const named = this.#keys.marks();
    this.#pipeline.markKeys(named);
    const numbers = this.#keys.numbering(named);
    return { keys: this.#keys.save(numbers), engine: this.#pipeline.save(numbers) };
  }

  finish(): void {
    this.#pipeline.finish();
  }
}

function writing(job: Job, keys: KeyTable, rows: string[]): Output & PaneOutput {
  const write = ({ key, window, timing, index, last }: Pane, values: readonly string[]): void => {
    rows.push([keys.text(key), window.start, window.end, timing, index, last, ...values].join(' '));
  };
  return {
    pane: (pane, slot) => write(pane, windowPlanOf(job)!.aggregates.map((cells) => cells.text(slot))), // prettier-ignore
    retraction: (pane) => write(pane, ['retracted', ...pane.values]),
    late: (_, { bytes, starts, ends }, row) => rows.push(Buffer.from(bytes).toString('utf8', starts[row], ends[row])),
    stepDone: () => undefined,
  };
}

function decoding(job: Job, keys: KeyTable, by: Way['decoder']): (bytes: Uint8Array) => Batch {
  if (by === 'threads') return threaded(job, keys);
  const [{ recordPlan }] = job.streams;
  const decoder = by === 'plain' ? new PlainDecoder(recordPlan, keys) : openDecoder(recordPlan, keys);
  return (bytes) => whole(decoder, bytes);
}

/** As another thread decodes: it numbers keys by itself, and begins anew once the run has forgotten some. */
function threaded(job: Job, keys: KeyTable): (bytes: Uint8Array) => Batch {
  const [{ recordPlan }] = job.streams;
  const width = recordPlan.keys.length;
  const local = new LocalKeys(width);
  const decoder = openDecoder(recordPlan, local);
  let mapping = new KeyMapping(keys, width);
  return (bytes) => {
    if (mapping.outlived) {
      local.forget();
      mapping = new KeyMapping(keys, width);
    }
    const batch = whole(decoder, bytes);
    mapping.learn(local.tell());
    return { ...batch, keys: mapping.translate(batch.keys.slice()) };
  };
}

function unexpected(): never {
  throw new Error('every line is an event');
}

function whole(decoder: Decoder, bytes: Uint8Array): Batch {
  const batch = decoder.decode(bytes, bytes.length, { offset: 0, line: 0 }, true);
  expect(batch.to.offset).toBe(bytes.length);
  return batch;
}
