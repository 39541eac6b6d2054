// A bound on what a pattern makes of a stream: `a ...b+... c` has a partial match for every set of b's.

/** `--max-partials` was reached: a failure that names the option. */
export class TooManyPartials extends Error {
  constructor(limit: number) {
    super(
      `more than ${limit} partial matches of one key at a time (--max-partials ${limit}); raise the limit, shorten --within, ` +
        'take a finer --key, or let fewer events come between: .. in place of ..., no gap in place of ..',
    );
    this.name = 'TooManyPartials';
  }
}
