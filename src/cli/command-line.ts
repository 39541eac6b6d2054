// The arguments of the command as a layer of options. Commander takes them apart (POSIX and GNU conventions: groups of
// short options, `--name=value`, any order); everything it would stop at is collected instead, so that all problems
// are reported at once.
import { Command, Option } from 'commander';
import type { Flag } from './flag.js';
import { note, type Given, type Layer } from './layer.js';
import { known } from './options.js';
import type { Problem } from './problem.js';
import { missingValue, unknownOption } from './unknown.js';

// A word no shell can pass, behind all others: an option that would take it has no value. (Commander would throw.)
const theEnd = '\0';

/** Takes `argv` (without program name and verb) apart. Operands after `--` are never options. */
export function commandLine(argv: readonly string[]): Layer {
  const end = argv.indexOf('--');
  const given = new Map<string, Given[]>();
  const problems: Problem[] = [];
  const rest = takeApart(end < 0 ? argv : argv.slice(0, end), given, problems);
  const operands = rest.filter((word) => word === '-' || !word.startsWith('-'));
  for (const word of rest) if (!operands.includes(word)) problems.push(unknownOption(word, '', behind(word, argv)));
  return { given, operands: [...operands, ...(end < 0 ? [] : argv.slice(end + 1).map(literal))], problems };
}

/** What stands behind a word and is no option. */
function behind(word: string, argv: readonly string[]): string | undefined {
  const next = argv[argv.indexOf(word) + 1];
  return next?.startsWith('-') === true ? undefined : next;
}

/** What commander did not recognise: operands and unknown options, in order. */
function takeApart(argv: readonly string[], given: Map<string, Given[]>, problems: Problem[]): readonly string[] {
  const program = new Command().exitOverride().helpOption(false);
  for (const flag of mentioned(argv)) {
    const names = `${flag.short === undefined ? '' : `-${flag.short}, `}--${flag.long}`;
    program.addOption(new Option(flag.argument === undefined ? names : `${names} <value>`));
    program.on(`option:${flag.long}`, (value?: string) => {
      if (value !== undefined && isOption(value)) problems.push(missingValue(flag.long, ''));
      else note(given, flag, value ?? true, '');
    });
  }
  const { operands, unknown } = program.parseOptions([...argv, theEnd]);
  return [...operands, ...unknown].filter((word) => word !== theEnd);
}

/**
 * The options that the words may name. With each that it learns, commander looks through all before it, so the many that
 * are not there would take longer than those that are.
 */
function mentioned(argv: readonly string[]): readonly Flag[] {
  const names = new Set(argv.map((word) => /^--([^=]+)/.exec(word)?.[1]));
  const hasShort = argv.some((word) => /^-[^-]/.test(word));
  return [...known.values()].filter(({ long, short }) => names.has(long) || (hasShort && short !== undefined));
}

/** `--window --agg`: an option stands where a value was due. */
function isOption(value: string): boolean {
  return value === theEnd || (value.startsWith('--') && known.has(/^--([^=]*)/.exec(value)![1]!));
}

/** After `--`, `@name` and `-name` are files. */
function literal(word: string): string {
  return word.startsWith('@') || (word.startsWith('-') && word !== '-') ? `./${word}` : word;
}
