// A function of expressions, by its name in a table.
import type { CelKind } from '../values.js';

export interface CelFunction {
  /** How it is called, for messages and help: `TEXT.startsWith(TEXT)`. */
  readonly form: string;
  /** Of how many values it is, that before the point included. */
  readonly takes: readonly number[];
  /** Whether it is called behind a point, by itself, or either way. */
  readonly called: 'behind' | 'alone' | 'either';
  readonly gives: CelKind;
  /** undefined: it fails, and the reason is in `lastFault` (fault.ts). */
  readonly call: (a: unknown, b: unknown, c: unknown, d: unknown) => unknown;
}

export type FunctionTable = Readonly<Record<string, CelFunction>>;
