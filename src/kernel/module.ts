// The WebAssembly half of the kernel (wasm/, built by `npm run build`): compiled once per thread, on first use, in about
// a millisecond. Where it cannot run, the plain readers and writers do the same work more slowly.
import { readFileSync } from 'node:fs';

/** What wasm/scan.ts exports. Addresses are byte offsets into the memory. */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly place: WebAssembly.Global;
  readonly row: WebAssembly.Global;
  readonly line: WebAssembly.Global;
  readonly declinedStart: WebAssembly.Global;
  readonly declinedEnd: WebAssembly.Global;
  readonly filtered: WebAssembly.Global;
  reserve(size: number): number;
  addNode(parent: number, name: number, length: number, index: number): number;
  wantNode(node: number): number;
  addField(kind: number, node: number, ordinal: number, condition: number): number;
  addQuestion(kind: number, absent: number, unlike: number): number;
  compareWith(type: number, value: number, text: number, length: number): void;
  addPlace(node: number): number;
  addMember(node: number, spelled: number): number;
  setRoom(from: number, end: number): void;
  uncomputed(member: number): number;
  addDecision(asks: number, no: number, yes: number, failed: number): number;
  addCondition(begin: number): number;
  setConditionsOfRows(count: number): void;
  setColumn(field: number, column: number): void;
  setTime(forms: number, unit: number): void;
  setNumericText(may: number): void;
  setPattern(at: number, length: number): void;
  setForm(form: number, root: number, refuseAtSigns: number): void;
  placeField(field: number, node: number): void;
  setPieces(kind: number, from: number, to: number, separator: number, length: number): void;
  setPieceRoom(from: number, end: number): void;
  setSeparator(byte: number, most: number, root: number): void;
  setColumns(count: number): number;
  placeColumn(column: number, node: number): void;
  setHeader(at: number, length: number): void;
  lastRecordEnd(from: number, end: number): number;
  setCopies(at: number): void;
  setRows(starts: number, ends: number, lines: number, rows: number): void;
  setOrigin(at: number): void;
  setPlace(row: number, line: number): void;
  resetCounts(): void;
  missing(field: number): number;
  wrongType(field: number): number;
  excepted(field: number): number;
  failed(condition: number): number;
  forgetKeys(): void;
  open(root: number, refuseAtSigns: number, salt: bigint): number;
  scan(from: number, end: number): number;
}

/** What wasm/print/print.ts exports. */
export interface PrintExports {
  readonly memory: WebAssembly.Memory;
  readonly written: WebAssembly.Global;
  reserve(size: number): number;
  setForm(parts: number, keys: number, values: number, longest: number, ordinals: number, dates: number): number;
  setTexts(keys: number, standings: number, values: number): void;
  print(rows: number, from: number, to: number, out: number, limit: number): number;
}

// `() -> v128`, which is a byte splat: invalid wherever SIMD is unknown.
const tiny = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
);

// From the sources as from the built files, this is where the build puts them.

const compiled = new Map<string, WebAssembly.Module | undefined>();

/** What reads lines (wasm/scan.ts); undefined where this machine cannot run it, or it was not built. */
export function scanModule(): WebAssembly.Module | undefined {
  return moduleOf('scan.wasm');
}

/** The same, with a memory that all threads can read. */
export function sharedScanModule(): WebAssembly.Module | undefined {
  return moduleOf('scan-shared.wasm');
}

/** What writes rows (wasm/print/print.ts); undefined where this machine cannot run it, or it was not built. */
export function printModule(): WebAssembly.Module | undefined {
  return moduleOf('print.wasm');
}

function moduleOf(file: string): WebAssembly.Module | undefined {
  if (!compiled.has(file)) compiled.set(file, compile(file));
  return compiled.get(file);
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
