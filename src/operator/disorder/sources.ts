// The events of each key, and how far behind they are: a source whose clock is wrong, or whose network is slow, is one
// that holds up all the others.
import type { SourceDisorder } from '../../model/disorder.js';
import type { Duration } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { counts, integers, Misshapen, record } from '../../model/shape.js';

export class Sources {
  /** Of each key, by its number: events, those behind, how far the furthest is. */
  readonly #of = new Map<number, [events: number, behind: number, furthest: Duration]>();

  get size(): number {
    return this.#of.size;
  }

  add(key: number, lag: Duration): void {
    const known = this.#of.get(key);
    if (known === undefined) {
      this.#of.set(key, [1, Number(lag > 0), lag]);
      return;
    }
    known[0]++;
    if (lag > 0) known[1]++;
    if (lag > known[2]) known[2] = lag;
  }

  /** The furthest behind, furthest first; those that are none are not among them. */
  worst(most: number): readonly SourceDisorder[] {
    const all = Array.from(this.#of, ([key, [events, behind, furthest]]) => ({ key, events, behind, furthest }));
    const behind = all.filter((source) => source.behind > 0);
    return behind.sort((a, b) => b.furthest - a.furthest || b.behind - a.behind || a.key - b.key).slice(0, most);
  }

  markKeys(named: Uint8Array): void {
    for (const key of this.#of.keys()) named[key] = 1;
  }

  save(numbers?: Int32Array): Saved {
    const keys = Int32Array.from(this.#of.keys(), (key) => numbers?.[key] ?? key);
    return { keys, figures: Float64Array.from([...this.#of.values()].flat()) };
  }

  load(saved: Saved, most: number): void {
    const { keys, figures } = shape(saved);
    if (figures.length !== 3 * keys.length) throw new Misshapen('three figures for each key');
    for (const [i, key] of keys.entries()) {
      if (key >= most) throw new Misshapen('a key');
      const [events, behind, furthest] = figures.subarray(3 * i, 3 * i + 3);
      this.#of.set(key, [events!, behind!, furthest!]);
    }
  }
}

const shape = record({ keys: integers(undefined, 0, 2 ** 31), figures: counts() });
