// One entry of a registry. The parser, `--help`, the man page, the completions and the law suites all walk the
// registries, so a new window, trigger, aggregate or watermark is one file and one line in its room's index.ts.

export interface Entry {
  /** The word the user types: `tumbling`, `count`, `bounded`. */
  readonly name: string;
  /** The accepted form: `tumbling:SIZE[,offset=D]`. */
  readonly form: string;
  /** One sentence for help and man page, starting in lower case, without a final full stop. */
  readonly doc: string;
  /** A complete, valid value for the option: `tumbling:1m`. */
  readonly example: string;
}
