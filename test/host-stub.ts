// The machine as a run sees it (os/host.ts) where a test has no use for it: the clock goes, and nothing ever happens.
import type { Host } from '../src/os/host.js';
import { processMemory } from '../src/os/memory.js';

const nothing = (): void => undefined;

/** A host without a terminal, whose messages go nowhere and that never asks for a stop, but for `changes`. */
export function hostStub(changes: Partial<Host> = {}): Host {
  return {
    now: () => Date.now(),
    elapsed: () => Math.floor(performance.now()),
    onSetBack: nothing,
    say: nothing,
    stop: { signal: undefined, asked: new Promise(nothing) },
    onReopen: nothing,
    onStatus: nothing,
    attended: false,
    columns: Infinity,
    terminalSize: () => undefined,
    mayReachTerminal: () => false,
    draw: nothing,
    cost: () => ({ seconds: 0, cpuSeconds: 0, peakMemory: 0 }),
    memory: processMemory,
    ...changes,
  };
}
