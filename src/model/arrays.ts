// Some of a column, in an order of one's own: what a snapshot is made of. A plain loop, because `TypedArray.from` with a
// function takes ten times as long, and a million windows have a dozen columns.

/** `values[at[0]], values[at[1]] …`, in an array of the same kind. */
export function gather<A extends Float64Array | Int32Array | Uint8Array>(values: A, at: Int32Array): A {
  const taken = new (values.constructor as new (length: number) => A)(at.length);
  for (let i = 0; i < at.length; i++) taken[i] = values[at[i]!]!;
  return taken;
}
