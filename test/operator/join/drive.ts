// Drives a join with two streams of one input each, in batches, with everything put aside and taken up again between them.
import { expect } from 'vitest';
import type { OpenOperator } from '../../../src/operator/operator.js';
import type { JoinOutput } from '../../../src/operator/output.js';
import type { Batch } from '../../../src/model/batch.js';
import { Pipeline } from '../../../src/pipeline/pipeline.js';
import { buildWatermark, parseWatermark } from '../../../src/watermark/index.js';
import { handMadeBatch, type Interned } from '../../hand-made-batch.js';

export const [left, right] = [0, 1];

export interface Arrival {
  readonly side: number;
  /** `null`: none. */
  readonly key: string;
  readonly ts: number;
  /** What the only column says of it. */
  readonly flag?: boolean;
  /** It has been filtered out, but its time counts. */
  readonly filtered?: boolean;
}

export interface Told {
  /** `l0 r3 @17`: the events by their places among the arrivals, in the order in which they were written. */
  readonly rows: readonly string[];
  readonly late: readonly number[];
}

export interface Driven extends Told {
  /** What was promised to the reader of the rows, each behind so many of them: `2 rows, until 17`. */
  readonly promises: readonly string[];
}

export const rowText = (one: number | undefined, other: number | undefined, ts: number): string =>
  `${one === undefined ? '-' : `l${one}`} ${other === undefined ? '-' : `r${other}`} @${ts}`;

export interface Way {
  /** How disordered the events of each side are believed to be. */
  readonly bounds: readonly [number, number];
  /** So many events of a side that follow each other are one batch. */
  readonly batch: number;
  /** Everything is put aside and taken up again after each batch. */
  readonly restore: boolean;
  /** One by one, or in bulk as far as the join takes them; and whether events are lines of the batch then. */
  readonly rows: 'single' | 'bulk' | 'lines';
}

/** W before each event, and after the last. */
export function watermarks({ bounds }: Way, arrivals: readonly Arrival[]): readonly number[] {
  const highs = [-Infinity, -Infinity];
  const watermark = (): number => Math.min(...highs.map((high, i) => high - bounds[i]! - 1));
  const before = arrivals.map(({ side, ts }) => {
    const now = watermark();
    highs[side] = Math.max(highs[side]!, ts);
    return now;
  });
  return [...before, watermark()];
}

/** Runs the events through a pipeline, and holds what is written to the account and to what was promised. */
export function drive(join: (output: JoinOutput) => OpenOperator, way: Way, arrivals: readonly Arrival[]): Driven {
  const [rows, late, promises]: [string[], number[], string[]] = [[], [], []];
  const interned: Interned = new Map();
  let [first, promised] = [0, -Infinity];
  const number = (text: Uint8Array | null | undefined): number | undefined =>
    text ? (JSON.parse(Buffer.from(text).toString()) as number) : undefined;
  const open = (): Pipeline =>
    new Pipeline(
      {
        domain: 'event',
        streams: way.bounds.map((bound) => ({
          generator: buildWatermark(parseWatermark(`bounded:${bound}ms`)),
          idle: undefined,
          maxFuture: undefined,
        })),
      },
      join({
        eventBytes: (_stream, _batch, row) => Buffer.from(String(first + row)),
        areLines: () => way.rows === 'lines',
        isComplete: (key) => key !== interned.get('null'),
        joined: ({ key, left: one, right: other, ts, marks, retract = false }) => {
          const [l, r] = [number(one), number(other)];
          const { start, end } = marks?.window ?? {};
          const shown = `${marks === undefined ? '' : ` [${start},${end})`}${marks?.late === true ? ' late' : ''}${retract ? ' back' : ''}`;
          rows.push(rowText(l, r, ts) + shown);
          if (marks?.late !== true && !retract) expect(ts).toBeGreaterThan(promised);
          expect(key).toBe(interned.get(arrivals[(l ?? r)!]!.key));
        },
      }),
      {
        late: (_stream, _batch, row) => late.push(first + row),
        stepDone: () => {
          promised = pipeline.outputWatermark();
          promises.push(`${rows.length} rows, until ${promised}`);
        },
      },
    );
  let pipeline = open();
  for (const stream of [left, right]) pipeline.open(stream);
  pipeline.noMoreInputs();
  for (let next = 0; first < arrivals.length; first = next) {
    const { side } = arrivals[first]!;
    while (next < arrivals.length && next - first < way.batch && arrivals[next]!.side === side) next++;
    const events = arrivals
      .slice(first, next)
      .map(({ key, ts, filtered = false }) => ({ input: side, key, ts, value: 0, filtered }));
    const flags = Uint8Array.from(arrivals.slice(first, next), ({ flag }) => Number(flag === true));
    const columns = [{ as: 'exists' as const, values: flags }];
    const rowsOf = { ...handMadeBatch(events, interned), ...linesOf(first, next), columns };
    for (let row = 0; row < rowsOf.length;) {
      if (way.rows !== 'single') row = pipeline.processRun(side, rowsOf, row, rowsOf.length);
      if (row < rowsOf.length) pipeline.processElement(side, rowsOf, row++);
      promised = pipeline.outputWatermark();
    }
    if (!way.restore) continue;
    const saved = structuredClone(pipeline.save());
    pipeline = open();
    pipeline.load(saved, interned.size);
  }
  pipeline.finish();
  const { events, filtered, inWindows, pairs, unmatched, retractions } = pipeline.counters;
  expect([events, filtered + inWindows]).toEqual([arrivals.length, arrivals.length - late.length]);
  expect(pairs + unmatched + retractions).toBe(rows.length);
  expect(pipeline.openWindows).toBe(0);
  return { rows, late, promises };
}

/** A line for each event, some with white space around it. */
function linesOf(first: number, next: number): Pick<Batch, 'bytes' | 'starts' | 'ends'> {
  const lines = Array.from({ length: next - first }, (_, i) => `${' '.repeat(i % 3)}${first + i}${i % 2 ? '\r' : ''}`);
  const ends = Uint32Array.from(lines.keys(), (i) => lines.slice(0, i + 1).join('\n').length);
  const starts = ends.map((end, i) => end - lines[i]!.length);
  return { bytes: Buffer.from(lines.join('\n')), starts, ends };
}
