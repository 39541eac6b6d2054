// `help coming-from`: each job that the page shows is run, ours held to fixtures/coming-from/transcript.txt, theirs, where
// this machine has the tool, to ours: as many rows, and each with values of one of ours. FLOWCTL_UPDATE=1 writes what was
// seen; read it before you commit it.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jobsElsewhere, type ComparedJob } from '../src/cli/topic/coming-from.js';
import { hasProgram, newFolder, root } from './program.js';

const data = join(root, 'fixtures/coming-from');
const transcript = join(data, 'transcript.txt');
const folder = newFolder();
cpSync(data, folder.path, { recursive: true });

async function rowsOf(lines: readonly string[]): Promise<string> {
  const { stdout, stderr, status } = await folder.bash(lines.join('\n'), { env: { NO_COLOR: '1' } });
  expect({ stderr, status }, lines.join('\n')).toEqual({ stderr: '', status: 0 });
  return stdout;
}

const jobs = jobsElsewhere.flatMap(([, jobs]) => jobs);

test('the page has twenty jobs', () => expect(jobs.length).toBeGreaterThanOrEqual(20));

test('ours say what the transcript shows', async () => {
  let seen = '';
  for (const { ours } of jobs) seen += `$ ${ours.join('\n')}\n${await rowsOf(ours)}\n`;
  if (process.env['FLOWCTL_UPDATE'] !== undefined) writeFileSync(transcript, seen);
  expect(seen).toBe(readFileSync(transcript, 'utf8'));
});

/** Those that are commands, with the program that has to be there. */
const runnable = jobs.flatMap((job): [string, string, ComparedJob][] => {
  const [tool = ''] = job.theirs[0]!.split(' ');
  return ['jq', 'awk', 'grep', 'mlr', 'duckdb'].includes(tool) ? [[job.job, tool, job]] : [];
});

describe('theirs say the same', () => {
  test.for(runnable)('%s (%s)', async ([, tool, { theirs, ours }], { skip }) => {
    skip(!hasProgram(tool), `${tool} is not installed`);
    const left = table(await rowsOf(theirs.map((line) => line.replace('duckdb -c', 'duckdb -json -c'))));
    const right = table(await rowsOf(ours));
    expect(left).toHaveLength(right.length);
    // In order of their times, since the end of a window is the beginning of the next.
    for (const row of left.sort()) {
      const same = right.findIndex((other) => row.every((value) => other.includes(value)));
      expect(same, `${JSON.stringify(row)} of theirs in ${JSON.stringify(right)}`).toBeGreaterThanOrEqual(0);
      right.splice(same, 1);
    }
  });
});

/** The rows of an output as lists of values, be they JSON, under a heading (which has no digits), or between blanks. */
function table(text: string): string[][] {
  if (text.startsWith('[{')) return (JSON.parse(text) as unknown[]).map(leaves);
  const [first = '', ...rest] = text.trimEnd().split('\n');
  if (/^[[{]|^\d+$/.test(first)) return [first, ...rest].flatMap((line) => jsonRows(JSON.parse(line)));
  if (!/\d/.test(first)) return rest.map((line) => line.trim().split(/,| {2,}/).map(comparable)); // prettier-ignore
  return [first, ...rest].map((line) => line.trim().split(/ +/).map(comparable));
}

/** A list of objects within a row is rows itself: `top`. */
function jsonRows(row: unknown): string[][] {
  const lists = Object.values(row as object).filter((value) => Array.isArray(value) && value[0] instanceof Object);
  return lists.length === 0 ? [leaves(row)] : (lists.flat() as unknown[]).map(leaves);
}

function leaves(value: unknown): string[] {
  return value instanceof Object ? Object.values(value).flatMap(leaves) : [comparable(String(value))];
}

/** Numbers to nine digits; times, however they are written, to the minute. */
function comparable(text: string): string {
  if (/^-?[\d.]+$/.test(text)) return Number(text).toPrecision(9);
  const [, day, year, clock] = /^(\d\d)\/Jan\/(\d{4}):(\d\d:\d\d)/.exec(text) ?? [];
  const iso = day === undefined ? text : `${year}-01-${day} ${clock}`;
  return /^\d{4}-\d\d-\d\d/.test(iso) ? iso.replace('T', ' ').slice(0, 16).padEnd(16, ' 00:00') : text;
}
