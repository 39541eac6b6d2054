// What a run needs of this machine and may not reach for itself: the clocks, standard error, and the signals. main.ts
// passes in the real one (process-host.ts), tests pass in a stub.
import type { Duration, Instant } from '../model/instant.js';

export interface Host {
  /** Wall time, whole milliseconds; never goes back. The machine's clock may jump. */
  now(): Instant;
  /** Measures lengths of time: whole milliseconds from whenever, at the pace of time, whatever becomes of the clock. */
  elapsed(): Instant;
  /** The machine's clock was set back by so much, the first time that happens. Called back from `now`. */
  onSetBack(act: (by: Duration) => void): void;
  /** A message for the person at standard error: one or more lines without the last newline. */
  say(text: string): void;
  /** A clean stop, by a first SIGINT, SIGTERM (or SIGHUP on a terminal). */
  readonly stop: StopRequest;
  /** SIGHUP otherwise: output files are to be reopened. Called back from the event loop. */
  onReopen(act: () => void): void;
  /** SIGUSR1, SIGUSR2: one status line is wanted. */
  onStatus(act: () => void): void;
  /** Whether standard error is a terminal. */
  readonly attended: boolean;
  /** Characters in a line of the terminal at standard error; Infinity: none is known. */
  readonly columns: number;
  /** How large the terminal behind a descriptor is, in characters; undefined: there is none, or its size is unknown. */
  terminalSize(fd: number): { readonly columns: number; readonly rows: number } | undefined;
  /** Whether what is written to a descriptor may show on a terminal: it is one, or a pipe whose reader writes there. */
  mayReachTerminal(fd: number): boolean;
  /** Draws a line in place of the one drawn before; the empty text takes it away. Only when attended. */
  draw(text: string): void;
  /** How rejects are painted at standard error; undefined: without colour. */
  readonly paint?: Paint | undefined;
  /** What the run has cost so far. */
  cost(): Cost;
  readonly memory: MemoryGauge;
}

/** How much memory there is, and how much of it is in use. */
export interface MemoryGauge {
  /** What the machine, or the control group of the process, has in all, in bytes. */
  granted(): number;
  use(): MemoryUse;
  /** What is in use in all, in bytes; needs no module of the runtime, but takes longer. */
  used(): number;
  /** Collects garbage at once; takes about a second for each gigabyte. */
  collect(): void;
}

/** In bytes. */
export interface MemoryUse {
  /** Objects and texts, garbage included, and the size at which V8 aborts. */
  readonly heap: number;
  readonly heapLimit: number;
  /** Typed arrays and the memories of WebAssembly. */
  readonly outside: number;
}

/** How the parts of a message about a line are painted: where it stands, what is wrong, the line, the caret below it. */
export interface Paint {
  readonly place: (text: string) => string;
  readonly problem: (text: string) => string;
  readonly line: (text: string) => string;
  readonly caret: (text: string) => string;
}

export interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** The most memory the process had, in bytes. */
  readonly peakMemory: number;
}

export interface StopRequest {
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | undefined;
  /** Resolves at the first such signal. */
  readonly asked: Promise<void>;
}
