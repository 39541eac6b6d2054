/** A `@checkpoint` line of an input: a state is to be saved of what comes before it, and of nothing behind it. */
export interface Barrier {
  /** As it was written, without the quotes of a text. */
  readonly id: string;
  /** The whole line. */
  readonly line: Buffer;
}
