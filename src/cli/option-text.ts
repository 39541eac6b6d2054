// Options written down: the lines of an option file (`@FILE`) and FLOWCTL_OPTS. One or more a line, `#` begins a
// comment, quotes hold a value together. yargs-parser splits and reads a line; it is given one line at a time, without
// comments, and the lists of what takes a value, because it would guess both.
import yargs from 'yargs-parser';
import { note, type Given, type Layer } from './layer.js';
import { known } from './options.js';
import type { Problem } from './problem.js';
import { missingValue, unknownOption } from './unknown.js';

const valued = [...known.values()].filter((flag) => flag.argument !== undefined).map((flag) => flag.long);

const reading: yargs.Options = {
  string: valued,
  narg: Object.fromEntries(valued.map((name) => [name, 1])),
  boolean: [...known.keys()].filter((name) => !valued.includes(name)),
  alias: Object.fromEntries([...known.values()].flatMap((flag) => (flag.short ? [[flag.long, [flag.short]]] : []))),
  configuration: {
    'parse-numbers': false,
    'parse-positional-numbers': false,
    'dot-notation': false,
    'camel-case-expansion': false,
    'boolean-negation': false,
    'strip-aliased': true,
    'unknown-options-as-args': true,
    'duplicate-arguments-array': true,
  },
};

/** The options in `text`; `origin` names it in messages (`FLOWCTL_OPTS`, `opts.txt`), `lines` adds line numbers. */
export function optionText(text: string, origin: string, lines: boolean): Layer {
  const given = new Map<string, Given[]>();
  const problems: Problem[] = [];
  for (const [i, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries())
    readLine(line, lines ? `${origin}:${i + 1}` : origin, given, problems);
  return { given, operands: [], problems };
}

function readLine(text: string, origin: string, given: Map<string, Given[]>, problems: Problem[]): void {
  const bare = withoutComment(text);
  if (bare.fault !== undefined) {
    problems.push({ about: '', message: bare.fault, origin });
    return;
  }
  const { argv, error } = yargs.detailed(bare.line, reading);
  if (error !== null) problems.push(missingValue(/: (\S+)$/.exec(error.message)?.[1] ?? '', origin));
  for (const word of argv._) problems.push(stray(String(word), origin));
  for (const flag of known.values()) {
    const values: unknown = argv[flag.long];
    for (const value of Array.isArray(values) ? (values as unknown[]) : [values]) {
      if (value === false) problems.push(unknownOption(`--${flag.long}=`, origin));
      else if (typeof value === 'string' || value === true) note(given, flag, value, origin);
    }
  }
}

function stray(word: string, origin: string): Problem {
  if (word.length > 1 && word.startsWith('-')) return unknownOption(word, origin);
  return { about: word, message: 'only options can stand here; name inputs and @FILE on the command line', origin };
}

/** The line without its comment, white space as blanks; or what is wrong with its quotes. */
function withoutComment(text: string): { readonly line: string; readonly fault?: string } {
  let open = '';
  let line = '';
  for (const c of text) {
    const before = line.at(-1) ?? ' ';
    if (open === '' && c === '#' && before === ' ') break;
    if (open === '' && (c === '"' || c === "'")) {
      // The reader takes off quotes around a whole value only, not NAME='…' as a shell does.
      if (before === '=' && !/(^| )--[\w-]+=$/.test(line))
        return { line, fault: `put the whole value in quotes: ${c}NAME=…${c}, not NAME=${c}…${c}` };
      open = c;
    } else if (c === open) open = '';
    line += open === '' && /\s/.test(c) ? ' ' : c;
  }
  return open === '' ? { line } : { line, fault: `a quote (${open}) is not closed` };
}
