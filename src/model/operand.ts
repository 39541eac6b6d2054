// What names an input: a file, a descriptor, or the address of a socket. Read by cli/, opened by source/.

/** An operand (SPEC §2). */
export type Operand =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' }
  | { readonly kind: 'fd'; readonly fd: number }
  | { readonly kind: 'tcp' | 'tcp-listen' | 'udp-listen'; readonly host: string; readonly port: number }
  | { readonly kind: 'unix' | 'unix-listen'; readonly path: string };

export type NamedOperand = Operand & { /** As the user wrote it. */ readonly name: string };
