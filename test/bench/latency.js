// B7: how long after the event that closes a window its row is there to be read. 10,000 events a second go through a pipe,
// stamped with the clock; with bounded:0s the first event of the next window closes the one before.
import { spawn } from 'node:child_process';

const size = 20;

/** @returns quantiles in milliseconds over `seconds` of traffic, the first half second left out */
export async function latency(command, seconds = 6) {
  const options = [
    '--time',
    'ts',
    '--window',
    `tumbling:${size}ms`,
    '--watermark',
    'bounded:0s',
    '--time-output',
    'ms',
    '-q',
  ];
  const child = spawn(command[0], [...command.slice(1), ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closedAt = new Map();
  const delays = [];
  let text = '';
  child.stdout.on('data', (chunk) => {
    const now = performance.now();
    text += chunk;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const closed = closedAt.get(JSON.parse(text.slice(0, end)).window.start);
      if (closed !== undefined) delays.push(now - closed);
      text = text.slice(end + 1);
    }
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const start = performance.now();
  let open;
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      const elapsed = performance.now() - start;
      if (elapsed > seconds * 1000) {
        clearInterval(timer);
        resolve();
        return;
      }
      const ts = Date.now();
      const window = ts - (ts % size);
      const lines = `{"ts":${ts}}\n`.repeat(10);
      child.stdin.write(lines);
      if (open !== undefined && window !== open && elapsed > 500) closedAt.set(open, performance.now());
      open = window;
    }, 1);
  });
  child.stdin.end();
  await new Promise((resolve) => child.on('close', resolve));
  delays.sort((a, b) => a - b);
  const at = (q) => delays[Math.min(delays.length - 1, Math.floor(q * delays.length))];
  return { p50: at(0.5), p99: at(0.99), max: delays.at(-1), rows: delays.length };
}
