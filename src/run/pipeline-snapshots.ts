// When a process of a pipeline takes its snapshots (SPEC §16). Barriers come down the pipes, so most only follow. A source
// has an input without control lines, and begins a snapshot when it is time, or when another source has begun one. A
// process with inputs of both kinds asks the sources before it for one, since it may take its own only at their barriers.
import type { PipelineStore } from '../checkpoint/pipeline-store.js';
import type { Job } from '../job.js';
import type { Instant } from '../model/instant.js';
import { numberOf } from './barriers.js';
import type { Input } from './input.js';

/** How often a source looks whether another has begun a snapshot, in ms. */
const lookEvery = 50;
/** The first snapshot is not taken before this, in ms, so that all processes of the pipeline are there. */
const settling = 1000;

export interface SnapshotTiming {
  readonly store: PipelineStore;
  readonly every: NonNullable<Job['checkpoint']>['every'];
  readonly inputs: Iterable<Input>;
  /** How many events were read. */
  readonly events: () => number;
  /** Wall time, and time that measures lengths. */
  readonly now: () => Instant;
  readonly elapsed: () => Instant;
  readonly warn: (text: string) => void;
}

export class PipelineSnapshots {
  readonly #parts: SnapshotTiming;
  #last: number;
  /** Elapsed time, or number of events, of the next one. */
  #next = 0;
  #lookAt: Instant;
  #warned = false;

  constructor(parts: SnapshotTiming) {
    this.#parts = parts;
    this.#last = parts.store.from;
    this.#lookAt = parts.elapsed() + lookEvery;
    this.#schedule();
    if ('ms' in parts.every && this.#last === 0) this.#next = parts.elapsed() + Math.max(parts.every.ms, settling);
  }

  /** The number of the last one that was taken. */
  get last(): number {
    return this.#last;
  }

  /** When `look` is due next, as elapsed time. */
  get at(): Instant {
    const { every, events } = this.#parts;
    return 'events' in every && events() >= this.#next ? -Infinity : this.#lookAt;
  }

  /** The number of the snapshot that is to be taken now; undefined: none. */
  look(): number | undefined {
    const { store, elapsed } = this.#parts;
    this.#lookAt = elapsed() + lookEvery;
    const [plain, barred] = roles(this.#parts.inputs);
    if (!plain) {
      this.#schedule();
      return undefined;
    }
    const begun = store.begun;
    if (!barred && begun > this.#last) return begun;
    if (!this.#isDue()) return undefined;
    const number = Math.max(begun, this.#last) + 1;
    if (begun === this.#last) store.begin(number);
    this.#warnOfMissing();
    this.#schedule();
    return barred ? undefined : number;
  }

  /** The number of the snapshot that a barrier is for; one that no process has numbered is for the next. */
  numberAt(id: string): number {
    const number = numberOf(id);
    return Number.isNaN(number) ? Math.max(this.#parts.store.begun, this.#last) + 1 : number;
  }

  /** The snapshot is taken: by itself, or at a barrier. */
  took(number: number): void {
    this.#last = number;
    this.#schedule();
  }

  #isDue(): boolean {
    const { every, events, elapsed } = this.#parts;
    return ('events' in every ? events() : elapsed()) >= this.#next;
  }

  #schedule(): void {
    const { every, events, elapsed } = this.#parts;
    this.#next = 'events' in every ? events() + every.events : elapsed() + every.ms;
  }

  /** The last snapshot should be complete by now. */
  #warnOfMissing(): void {
    const { store, now, warn } = this.#parts;
    if (this.#warned || this.#last === 0) return;
    const missing = store.missing(this.#last, now());
    if (missing.length === 0) return;
    this.#warned = true;
    warn(
      `snapshot ${this.#last} is not complete, since nothing runs as ${missing.join(', ')}; ` +
        'to leave out a process that takes part no longer, start over with --fresh, given to all',
    );
  }
}

/** Whether there are open inputs without barriers, and with them; of an input that has brought nothing yet that is not known. */
function roles(inputs: Iterable<Input>): readonly [boolean, boolean] {
  let [plain, barred] = [false, false];
  for (const { finished, brings } of inputs) {
    if (finished !== undefined) continue;
    if (brings === 'events') plain = true;
    else barred = true;
  }
  return [plain, barred];
}
