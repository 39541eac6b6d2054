// How long commands take, in turn (A B A B …), so that a machine that slows down slows all of them: the least wall time of
// each and the processor time of that round. Processor time is that of the children of the shell, all threads.
import { spawn, spawnSync } from 'node:child_process';
import { once as event } from 'node:events';
import { readFileSync } from 'node:fs';

/**
 * Certificates of this one machine, which Node parses at every start: 30 ms of each process, ours as DuckDB's, that say
 * nothing of either.
 */
const env = { ...process.env };
delete env.NODE_EXTRA_CA_CERTS;

/** @returns {{wall: number, cpu: number, status: number, stderr: string}} seconds */
export function once(command) {
  const script = `TIMEFORMAT='%3R %3U %3S'; time { ${command}\n}`;
  const done = spawnSync('bash', ['-c', script], { env, encoding: 'utf8', maxBuffer: 1 << 28 });
  const lines = done.stderr.trimEnd().split('\n');
  const [wall, user, system] = lines.pop().split(' ').map(Number);
  return { wall, cpu: user + system, status: done.status, stderr: lines.join('\n') };
}

/**
 * The best round of each command.
 * @param afresh called before each: what one has written is not for the next to take away
 */
export function inTurn(commands, rounds, afresh = () => undefined) {
  const best = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of Object.entries(commands)) {
      afresh();
      const run = once(command);
      if (run.status !== 0) throw new Error(`${name} failed with ${run.status}: ${run.stderr}\n${command}`);
      if (best[name] === undefined || run.wall < best[name].wall) best[name] = run;
    }
  }
  return best;
}

/**
 * Processor time of the main thread of a command that is one program, in seconds; of Linux. The system has it for as long
 * as the program runs, so it is looked at every millisecond.
 */
export async function mainThread(command) {
  const child = spawn('bash', ['-c', `exec ${command}`], { env, stdio: 'ignore' });
  let used = 0;
  const look = setInterval(() => (used = nanoseconds(child.pid) ?? used), 1);
  const [status] = await event(child, 'exit');
  clearInterval(look);
  if (status !== 0) throw new Error(`${command} failed with ${status}`);
  return used / 1e9;
}

/** undefined: it has ended. */
function nanoseconds(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]);
  } catch {
    return undefined;
  }
}

export function median(numbers) {
  return (
    numbers.toSorted?.((a, b) => a - b)[numbers.length >> 1] ?? [...numbers].sort((a, b) => a - b)[numbers.length >> 1]
  );
}

/** Whether a program can be started. */
export function installed(program) {
  return spawnSync('bash', ['-c', `command -v ${program}`]).status === 0;
}
