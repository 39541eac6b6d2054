// Which keys something open still names (SPEC §10): windows, and while the run goes on the rows that were decoded and not
// yet consumed. Those that nothing names are forgotten now and then, between two batches, when there are enough of them;
// so memory holds what is open, not what has been. It costs a look at each open window for twice as many new keys.
import type { KeyTable } from '../event/key-table.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import { Failure } from './failure.js';
import type { Input } from './input.js';

/** The keys of a run, and what may name them. */
export interface KeysInUse {
  readonly keys: KeyTable;
  readonly pipeline: Pipeline;
  readonly inputs: Iterable<Input>;
  /** `--max-keys`. */
  readonly most: number;
  /** Numbers of keys may mean others from now on. */
  readonly forgotten: () => void;
}

export class OpenKeys {
  readonly #of: KeysInUse;

  constructor(of: KeysInUse) {
    this.#of = of;
  }

  /** How many keys have an open window. */
  get count(): number {
    return this.#of.keys.count(namedByWindows(this.#of));
  }

  /**
   * A batch was consumed.
   * @throws Failure when more keys than may be have open windows
   */
  look(): void {
    const { keys, most, inputs, forgotten } = this.#of;
    if (!keys.crowded && keys.size <= most) return;
    const named = namedByWindows(this.#of);
    if (keys.size > most && keys.count(named) > most) throw tooMany(most);
    for (const input of inputs) nameRows(input, named);
    if (keys.forget(named)) forgotten();
  }
}

/** Marks of the keys that open windows name. */
export function namedByWindows({ keys, pipeline }: Pick<KeysInUse, 'keys' | 'pipeline'>): Uint8Array {
  const named = keys.marks();
  pipeline.markKeys(named);
  return named;
}

/** Rows of a batch that is not consumed yet. */
function nameRows({ batch, row }: Input, named: Uint8Array): void {
  if (batch === undefined) return;
  const { keys, spellings = keys, length } = batch;
  for (let at = row; at < length; at++) {
    if (keys[at]! < 0) continue;
    named[keys[at]!] = 1;
    named[spellings[at]!] = 1;
  }
}

function tooMany(most: number): Failure {
  return new Failure(
    `more than ${most} different keys at a time (--max-keys ${most}); raise the limit, or take a coarser --key`,
  );
}
