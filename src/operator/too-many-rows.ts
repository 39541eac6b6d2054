// A limit on events that are held until event time has come to them, or until nothing can match them any more.

/** `--max-rows` was reached: a failure that names the option. */
export class TooManyRows extends Error {
  constructor(limit: number) {
    super(
      `more than ${limit} events are held at once (--max-rows ${limit}); ` +
        'raise the limit, or make the watermark less patient: --watermark bounded:D with a smaller D, --idle for inputs that are silent',
    );
    this.name = 'TooManyRows';
  }
}
