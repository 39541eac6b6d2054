// The command line, from words to what is to be done. Nothing here looks at the process: arguments, environment and
// file system are handed in. Help, completions and explanations are loaded only when needed, because a run
// has to start fast.
import { colorLevel } from './color.js';
import type { PageStyle } from './page.js';
import type { IdentifyDescriptor, IdentifyFile } from './plan/check-destinations.js';
import type { Typed } from './parse.js';
import type { Problem } from './problem.js';
import type { Job } from '../job.js';
import type { Options } from './options.js';
import { type OperatorVerb, operatorVerbOf, verbOf } from './verbs.js';

/** What the command line needs of its surroundings. */
export interface CommandContext {
  /** Of the package. */
  readonly version: string;
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  /** Columns of the terminal; undefined when it is none. */
  readonly columns: number | undefined;
  /** The text of a file; throws when it cannot be read. */
  readonly readFile: (path: string) => string;
  readonly stat: IdentifyFile;
  readonly descriptor: IdentifyDescriptor;
}

export type Command =
  | { readonly kind: 'run'; readonly job: Job; /** None with --quiet. */ readonly warnings: readonly string[] }
  | { readonly kind: 'explain'; readonly text: string }
  | { readonly kind: 'print'; readonly text: string; readonly to: 'stdout' | 'stderr'; readonly status: number }
  | { readonly kind: 'misuse'; readonly text: string; readonly status: 2 }
  | { readonly kind: 'checkpoint-show'; readonly file: string; readonly json: boolean };

/** The environment of the process. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * What the words of a command line ask for.
 * @param argv the arguments, without the name of the program
 */
export async function interpret(argv: readonly string[], env: Env, context: CommandContext): Promise<Command> {
  const [first, ...others] = argv;
  const verb = verbOf(first);
  const explained = verb === 'explain' ? operatorVerbOf(others[0]) : undefined;
  const operator = explained ?? operatorVerbOf(verb) ?? 'run';
  const rest = verb === undefined ? argv : explained === undefined ? others : others.slice(1);
  if (argv.length === 1 && first === '--version') return version(context);
  if (verb === 'help')
    return topic(
      rest.filter((word) => !isHelp(word)),
      env,
      context,
    );
  if (rest.length === 1 && isHelp(rest[0]!)) return overview(operator, rest[0] === '-h', 'auto', env, context);
  if (verb === 'completion') return completionFor(rest);
  if (verb === 'checkpoint') return checkpoint(rest);
  return runOrExplain(verb === 'explain', operator, rest, env, context);
}

async function runOrExplain(
  explains: boolean,
  verb: OperatorVerb,
  argv: readonly string[],
  env: Env,
  context: CommandContext,
): Promise<Command> {
  const { parse } = await import('./parse.js');
  const typed = await parse(argv, env['FLOWCTL_OPTS'], context.readFile, verb);
  const { options, operands, problems } = typed;
  const whole = ofAllSteps(typed);
  const { color = 'auto', json, quiet } = whole;
  if (options.help === true && operands.length > 0) return topic(operands, env, context);
  if (options.help === true) return overview(verb, !argv.includes('--help'), color, env, context);
  const helped = typed.then.find((step) => step.options.help === true);
  if (helped !== undefined) return overview(helped.verb, false, color, env, context);
  if (whole.version === true) return version(context);
  if (operands.length === 0 && problems.length === 0 && context.stdinIsTerminal && !explains) {
    const { shortHelp } = await import('./help.js');
    return { kind: 'print', text: shortHelp(await pageStyleFor('never', env, context)), to: 'stderr', status: 2 };
  }
  if (json === true && !explains && typed.verb !== 'disorder') return misuse([explainOnly]);
  const { plan } = await import('./plan.js');
  const planned = await plan(explains ? inWords(typed) : typed, context.stat, context.descriptor, explains);
  if (!('job' in planned)) return misuse(planned, verb === 'run' ? '' : verb);
  if (!explains) return { kind: 'run', job: planned.job, warnings: quiet === true ? [] : planned.warnings };
  if (json === true) return { kind: 'explain', text: JSON.stringify(planned.plan, null, 2) };
  const { explain } = await import('./explain.js');
  return { kind: 'explain', text: explain(planned, await pageStyleFor(color, env, context)) };
}

/** `explain --json` is about the plan, and not about what the run would write. */
function inWords(typed: Typed): Typed {
  const options = Object.entries(typed.options).filter(([name]) => name !== 'json');
  return { ...typed, options: Object.fromEntries(options), then: typed.then.map(inWords) };
}

/** The options of all steps: those of the run as a whole stand in whichever. */
function ofAllSteps({ options, then }: Typed): Options {
  return Object.assign({}, ...then.map((step) => step.options), options) as Options;
}

const explainOnly: Problem = {
  about: '--json',
  message: 'says something of explain and disorder; results are JSON anyway',
  form: 'flowctl explain --json [OPTION…] [INPUT…]',
};

/** `-h` and `--help`. */
async function overview(
  verb: OperatorVerb,
  short: boolean,
  color: Color,
  env: Env,
  context: CommandContext,
): Promise<Command> {
  const { shortHelp, verbHelp } = await import('./help.js');
  const pageStyle = await pageStyleFor(color, env, context);
  return printed(short && verb === 'run' ? shortHelp(pageStyle) : verbHelp(verb, pageStyle));
}

async function topic(words: readonly string[], env: Env, context: CommandContext): Promise<Command> {
  const { noSuchTopic, topicHelp, topicList } = await import('./help.js');
  const pageStyle = await pageStyleFor('auto', env, context);
  const text = words.length === 0 ? topicList(pageStyle) : topicHelp(words, pageStyle);
  return text === undefined ? misuse([{ about: '', message: noSuchTopic(words) }]) : printed(text);
}

async function completionFor(words: readonly string[]): Promise<Command> {
  const { completion, shells } = await import('./complete.js');
  const shell = shells.find((known) => known === words[0]);
  if (shell !== undefined && words.length === 1) return printed(completion(shell));
  const message = words[0] === undefined ? 'which shell?' : `there are no completions for "${words.join(' ')}"`;
  return misuse([{ about: 'completion', message, form: `flowctl completion ${shells.join('|')}` }]);
}

async function checkpoint(words: readonly string[]): Promise<Command> {
  const [what, ...others] = words;
  const files = others.filter((word) => word !== '--json' && word !== '--');
  const [file] = files;
  if (what === 'show' && file !== undefined && files.length === 1 && !(file.startsWith('-') && !others.includes('--')))
    return { kind: 'checkpoint-show', file, json: others.includes('--json') };
  const message = what === 'show' ? 'which file?' : 'what about it? To use one: flowctl --checkpoint FILE …';
  return misuse([{ about: 'checkpoint', message, form: 'flowctl checkpoint show [--json] FILE|DIR' }]);
}

/** @param topic of the help, where no problem has one of its own; '': all of it */
async function misuse(problems: readonly Problem[], topic = ''): Promise<Command> {
  const { complaint } = await import('./problem.js');
  const { topicOfOption } = await import('./topic/index.js');
  const topics = problems.map(({ about }) => topicOfOption(about.replace(/^--/, ''))?.name);
  return { kind: 'misuse', text: complaint(problems, topics.find((name) => name !== undefined) ?? topic), status: 2 };
}

type Color = 'always' | 'never' | 'auto';

/** How wide and how colourful standard output is; chalk is loaded for colours only. */
async function pageStyleFor(color: Color, env: Env, context: CommandContext): Promise<PageStyle> {
  const { coloured, plain } = await import('./page.js');
  const width = Math.min(Math.max(context.columns ?? 80, 60), 100);
  const level = colorLevel(color, env, context.stdoutIsTerminal);
  if (level === 0) return { width, style: plain };
  const { Chalk } = await import('chalk');
  return { width, style: coloured(new Chalk({ level })) };
}

function printed(text: string): Command {
  return { kind: 'print', text, to: 'stdout', status: 0 };
}

function version(context: CommandContext): Command {
  return printed(`flowctl ${context.version}\n`);
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}
