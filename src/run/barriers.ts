// Barriers (Chandy and Lamport 1985; Carbone et al. 2015): a `@checkpoint` line is one. With several inputs it is aligned
// (SPEC §16): an input that has sent it is not read until all others have sent it too, or ended; what comes of the inputs
// before it is then in the state that is saved, and nothing that comes behind it.
import type { Barrier } from './barrier.js';
import type { Input } from './input.js';

/** The inputs that stand before a barrier. */
export class Barriers {
  /** In the order in which the barriers came. */
  readonly #waiting = new Set<Input>();

  get size(): number {
    return this.#waiting.size;
  }

  has(input: Input): boolean {
    return this.#waiting.has(input);
  }

  /** As they are now. */
  all(): readonly Input[] {
    return [...this.#waiting];
  }

  add(input: Input): void {
    this.#waiting.add(input);
  }

  /** It goes on behind its barrier. */
  release(input: Input): void {
    if (this.#waiting.delete(input)) input.pass();
  }

  /**
   * The inputs that are to go on, since no open one is left that could still send their barrier; none: it is waited for.
   * One barrier of theirs is `aligned` when all inputs have sent it; else others have left it out, and it is void.
   */
  due(open: Iterable<Input>): { readonly inputs: readonly Input[]; readonly aligned: Barrier | undefined } {
    for (const input of open)
      if (!input.saidEnd && !this.#waiting.has(input)) return { inputs: [], aligned: undefined };
    const waiting = this.all();
    const [first] = [...waiting.map((input) => input.barrier!)].sort(byNumber);
    const inputs = waiting.filter(({ barrier }) => barrier!.id === first?.id);
    return { inputs, aligned: inputs.length === waiting.length ? first : undefined };
  }
}

/** Numbers rise from one barrier to the next; others are in the order in which they came. */
function byNumber(one: Barrier, other: Barrier): number {
  const difference = numberOf(one.id) - numberOf(other.id);
  return Number.isNaN(difference) ? 0 : difference;
}

/** NaN: it is no whole number. */
export function numberOf(id: string): number {
  return /^\d{1,15}$/.test(id) ? Number(id) : NaN;
}
