// The entry of a format of which its name says all: nothing may stand behind it.
import { specOf } from '../../text/spec.js';
import { UsageError } from '../../text/usage-error.js';
import type { InputFormatEntry } from './input-format.js';

/** What such formats differ in. */
interface BareFormat extends Pick<InputFormatEntry, 'name' | 'doc' | 'build'> {
  /** What `explain` says of it. */
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
