// The values of expressions (cel-spec, "Values"): those of JSON as JSON.parse gives them, whole numbers from 2^53 on as
// bigints where they are made and as `WideNumber` where they come from the event, and four kinds that JSON does not have.
// There is one kind of number: whether it is called an int or a double is a matter of its value.
import { WideNumber } from '../jsonpath/wide-number.js';
import { isObject } from '../jsonpath/node.js';

/** Kinds of values by the names of their types. `dyn`: not known before there is an event. */
export type CelKind =
  | ('bool' | 'int' | 'double' | 'string' | 'bytes' | 'list' | 'map' | 'null_type')
  | ('google.protobuf.Timestamp' | 'google.protobuf.Duration' | 'type' | 'dyn');

/** What JSON does not have. The members are private, so that no path finds any. */
export abstract class Foreign {
  abstract readonly kind: CelKind;
}

/** An instant in nanoseconds since 1970. */
export class Moment extends Foreign {
  readonly kind = 'google.protobuf.Timestamp';
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    super();
    this.nanos = nanos;
  }
}

/** A length of time in nanoseconds. */
export class Length extends Foreign {
  readonly kind = 'google.protobuf.Duration';
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    super();
    this.nanos = nanos;
  }
}

export class Bytes extends Foreign {
  readonly kind = 'bytes';
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super();
    this.bytes = bytes;
  }
}

/** A type as a value, for comparison with `type(x)`. */
export class TypeName extends Foreign {
  readonly kind = 'type';
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }
}

/** Of one event or row; undefined: it failed (fault.ts). `locals` are the variables of macros. */
export type Evaluate = (event: unknown, locals: unknown[]) => unknown;

export type MapValue = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is MapValue {
  return isObject(value) && !(value instanceof Foreign);
}

export type NumberValue = number | bigint | WideNumber;

export function isNumber(value: unknown): value is NumberValue {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof WideNumber;
}

/** Ints are of 64 bits. */
export const leastInt = -(2n ** 63n);
export const largestInt = 2n ** 63n - 1n;

/** The value of a whole number; undefined beyond 64 bits. */
export function intValue(n: bigint): number | bigint | undefined {
  if (n < leastInt || n > largestInt) return undefined;
  const double = Number(n);
  return Number.isSafeInteger(double) ? double : n;
}

/** Of a number that has more digits than a double: an int where it is whole and fits 64 bits, else the nearest double. */
export function plainNumber(value: NumberValue): number | bigint {
  if (!(value instanceof WideNumber)) return value;
  const { whole } = value;
  return whole !== undefined && whole >= leastInt && whole <= largestInt ? whole : value.double;
}

export function kindOfValue(value: unknown): CelKind {
  if (value === null) return 'null_type';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (isNumber(value)) return isInt(plainNumber(value)) ? 'int' : 'double';
  if (Array.isArray(value)) return 'list';
  return value instanceof Foreign ? value.kind : 'map';
}

function isInt(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isSafeInteger(value);
}
