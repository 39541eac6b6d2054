// npm run bench -- cliffs [WORD…]: what each option of everyday use costs, in turn with B1 on the same events, all with one
// thread where the option is not about threads. Of each the least of several rounds; of a machine that others use too,
// processor time means more than wall time. With words, only what has one of them in its name.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { added, b1, forms, others } from './everyday.js';
import { webLog, webLogAs } from './generate.js';
import { once } from './measure.js';

/** What an option of everyday use may cost, of B1. */
const most = 1.5;

/** Prints a table as it is measured. */
export function cliffs(flowctl, lines, rounds, words) {
  const room = mkdtempSync(join(tmpdir(), 'flowctl-cliffs-'));
  const best = (job, input, so = { wall: Infinity, cpu: Infinity }) => {
    const [first, ...chained] = job.split(' then ');
    const threads = job.includes('--threads') ? '' : '--threads 1';
    const command = [`${flowctl} ${first} ${threads} ${input}`, ...chained].join(' then ');
    const { status, stderr, wall, cpu } = once(`${command} -o OUT`.replaceAll('OUT', join(room, 'out')));
    for (const name of readdirSync(room)) rmSync(join(room, name));
    if (status !== 0) throw new Error(`${command}: ${stderr}`);
    return { wall: Math.min(wall, so.wall), cpu: Math.min(cpu, so.cpu) };
  };
  console.log('| | CPU s | × B1 | wall s | × B1 | |\n|---|---|---|---|---|---|');
  for (const { name, job, input } of jobs(lines, words)) {
    let [plain, run] = [undefined, undefined];
    for (let round = 0; round < rounds; round++) {
      plain = best(b1, webLog(lines), plain);
      run = best(job, input(), run);
    }
    const [cpu, wall] = [run.cpu / plain.cpu, run.wall / plain.wall];
    const cells = [name, run.cpu.toFixed(2), cpu.toFixed(2), run.wall.toFixed(2), wall.toFixed(2)];
    console.log(`| ${cells.join(' | ')} | ${cpu > most ? 'cliff' : ''} |`);
  }
  rmSync(room, { recursive: true });
}

function jobs(lines, words) {
  const all = [
    ...Object.entries(added).map(([name, options]) => ({ name, job: `${b1} ${options}`, input: () => webLog(lines) })),
    ...Object.entries(others).map(([name, job]) => ({ name, job, input: () => webLog(lines) })),
    ...Object.entries(forms).map(([name, job]) => ({ name, job, input: () => webLogAs(name, lines) })),
  ];
  return words.length === 0 ? all : all.filter(({ name }) => words.some((word) => name.includes(word)));
}
