// What the shell and the system give a run: the clock, standard error, signals (SPEC §9). Installed as early as
// possible, because until a listener stands, SIGUSR1 would start the inspector and SIGINT end us.
import { closeSync, openSync } from 'node:fs';
import type { Host } from './host.js';
import { processMemory } from './memory.js';
import { monotonic } from './monotonic.js';
import { endsHere, isTerminal, terminalSize } from './terminal.js';
import { WallClock } from './wall-clock.js';
import { writeAll } from './write-all.js';

type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** What the second signal ends us with. */
const statuses = { SIGINT: 130, SIGTERM: 143 } as const;
/** A reader of standard error that takes nothing is not waited for any longer, in ms. */
const patience = 1000;
const erased = '\r\x1b[K';

/** Standard input, output, error. Read now: once a terminal has hung up, the system no longer shows it as one. */
const wasTerminal = [0, 1, 2].map(isTerminal);

/** A line stands on the terminal that is to be taken away before anything else is written there. */
let drawn = false;

/** @param exit ends the process at once, at a second signal */
export function shell(exit: (status: number) => never): Host {
  const attended = wasTerminal[2]!;
  let signal: StopSignal | undefined;
  let reopen: () => void = () => undefined;
  let status: () => void = () => undefined;
  let asked: () => void = () => undefined;
  const stopAsked = new Promise<void>((resolve) => (asked = resolve));
  const stop = (name: StopSignal): void => {
    draw('');
    // A terminal that hangs up gives two signals: one from the system, and one more from its shell.
    if (signal !== undefined) return name === 'SIGHUP' ? undefined : exit(statuses[name]);
    signal = name;
    if (attended) say('flowctl: stopping; press Ctrl-C again to quit at once');
    asked();
  };
  process.once('exit', leaveTerminal);
  process.on('SIGUSR1', () => status());
  process.on('SIGUSR2', () => status());
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', () => (wasTerminal[0] ? stop('SIGHUP') : reopen()));
  const clock = new WallClock(() => Date.now());
  return {
    now: () => clock.now(),
    elapsed: () => Math.floor(monotonic()),
    onSetBack: (act) => (clock.onSetBack = act),
    say,
    stop: {
      get signal() {
        return signal;
      },
      asked: stopAsked,
    },
    onReopen: (act) => (reopen = act),
    onStatus: (act) => (status = act),
    attended,
    get columns() {
      return attended ? process.stderr.columns || Infinity : Infinity;
    },
    terminalSize,
    mayReachTerminal: (fd) => !endsHere(fd),
    draw: process.env['TERM'] === 'dumb' ? () => undefined : draw,
    cost: () => ({
      seconds: process.uptime(),
      cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
      peakMemory: process.resourceUsage().maxRSS * 1024,
    }),
    memory: processMemory,
  };
}

/**
 * Of a terminal that has hung up the runtime would try to restore the modes at its end, and abort because it cannot. It
 * leaves alone what is not the same file any more.
 */
function leaveTerminal(): void {
  for (const fd of [0, 1, 2]) {
    if (!wasTerminal[fd] || isTerminal(fd)) continue;
    closeSync(fd);
    openSync('/dev/null', 'r+');
  }
}

/** Writes to standard error at once; that it is closed or its reader gone is no reason to fail. */
export function say(text: string): void {
  draw('');
  write(`${text}\n`);
}

/** The terminal cuts the line off by itself. The cursor goes back to its beginning, where rows may overwrite it. */
function draw(text: string): void {
  if (text !== '') write(`${erased}\x1b[?7l${text}\x1b[?7h\r`);
  else if (drawn) write(erased);
  drawn = text !== '';
}

function write(text: string): void {
  try {
    writeAll(2, Buffer.from(text), patience);
  } catch {
    // Closed or full: there is nowhere left for a message.
  }
}
