// What names mean within an expression.

export interface Scope {
  /** Whether text that is a JSON number is compared as that number. */
  readonly numericText: boolean;
  /** The names there are; undefined: any, since they are members of events. */
  readonly names: readonly string[] | undefined;
  /** Of the macros around, outermost first; a value has its place among `locals`. */
  readonly variables: readonly string[];
}
