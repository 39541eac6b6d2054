// What names an output: a file, a descriptor, standard output, or nothing. Read by cli/, opened by sink/.

/** Where records go (SPEC §2 "DEST"). */
export type Destination =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'fd'; readonly fd: number }
  | { readonly kind: 'stdout' }
  | { readonly kind: 'none' };
