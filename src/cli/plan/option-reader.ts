// Reads the values of options and keeps what is wrong with them. A value that cannot be read is noted, and another one
// takes its place, so that reading goes on and all problems are found at once.
import { UsageError } from '../../text/usage-error.js';
import { flagOf, type Name, type Options } from '../options.js';
import type { Typed } from '../parse.js';
import { problemOf, type Problem } from '../problem.js';
import { registries } from '../registries.js';
import { shellWord } from '../shell-word.js';
import { sided, type Side } from '../side-flags.js';

type Valued = { [N in Name]: Options[N] extends string | undefined ? N : never }[Name];
type Repeated = { [N in Name]: Options[N] extends readonly string[] | undefined ? N : never }[Name];

export class OptionReader {
  readonly options: Options;
  readonly problems: Problem[] = [];
  readonly warnings: string[] = [];
  readonly #typed: Typed;
  /** Whose options stand in for those of both. */
  readonly #side: Side | undefined;

  constructor(typed: Typed, side?: Side) {
    this.options = side === undefined ? typed.options : optionsOf(typed.options, side);
    this.#typed = typed;
    this.#side = side;
  }

  /** A reader of the options of one side of a join, whose findings are its own until they are joined to these. */
  of(side: Side): OptionReader {
    return new OptionReader(this.#typed, side);
  }

  /** A reader of the same options whose findings are its own until they are joined to these. */
  apart(): OptionReader {
    return new OptionReader(this.#typed);
  }

  /** A reader of the same options but for these, whose findings are its own until they are joined to these. */
  instead(options: Partial<Options>): OptionReader {
    return new OptionReader({ ...this.#typed, options: { ...this.#typed.options, ...options } });
  }

  join({ problems, warnings }: OptionReader): void {
    this.problems.push(...problems);
    this.warnings.push(...warnings);
  }

  given(name: Name): boolean {
    return this.options[name] !== undefined;
  }

  /** What `parse` makes of the option's value; `otherwise` when it is not given or `parse` throws a Misuse. */
  read<N extends Valued, T>(name: N, parse: (text: NonNullable<Options[N]>) => T, otherwise: T): T {
    const text = this.options[name];
    return text === undefined ? otherwise : this.#attempt(name, text, () => parse(text), otherwise);
  }

  /** The same for every value of a repeatable option; what cannot be read is left out. */
  readAll<T>(name: Repeated, parse: (text: string) => T): T[] {
    const texts: readonly string[] = this.options[name] ?? [];
    return texts.flatMap((text) => this.#attempt<T[]>(name, text, () => [parse(text)], []));
  }

  /** Notes that an option must not stand as it does. */
  refuse(name: Name, message: string, form?: string): void {
    this.#note({ about: `--${this.#called(name)}`, message, ...(form === undefined ? {} : { form }) }, name);
  }

  /** Notes that an option is missing; not when a word was not understood, which may have been meant for it. */
  lack(name: Name, message: string): void {
    if (this.#typed.problems.length === 0)
      this.problems.push({ about: `--${name}`, message, form: `--${name} ${flagOf(name).argument ?? ''}` });
  }

  /** Runs `parse`; a Misuse becomes a problem with `about`, which is no option. */
  attempt<T>(about: string, parse: () => T): T | undefined {
    try {
      return parse();
    } catch (error) {
      this.problems.push(problemOf(error, about, undefined));
      return undefined;
    }
  }

  #attempt<T>(name: Name, text: string, parse: () => T, otherwise: T): T {
    try {
      return parse();
    } catch (error) {
      this.#note({ ...problemOf(error, `--${this.#called(name)}`, text), ...shownFor(name, text, error) }, name);
      return otherwise;
    }
  }

  /** What the user has called it. */
  #called(name: Name): Name {
    const own = sideName(name, this.#side);
    return own !== undefined && this.#typed.options[own] !== undefined ? own : name;
  }

  #note(problem: Problem, name: Name): void {
    const origin = this.#typed.origins.get(this.#called(name));
    this.problems.push(origin === undefined ? problem : { ...problem, origin });
  }
}

/** The name of the option for a side alone; undefined: there is none. */
function sideName(name: string, side: Side | undefined): Name | undefined {
  return side !== undefined && (sided as readonly string[]).includes(name) ? (`${side}-${name}` as Name) : undefined;
}

/** The options as they are of one side: its own in place of those of both; filters and members that are set beside them. */
function optionsOf(options: Options, side: Side): Options {
  const own = sided.flatMap((name): [string, unknown][] => {
    if (name === 'where' || name === 'set') {
      const all = [...(options[name] ?? []), ...(options[`${side}-${name}`] ?? [])];
      return all.length === 0 ? [] : [[name, all]];
    }
    const value = options[`${side}-${name}`];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...options, ...Object.fromEntries(own) };
}

/**
 * What to show beside a problem: where the form is that of one entry, its example; where the value begins with a name
 * that its registry has (`tumbling:5`), the form and the example of that entry rather than of the part that was wrong
 * (a duration).
 */
function shownFor(name: Name, text: string, error: unknown): Pick<Problem, 'form' | 'example'> {
  const { example, registry } = flagOf(name);
  const called =
    registry && registries[registry].find(({ form }) => error instanceof UsageError && error.form === form);
  if (called !== undefined) return { example: `--${name} ${shellWord(called.example)}` };
  const entry = registry && registries[registry].find((known) => text.trim().startsWith(`${known.name}:`));
  if (entry === undefined) return { example };
  const form = error instanceof UsageError && error.form.includes(`${entry.name}:`) ? error.form : entry.form;
  return { form, example: `--${name} ${shellWord(entry.example)}` };
}
