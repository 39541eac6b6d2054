// Runs a line of bash in a terminal, types an event into it, and hangs up: the terminal is that of script(1), which
// hangs up when it is killed.
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const terminal = spawn('script', ['-qec', process.argv[2], '/dev/null'], { stdio: ['pipe', 'ignore', 'inherit'] });
await pause(700);
terminal.stdin.write('{"t":5}\n');
await pause(400);
terminal.kill('SIGKILL');
