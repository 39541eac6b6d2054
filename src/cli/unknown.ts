// A word that looks like an option and is none: what to say about it.
import { suggest } from '../text/suggest.js';
import { known } from './options.js';
import type { Problem } from './problem.js';

/** The problem with `word` (`--windw`, `--follow=yes`, `-x`). */
export function unknownOption(word: string, origin: string): Problem {
  const name = /^--([^=]*)=/.exec(word)?.[1];
  const flag = name === undefined ? undefined : known.get(name);
  if (flag !== undefined) return { about: `--${flag.long}`, message: 'it is a switch and takes no value', origin };
  return {
    about: name === undefined ? word : `--${name}`,
    message: `there is no such option${suggestion(word)}`,
    origin,
  };
}

/** The problem with a flag that needs a value and has none. */
export function missingValue(name: string, origin: string): Problem {
  const flag = known.get(name)!;
  return {
    about: `--${name}`,
    message: 'its value is missing',
    form: `--${name} ${flag.argument ?? ''}`,
    example: flag.example,
    origin,
  };
}

function suggestion(word: string): string {
  const name = /^-+([^=]*)/.exec(word)?.[1] ?? '';
  if (name.length < 2) return '';
  const meant = suggest(name, known.keys());
  return meant === undefined ? '' : `; did you mean --${meant}?`;
}
