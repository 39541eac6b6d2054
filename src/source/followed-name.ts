// What `--follow` follows is a name, as tail -F does. Mostly it is that of a regular file (follow.ts), now and then that of
// a named pipe (followed-pipe.ts), and either may be made anew as the other. A checkpoint holds a place in a file; what
// came through a pipe has to be sent again.
import { MarkSkipper } from './byte-order-mark.js';
import { FollowedFile } from './follow.js';
import { FollowedPipe } from './followed-pipe.js';
import { isPassing, Presence } from './presence.js';
import type { InputPart } from '../model/batch.js';
import type { Identity, Location, Source } from './source.js';
import type { LogName } from './successors.js';

const newline = 10;
/** How long until a file that cannot be read is tried again, in ms. */
const againMs = 250;

export interface FollowedNameForm extends Omit<LogName, 'presence'> {
  /** How long the old file of a rotated log is watched, in ms. */
  readonly rotateWaitMs: number;
}

/** What is read of a source. */
type Readable = Pick<Source, 'read' | 'close'>;

export class FollowedName implements Source {
  readonly name: string;
  readonly live = true;
  readonly #log: LogName;
  readonly #rotateWaitMs: number;
  #now: FollowedFile | FollowedPipe;
  /** #now, without the byte order mark of what is not the beginning of the input. */
  #bytes: Readable;
  /** Where #now is a pipe, which is one part. */
  #pipe: InputPart = { begins: false };
  #count = 0;
  /** Where #now begins, and what was before it. */
  #from = 0;
  #before: Source | undefined;
  /** Where to go on, in a file that cannot be read yet. */
  #sought: Location | undefined;
  #lastByte = newline;
  #closed = false;
  #wake: (() => void) | undefined;

  constructor({ rotateWaitMs, ...log }: FollowedNameForm) {
    this.name = log.name;
    log.logs.add(log.path);
    this.#log = { ...log, presence: new Presence({ ...log, patienceMs: rotateWaitMs }) };
    this.#rotateWaitMs = rotateWaitMs;
    this.#now = this.#bytes = this.#open();
  }

  get seek(): ((offset: number) => void) | undefined {
    return this.#onFile((file, offset: number) => file.seek(offset), (offset) => offset); // prettier-ignore
  }

  get resume(): ((location: Location) => void) | undefined {
    return this.#onFile((file, location: Location) => this.#goOn(file, location), ({ offset }) => offset); // prettier-ignore
  }

  read(into: Uint8Array): number | Promise<number> {
    if (this.#closed) return 0;
    const n = this.#sought === undefined ? this.#bytes.read(into) : this.#seekThenRead(into);
    return typeof n === 'number' && n > 0 ? this.#given(n, into) : this.#readOn(n, into);
  }

  get part(): InputPart | undefined {
    return this.#now instanceof FollowedFile ? this.#now.part : this.#pipe;
  }

  get identity(): Identity | undefined {
    return this.#now.identity;
  }

  get progress(): Source['progress'] {
    return this.#now.progress;
  }

  locate(offset: number): Location | undefined {
    if (this.#sought !== undefined) return this.#sought;
    return offset < this.#from ? this.#before?.locate(offset) : this.#now.locate(offset);
  }

  park(): void {
    this.#now.park();
  }

  close(): void {
    this.#closed = true;
    this.#now.close();
    this.#wake?.();
  }

  /** A pipe has no places to go to. */
  #onFile<T>(go: (file: FollowedFile, to: T) => void, offsetOf: (to: T) => number): ((to: T) => void) | undefined {
    const file = this.#now;
    if (!(file instanceof FollowedFile)) return undefined;
    return (to) => {
      this.#count = offsetOf(to);
      go(file, to);
    };
  }

  #goOn(file: FollowedFile, location: Location): void {
    try {
      file.resume(location);
      this.#sought = undefined;
    } catch (error) {
      if (!isPassing(error)) throw error;
      this.#log.presence.missed(error);
      this.#sought = location;
    }
  }

  async #seekThenRead(into: Uint8Array): Promise<number> {
    for (let sought = this.#sought; sought !== undefined; sought = this.#sought) {
      await this.#pause();
      if (this.#closed) return 0;
      this.#goOn(this.#now as FollowedFile, sought);
    }
    return this.#bytes.read(into);
  }

  async #readOn(first: number | Promise<number>, into: Uint8Array): Promise<number> {
    for (let n = await first; ; n = await this.#bytes.read(into)) {
      if (n > 0) return this.#given(n, into);
      if (this.#closed) return 0;
      if (this.#lastByte !== newline) {
        into[0] = newline;
        return this.#given(1, into);
      }
      this.#turn();
    }
  }

  #given(n: number, into: Uint8Array): number {
    this.#count += n;
    this.#lastByte = into[n - 1]!;
    return n;
  }

  /** What had the name is at its end; another has it. */
  #turn(): void {
    this.#now.close();
    [this.#before, this.#from] = [this.#now, this.#count];
    this.#now = this.#open();
    this.#pipe = { begins: true };
    this.#bytes = this.#now instanceof FollowedPipe && this.#count > 0 ? new MarkSkipper(this.#now) : this.#now;
  }

  #open(): FollowedFile | FollowedPipe {
    const log = this.#log;
    if (log.presence.isPipe) return new FollowedPipe(log);
    return new FollowedFile(log, this.#rotateWaitMs, this.#count);
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), againMs);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
    });
  }
}
