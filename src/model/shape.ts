// What saved values (saved.ts) have to look like before anything is made of them. A checkpoint may be forged: its
// checksum is right, and what it holds is impossible. A state that is half right would count wrong in silence.
import type { Saved } from './saved.js';

/** A saved value is none that the part could ever have saved. */
export class Misshapen extends Error {
  /** @param wanted what was wanted: `a count` */
  constructor(wanted: string) {
    super(`holds something else where ${wanted} belongs`);
    this.name = 'Misshapen';
  }
}

/** Gives the value back as what it is. Throws Misshapen. */
export type Shape<T> = (value: Saved | undefined) => T;

/** Any number but NaN, which is never saved. */
export const real: Shape<number> = (value) => {
  if (typeof value !== 'number' || Number.isNaN(value)) throw new Misshapen('a number');
  return value;
};

/** A whole number from 0 on. */
export const natural: Shape<number> = (value) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new Misshapen('a count');
  return value;
};

/** The index of one of `length` members. */
export function below(length: number): Shape<number> {
  return (value) => {
    const index = natural(value);
    if (index >= length) throw new Misshapen('the number of something that is there');
    return index;
  };
}

/** A whole number of milliseconds, or ±Infinity. */
export const instant: Shape<number> = (value) => {
  const known = real(value);
  if (Math.abs(known) < Infinity && !Number.isSafeInteger(known)) throw new Misshapen('an instant');
  return known;
};

export const text: Shape<string> = (value) => {
  if (typeof value !== 'string') throw new Misshapen('a text');
  return value;
};

/** Most texts are such, and need no parser. */
const plainJson = /^(?:"[^"\\\x00-\x1f]*"|-?(?:0|[1-9]\d*)|true|false|null)$/;

/** A JSON text on one line: it is written into a row as it is. */
export const json: Shape<string> = (value) => {
  const known = text(value);
  if (!plainJson.test(known) && !isJsonLine(known)) throw new Misshapen('a JSON text');
  return known;
};

export const truth: Shape<boolean> = (value) => {
  if (typeof value !== 'boolean') throw new Misshapen('a yes or no');
  return value;
};

export const bigint: Shape<bigint> = (value) => {
  if (typeof value !== 'bigint') throw new Misshapen('an integer');
  return value;
};

/** Whatever it is: the part that it belongs to looks for itself. */
export const anything: Shape<Saved> = (value) => {
  if (value === undefined) throw new Misshapen('something');
  return value;
};

export function oneOf<T extends string>(...words: readonly T[]): Shape<T> {
  return (value) => {
    const found = words.find((word) => word === value);
    if (found === undefined) throw new Misshapen(words.join(' or '));
    return found;
  };
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value) => (value === null ? null : shape(value));
}

/** A member that older checkpoints do not have. */
export function since<T>(shape: Shape<T>, before: T): Shape<T> {
  return (value) => (value === undefined ? before : shape(value));
}

/** @param length how many members; undefined: any number */
export function listOf<T>(shape: Shape<T>, length?: number): Shape<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value) || (length !== undefined && value.length !== length)) throw new Misshapen('a list');
    return (value as readonly Saved[]).map((member) => shape(member));
  };
}

/** A list of unlike members, each with a shape of its own. */
export function tuple<T extends readonly unknown[]>(...shapes: { readonly [I in keyof T]: Shape<T[I]> }): Shape<T> {
  return (value) => {
    if (!Array.isArray(value) || value.length !== shapes.length) throw new Misshapen('a list');
    return shapes.map((shape, i) => shape((value as readonly Saved[])[i])) as unknown as T;
  };
}

/** The members named; others, which a newer version may have added, are left out, and so is one that is undefined. */
export function record<T extends object>(shapes: { readonly [Name in keyof T]-?: Shape<T[Name]> }): Shape<T> {
  const members = Object.entries<Shape<unknown>>(shapes);
  return (value) => {
    const found = recordIn(value);
    const loaded = members.map(([name, shape]) => [name, shape(Object.hasOwn(found, name) ? found[name] : undefined)]);
    return Object.fromEntries(loaded.filter(([, member]) => member !== undefined)) as T;
  };
}

/** A record with members of any names. */
export function dictionary<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value) => {
    const members = Object.entries(recordIn(value)).map(([name, member]) => [name, shape(member)] as const);
    return Object.fromEntries(members);
  };
}

/** A column of numbers, NaN not among them. */
export function doubles(length?: number): Shape<Float64Array> {
  return (value) => {
    if (!(value instanceof Float64Array) || (length !== undefined && value.length !== length))
      throw new Misshapen('a column of numbers');
    for (let i = 0; i < value.length; i++) if (value[i] !== value[i]) throw new Misshapen('a number');
    return value;
  };
}

/** A column of counts, which may be more than 2^31. */
export function counts(length?: number): Shape<Float64Array> {
  return (value) => {
    const column = doubles(length)(value);
    for (const count of column) natural(count);
    return column;
  };
}

/** A column of whole numbers, least ≤ x < below. */
export function integers(length: number | undefined, least: number, below: number): Shape<Int32Array> {
  return (value) => {
    if (!(value instanceof Int32Array) || (length !== undefined && value.length !== length))
      throw new Misshapen('a column of whole numbers');
    for (let i = 0; i < value.length; i++)
      if (value[i]! < least || value[i]! >= below) throw new Misshapen('a number of something that is there');
    return value;
  };
}

export function bytes(length?: number): Shape<Uint8Array> {
  return (value) => {
    if (!(value instanceof Uint8Array) || (length !== undefined && value.length !== length))
      throw new Misshapen('a column of bytes');
    return value;
  };
}

function isJsonLine(text: string): boolean {
  try {
    JSON.parse(text);
    return !text.includes('\n');
  } catch {
    return false;
  }
}

function recordIn(value: Saved | undefined): Readonly<Record<string, Saved>> {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
  if (!isRecord) throw new Misshapen('a record');
  return value as Readonly<Record<string, Saved>>;
}

/** @throws Misshapen unless the columns are of one length */
export function sameLength(...columns: readonly ArrayLike<unknown>[]): void {
  if (columns.some(({ length }) => length !== columns[0]!.length)) throw new Misshapen('columns of one length');
}
