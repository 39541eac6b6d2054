// The WebAssembly half of the kernel (wasm/*.ts, built by `npm run build`): compiled once per thread, on first use, in
// about a millisecond. Where it cannot run, the plain readers do the same work more slowly.
import { readFileSync } from 'node:fs';

/** What wasm/scan.ts exports. Addresses are byte offsets into the memory. */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly place: WebAssembly.Global;
  readonly row: WebAssembly.Global;
  readonly line: WebAssembly.Global;
  readonly declinedStart: WebAssembly.Global;
  readonly declinedEnd: WebAssembly.Global;
  readonly wrongType: WebAssembly.Global;
  readonly missing: WebAssembly.Global;
  reserve(size: number): number;
  addNode(parent: number, name: number, length: number, index: number): number;
  wantNode(node: number): number;
  addUse(kind: number, node: number, ordinal: number): number;
  setColumn(use: number, column: number): void;
  setTime(forms: number, unit: number): void;
  setPattern(at: number, length: number): void;
  setScratch(at: number): void;
  setRows(starts: number, ends: number, lines: number, rows: number): void;
  setOrigin(at: number): void;
  setPlace(row: number, line: number): void;
  resetCounts(): void;
  open(root: number, refuseAtSigns: number, salt: bigint): number;
  scan(from: number, end: number): number;
}

// `() -> v128`, which is a byte splat: invalid wherever SIMD is unknown.
const tiny = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
);

/** Whose memory is its own, and whose memory other threads can read. From the sources as from the built files, this is where the build puts them. */
const files = { own: 'scan.wasm', shared: 'scan-shared.wasm' } as const;

const compiled = new Map<keyof typeof files, WebAssembly.Module | undefined>();

/** The compiled module; undefined where this machine cannot run it, or it was not built. */
export function scanModule(): WebAssembly.Module | undefined {
  return once('own');
}

/** The same, with a memory that all threads can read. */
export function sharedScanModule(): WebAssembly.Module | undefined {
  return once('shared');
}

function once(memory: keyof typeof files): WebAssembly.Module | undefined {
  if (!compiled.has(memory)) compiled.set(memory, compile(files[memory]));
  return compiled.get(memory);
}

function compile(file: string): WebAssembly.Module | undefined {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(tiny)) return undefined;
  try {
    return new WebAssembly.Module(readFileSync(new URL(`../../dist/kernel/${file}`, import.meta.url)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
