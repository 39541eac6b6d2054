// The entry of a format that is given by its name alone: nothing may stand behind it.
import { specOf } from '../../text/spec.js';
import { UsageError } from '../../text/usage-error.js';
import type { InputFormatEntry } from './input-format.js';

/** What such formats differ in. */
interface BareFormat extends Pick<InputFormatEntry, 'name' | 'doc' | 'build'> {
  /** The words for it in `explain`. */
  readonly words: string;
}

export function bareEntry({ name, words, ...more }: BareFormat): InputFormatEntry {
  return {
    ...{ name, form: name, example: name, ...more },
    parse(rest) {
      if (rest !== '') throw new UsageError(`nothing belongs behind ${name}: "${rest}"`, name);
      return specOf(name);
    },
    text: () => '',
    words: () => words,
  };
}
