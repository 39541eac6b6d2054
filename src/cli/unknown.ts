// A word that looks like an option and is none: the message about it.
import { inputRemedy } from '../event/looks-like.js';
import { accepted } from '../text/named-value.js';
import { answersTo } from '../text/registry.js';
import { listed, suggest, suggestionText } from '../text/suggest.js';
import { aggregateMissing, aggregateSynonyms, optionMissing, optionSynonyms } from '../text/synonyms.js';
import { parseWatermark } from '../watermark/index.js';
import { parseWindow } from '../window/index.js';
import { known } from './options.js';
import type { Problem } from './problem.js';
import { registries } from './registries.js';
import { shellWord } from './shell-word.js';

/**
 * The problem with `word` (`--windw`, `--follow=yes`, `-x`).
 * @param next the word behind it, which may be its value
 */
export function unknownOption(word: string, origin: string, next?: string): Problem {
  const [, name, inside] = /^--([^=]*)=(.*)$/s.exec(word) ?? [];
  const flag = name === undefined ? undefined : known.get(name);
  if (flag !== undefined) return { about: `--${flag.long}`, message: 'it is a switch and takes no value', origin };
  return {
    about: name === undefined ? word : `--${name}`,
    message: `there is no such option${suggestion(word, inside ?? next)}`,
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

function suggestion(word: string, value: string | undefined): string {
  const name = /^-+([^=]*)/.exec(word)?.[1] ?? '';
  const long = word.startsWith('--');
  const remedy = long ? inputRemedy(name) : undefined;
  if (remedy !== undefined) return `; ${remedy}`;
  const missing = listed(name, optionMissing) ?? (long ? listed(name, aggregateMissing) : undefined);
  if (missing !== undefined) return `; ${missing}`;
  const meant = (long ? valueOfRegistry(name, value) : undefined) ?? optionMeant(name, value);
  return suggestionText(meant);
}

/** What a word means elsewhere, for which another verb has an option: `--window tumbling:1m` for `--every 1m`. */
export function meantElsewhere(name: string, value: string | undefined): string | undefined {
  return listed(name, optionSynonyms) === undefined ? undefined : optionMeant(name, value);
}

/** `--key` for `--group-by`; `--window tumbling:1m` for `--every 1m`. */
function optionMeant(name: string, value: string | undefined): string | undefined {
  const synonym = listed(name, optionSynonyms);
  const fn = synonym === undefined && name.length > 1 ? listed(name, aggregateSynonyms) : undefined;
  if (fn !== undefined) return valueOfRegistry(fn, undefined);
  const meant = synonym ?? (name.length < 2 ? undefined : suggest(name, known.keys()));
  if (meant === undefined) return undefined;
  const [, option, kind] = /^(--\S+) (\w+:)[A-Z]/.exec(meant) ?? [];
  if (kind === undefined || value === undefined) return meant.startsWith('-') ? meant : `--${meant}`;
  const own = `${kind}${value}`;
  return accepted(own, option === '--window' ? parseWindow : parseWatermark) ? `${option} ${own}` : meant;
}

/** A name that a registry has was meant as the value of its option: `--session 30m` → `--window session:30m`. */
function valueOfRegistry(name: string, value: string | undefined): string | undefined {
  for (const flag of known.values()) {
    const word = name.toLowerCase();
    const entry = flag.registry && registries[flag.registry].find((one) => answersTo(one, word));
    if (entry === undefined) continue;
    // A word behind it is rather an input than a path.
    const length = value !== undefined && /^[\d$]/.test(value);
    const own = flag.registry === 'windows' && length ? `${entry.name}:${value}` : undefined;
    const form = own !== undefined && accepted(own, parseWindow) ? own : entry.form.replace(entry.name, word);
    return `--${flag.long} ${/[()[\]|]/.test(form) ? `'${form}'` : shellWord(form)}`;
  }
  return undefined;
}
