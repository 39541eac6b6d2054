// The message when an input cannot be read: one sentence, in the words of other programs.
import { systemWords } from '../os/error-text.js';
import { shownName } from '../text/file-name.js';

/** `cannot read app.log: No such file or directory`. */
export function unreadable(name: string, error: unknown): Error {
  return new Error(`cannot read ${shownName(name)}: ${systemWords(error)}`, { cause: error });
}
