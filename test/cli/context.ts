// What the command line sees of the machine: files are what a test says they are, nothing is a terminal.
import { interpret, type Command, type Env, type CommandContext } from '../../src/cli/index.js';
import type { OutletId } from '../../src/cli/plan/check-destinations.js';
import type { Job } from '../../src/job.js';

const context: CommandContext = {
  version: '1.2.3',
  stdinIsTerminal: false,
  stdoutIsTerminal: false,
  columns: 80,
  readFile: (path) => {
    throw new Error(`no such file: ${path}`);
  },
  stat: () => undefined,
  descriptor: () => 'writable',
};

export function command(
  argv: readonly string[],
  changes: Partial<CommandContext> = {},
  env: Env = {},
): Promise<Command> {
  return interpret(argv, env, { ...context, ...changes });
}

/** The job these arguments ask for; fails with the complaint when they are refused. */
export async function job(argv: readonly string[], changes: Partial<CommandContext> = {}): Promise<Job> {
  const asked = await command(argv, changes);
  if (asked.kind !== 'run') throw new Error(`no job: ${'text' in asked ? asked.text : asked.kind}`);
  return asked.job;
}

/** What is said to these arguments, whatever it is. */
export async function said(argv: readonly string[], changes: Partial<CommandContext> = {}): Promise<string> {
  const asked = await command(argv, changes);
  return 'text' in asked
    ? asked.text
    : `${asked.kind}${'warnings' in asked ? asked.warnings.map((text) => `\n${text}`).join('') : ''}`;
}

/** Places by path or descriptor: equal words are one regular file, `dir` is a directory, `/dev/null` no regular file. */
export function places(known: Readonly<Record<string, string>>): CommandContext['stat'] {
  return (target): OutletId | undefined => {
    const id = known[target];
    if (id === undefined) return undefined;
    return { id, kind: id === 'dir' ? 'directory' : id === 'null' ? 'device' : 'file' };
  };
}
