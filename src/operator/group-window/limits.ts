// A limit on what is held in memory: better a clear failure than a slow death.

/** `--max-open-windows` was reached (SPEC §2): a failure that names the option. */
export class TooManyWindows extends Error {
  constructor(limit: number) {
    super(
      `more than ${limit} windows are open at once (--max-open-windows ${limit}); ` +
        'raise the limit, or make windows shorter, the watermark less patient or the key coarser',
    );
    this.name = 'TooManyWindows';
  }
}
