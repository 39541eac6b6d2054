// Columns of numbers: some of one in an order of one's own, and one with more room.

type NumberArray = Float64Array | Int32Array | Uint32Array | Uint8Array;

/**
 * `values[at[0]], values[at[1]] …`, in an array of the same kind: what a snapshot is made of. A plain loop, because
 * `TypedArray.from` with a function takes ten times as long, and a million windows have a dozen columns.
 */
export function gather<A extends NumberArray>(values: A, at: Int32Array): A {
  const taken = new (values.constructor as new (length: number) => A)(at.length);
  for (let i = 0; i < at.length; i++) taken[i] = values[at[i]!]!;
  return taken;
}

/**
 * A column of the same kind that begins with this one; what is behind it is 0. Twice as long where nothing else is asked
 * for, so that what is added one by one is copied only a few times.
 * @param length not below that of the column
 */
export function longer<A extends NumberArray>(column: A, length = 2 * column.length): A {
  const wider = new (column.constructor as new (length: number) => A)(length);
  wider.set(column);
  return wider;
}
