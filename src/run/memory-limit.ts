// Memory that ends is a message and exit status 1 (SPEC §9), not the abort of V8. What keys, windows and values take is
// measured now and then while the run works, at most every few milliseconds. There are two limits: `--max-memory`, by
// default three quarters of what the machine grants, for everything; and that of V8's heap, which cannot be raised once
// the process runs. Below the latter there stays room for what a batch adds before it is measured again.
import type { Pipeline } from '../pipeline/pipeline.js';
import type { Host, MemoryUse } from '../os/host.js';
import { groupedNumber } from '../text/grouped-number.js';
import { Failure } from './failure.js';

/** What may fill memory, and what gives its size. */
export interface MemorySources {
  readonly pipeline: Pipeline;
  readonly openKeys: { readonly count: number };
  /** Whether events are held as they are, rather than windows of them. */
  readonly holdsEvents: boolean;
  /** How many values a window holds. */
  readonly aggregates: number;
  readonly host: Pick<Host, 'memory' | 'elapsed'>;
  /** `--max-memory`, in bytes; undefined: the default. */
  readonly most: number | undefined;
  /** Whether a run with more memory can go on from a checkpoint. */
  readonly resumable: boolean;
}

/** Between two measurements, in ms: each takes some microseconds, and a run makes some megabytes meanwhile. */
const pause = 5;
/** While little is in use, which takes longer to measure, each pause is twice the one before, up to this, in ms. */
const longestPause = 80;
/** Of what the machine grants. */
export const defaultShare = 0.75;
/**
 * Room in the heap for what comes between two measurements and for the columns of a checkpoint: an eighth of it, but so
 * many bytes at least, of which young objects alone may take 48 MiB; of a heap that is no larger than that, half.
 */
const leastReserve = 80 * 2 ** 20;
/** With less in use what the machine grants is not read: it takes a module that a short run does without. */
const little = 64 * 2 ** 20;
/** With less in use V8's own figures are not read either: what reads them takes milliseconds to load. */
const least = 16 * 2 ** 20;
/** With more than this share of a limit in use after a collection, the next ones would come too often. */
const tight = 0.9;
/** The messages of V8 and the system when something cannot be made larger. */
const refusals = /^(Array buffer allocation failed|(Map|Set) maximum size exceeded|Invalid (array|string) length)$/;

export class MemoryLimit {
  readonly #of: MemorySources;
  #default: number | undefined;
  #next = -Infinity;
  #pause = pause;
  #isSmall = true;

  constructor(of: MemorySources) {
    this.#of = of;
  }

  /**
   * Some work was done.
   * @throws Failure when there is no memory for more
   */
  look(): void {
    const { elapsed, memory } = this.#of.host;
    const now = elapsed();
    if (now < this.#next) return;
    this.#isSmall &&= memory.used() < Math.min(this.#of.most ?? least, least);
    this.#next = now + (this.#isSmall ? this.#longerPause() : pause);
    if (this.#isSmall) return;
    if (this.#exceeded(memory.use(), 1) === undefined) return;
    memory.collect();
    const exceeded = this.#exceeded(memory.use(), tight);
    if (exceeded !== undefined) throw this.#failure(exceeded);
  }

  /** Near no limit but one that is given. */
  #longerPause(): number {
    return this.#of.most === undefined ? (this.#pause = Math.min(2 * this.#pause, longestPause)) : pause;
  }

  get #most(): number {
    return this.#of.most ?? (this.#default ??= defaultShare * this.#of.host.memory.granted());
  }

  /** What an error means if it is that memory has ended; else the error. */
  explained(error: unknown): unknown {
    if (!(error instanceof RangeError) || !refusals.test(error.message)) return error;
    return this.#failure(`could not become larger (${error.message})`);
  }

  /** Which limit is exceeded, in words; undefined: none. */
  #exceeded(use: MemoryUse, share: number): string | undefined {
    const all = use.heap + use.outside;
    if (all > share * (this.#of.most ?? little) && all > share * this.#most) return this.#mostText();
    const reserve = Math.min(Math.max(use.heapLimit / 8, leastReserve), use.heapLimit / 2);
    return use.heap > share * (use.heapLimit - reserve) ? this.#heapText(use.heapLimit) : undefined;
  }

  #mostText(): string {
    const text = `take more than ${sizeText(this.#most)}`;
    if (this.#of.most !== undefined) return `${text} (--max-memory); raise the limit`;
    return `${text}, three quarters of this machine's memory; --max-memory SIZE allows more`;
  }

  #heapText(limit: number): string {
    const more = Math.floor(this.#most / 2 ** 20);
    const remedy = `NODE_OPTIONS=--max-old-space-size=${more} allows more, in MiB`;
    const text = `fill the heap of ${sizeText(limit)} that Node was started with`;
    return more * 2 ** 20 > 1.25 * limit ? `${text}; ${remedy}` : text;
  }

  #failure(exceeded: string): Failure {
    const { pipeline, openKeys, aggregates, resumable } = this.#of;
    const again = resumable ? '; the same command goes on from its last checkpoint' : '';
    if (this.#of.holdsEvents) return eventsFailure(pipeline.openWindows, exceeded, again);
    const keys = `${amount(openKeys.count, 'key')} and ${amount(pipeline.openWindows, 'open window')}`;
    const values = `with ${amount(aggregates, 'aggregate')} each`;
    const less = '--max-keys N and --max-open-windows N stop earlier, a coarser --key or shorter windows need less';
    return new Failure(`out of memory: ${keys} ${values} ${exceeded}; ${less}${again}`);
  }
}

function eventsFailure(held: number, exceeded: string, again: string): Failure {
  const less = '--max-rows N stops earlier, a watermark that follows the events more closely needs less';
  return new Failure(`out of memory: ${amount(held, 'event')} that wait ${exceeded}; ${less}${again}`);
}

function amount(n: number, what: string): string {
  return `${groupedNumber(n)} ${what}${n === 1 ? '' : 's'}`;
}

function sizeText(bytes: number): string {
  return bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}
