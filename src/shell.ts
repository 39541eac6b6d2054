// What the shell and the system give a run: the clock, standard error, signals (SPEC §9). Installed as early as
// possible, because until a listener stands, SIGUSR1 would start the inspector and SIGINT end us.
import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { World } from './run/world.js';

type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

const numbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

/** @param exit ends the process at once, at a second signal */
export function shell(exit: (status: number) => never): World {
  let signal: StopSignal | undefined;
  let reopen: () => void = () => undefined;
  let status: () => void = () => undefined;
  let asked: () => void = () => undefined;
  const stopAsked = new Promise<void>((resolve) => (asked = resolve));
  const stop = (name: StopSignal): void => {
    if (signal !== undefined) exit(128 + numbers[name]);
    signal = name;
    if (isatty(2)) say('flowctl: stopping; press Ctrl-C again to quit at once');
    asked();
  };
  process.on('SIGUSR1', () => status());
  process.on('SIGUSR2', () => status());
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', () => (isatty(0) ? stop('SIGHUP') : reopen()));
  let latest = 0;
  return {
    // A clock that was set back stands still until time has caught up.
    now: () => (latest = Math.max(latest, Date.now())),
    say,
    stop: {
      get signal() {
        return signal;
      },
      asked: stopAsked,
    },
    onReopen: (act) => (reopen = act),
    onStatus: (act) => (status = act),
    attended: isatty(2),
    resultsOnTerminal: isatty(1),
    draw: (text) => write(`\r\x1b[K${text}`),
    cost: () => ({
      seconds: process.uptime(),
      cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
      peakMemory: process.resourceUsage().maxRSS * 1024,
    }),
  };
}

/** Standard error is written at once; nobody listening there is no reason to fail. */
export function say(text: string): void {
  write(`${text}\n`);
}

function write(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Closed or full: there is nowhere left to say so.
  }
}
