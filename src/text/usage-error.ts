// A rejected option or part of one. Parsers throw it; the command line collects all of them and shows them at once.

export class UsageError extends Error {
  /** The accepted form, as the help shows it, e.g. `tumbling:SIZE[,offset=D]`; empty when the message says it all. */
  readonly form: string;

  /**
   * @param message what was wrong, naming the text that was given, e.g. `"5" has no unit`
   * @param form the accepted form
   */
  constructor(message: string, form = '') {
    super(message);
    this.name = 'Misuse';
    this.form = form;
  }
}
