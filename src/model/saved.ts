// What a part of the core looks like when it is put aside: plain values and typed arrays, nothing with identity.
// Snapshots in memory and checkpoints on disk are both trees of these. Numbers may be ±Infinity; NaN is not used.

export type Saved =
  | null
  | boolean
  | number
  | string
  | bigint
  | Float64Array
  | Int32Array
  | Uint8Array
  | readonly Saved[]
  | { readonly [name: string]: Saved };
