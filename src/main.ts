// The composition root: the command line becomes a plan, the plan a run, the run an exit status. Beside the rooms that
// do I/O, this file, os/process-host.ts and command-context.ts alone use `process`, and this file alone ends it.
import { colorLevel } from './cli/color.js';
import { interpret } from './cli/index.js';
import { paintOf } from './cli/paint.js';
import { say, shell } from './os/process-host.js';
import { print, commandContext } from './command-context.js';
import { commandArguments } from './os/arguments.js';

// Signals first: until a listener stands, some of them would end us, or start a debugger.
const host = shell((status) => process.exit(status));

// Not awaited at the top level: the program in one piece is a script, which starts faster than modules do.
void flowctl()
  .catch((error: unknown) => {
    say(`flowctl: ${error instanceof Error ? error.message : String(error)}`);
    const { status } = error as { status?: unknown };
    return typeof status === 'number' ? status : 1;
  })
  .then((status) => process.exit(status));

async function flowctl(): Promise<number> {
  const command = await interpret(commandArguments(), process.env, commandContext());
  if (command.kind === 'checkpoint-show') return showCheckpoint(command.file, command.json);
  if (command.kind !== 'run') return print(command);
  for (const warning of command.warnings) say(`flowctl: ${warning}`);
  const { run } = await import('./run/run.js');
  const paint = await paintOf(colorLevel(command.job.color, process.env, host.attended));
  return run(command.job, { ...host, paint });
}

async function showCheckpoint(file: string, json: boolean): Promise<number> {
  const { checkpointText } = await import('./checkpoint/show.js');
  return print({ kind: 'print', text: checkpointText(file, json, host.now()), to: 'stdout', status: 0 });
}
