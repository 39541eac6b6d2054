// Pipes of several processes for the tests of --pipeline: each a line of bash, with the files that it writes.
import { readlinkSync } from 'node:fs';
import { isAlive, type LockOwner, thisProcess } from '../../src/checkpoint/lock-owner.js';
import { type Newest, newestSnapshot } from '../../src/checkpoint/newest-snapshot.js';
import { PipelineDirectory } from '../../src/checkpoint/pipeline-directory.js';
import type { Folder } from '../program.js';
import { line } from './log.js';

export interface Graph {
  readonly title: string;
  /** Of its processes. */
  readonly names: readonly string[];
  /** @param join the options by which a process takes part under its name */
  readonly script: (join: (name: string) => string) => string;
  readonly files: readonly string[];
}

const time = '--time ts --watermark bounded:500ms';
const rows = '--time ts --watermark punctuated --late none';
const logs = '--late late --rejects rejects ?.log';
const counts = "--key key --agg count --agg 'sum(value)' --window tumbling:1s";

export const graphs: readonly Graph[] = [
  {
    title: 'two in a chain',
    names: ['counts', 'sums'],
    script: (join) =>
      `flowctl run ${time} ${counts} --early 'count(7)' --accumulation discarding -q --control out ${join('counts')} ${logs} |
       flowctl run ${rows} --key key.key --agg 'sum(count)' --agg 'max(sum_value)' --window tumbling:5s --control in ${join('sums')} -o out`,
    files: ['out', 'late', 'rejects'],
  },
  {
    title: 'three in a chain',
    names: ['once', 'in-order', 'sessions'],
    script: (join) =>
      `flowctl dedup ${time} --key key --key value --within 3s -q --control out ${join('once')} --duplicates twice ${logs} |
       flowctl sort ${rows} --control both ${join('in-order')} |
       flowctl run ${rows} --key key --agg 'collect(value)' --window session:400ms --control in ${join('sessions')} -o out`,
    files: ['out', 'late', 'rejects', 'twice'],
  },
  {
    title: 'a branch by tee',
    names: ['once', 'counts', 'top'],
    script: (join) =>
      `flowctl dedup ${time} --key value --within 3s -q --control out ${join('once')} ${logs} |
       tee >(flowctl run ${rows} ${counts} --control in ${join('counts')} -o out.1) |
       flowctl top 3 ${rows} --by value --window tumbling:2s --control in ${join('top')} -o out.2`,
    files: ['out.1', 'out.2', 'late', 'rejects'],
  },
  {
    title: 'a join of two branches',
    names: ['left', 'right', 'pairs', 'counts'],
    script: (join) =>
      `flowctl join <(flowctl dedup ${time} --key value --within 3s -q --control out ${join('left')} --late late --rejects rejects a.log b.log) \\
         <(flowctl sort ${time} -q --control out ${join('right')} --late late.2 --rejects rejects.2 c.log d.log) \\
         ${rows} --key key --within -300ms..300ms --type left --control both ${join('pairs')} |
       flowctl run ${rows} --agg count --agg 'left=sum(left.value)' --agg 'right=sum(right.value)' --window tumbling:1s --control in ${join('counts')} -o out`,
    files: ['out', 'late', 'late.2', 'rejects', 'rejects.2'],
  },
  {
    title: 'steps in one process before and behind a pipe',
    names: ['counts', 'sums', 'top'],
    script: (join) =>
      `flowctl dedup ${time} --key key --key value --within 3s -q --duplicates twice ${join('counts')} ${logs} then run ${counts} --late late.2 --control out |
       flowctl run ${rows} --key key.key --agg 'n=sum(count)' --agg 'max=max(sum_value)' --window tumbling:2s --control in ${join('sums')} \\
         then fill --for 10s --with zero then sort --control out |
       flowctl top 2 ${rows} --by n --window tumbling:4s --control in ${join('top')} then run --agg 'sum(rank)' --agg count --window tumbling:20s -o out`,
    files: ['out', 'late', 'late.2', 'rejects', 'twice'],
  },
];

/** Four logs whose events interleave, so that a source turns from one to the other at any line; some lines are none. */
export function writeLogs({ write }: Folder, lines: number): void {
  const logs: string[][] = [[], [], [], []];
  for (let i = 0; i < lines; i++) logs[(i * 7) % 4]!.push(i % 97 === 50 ? '{"half' : line(i));
  logs.forEach((log, i) => write(`${'abcd'[i]!}.log`, `${log.join('\n')}\n`));
}

/** By which all take part in the pipeline in `st`. */
export function joining(every: string): (name: string) => string {
  return (name) => `--pipeline st --name ${name} --checkpoint-every ${every}`;
}

/** The process that runs under a name; undefined: none does. */
export function processOf({ at }: Folder, name: string): number | undefined {
  try {
    const owner = JSON.parse(readlinkSync(at(`st/${name}.lock`))) as LockOwner;
    return isAlive(owner, thisProcess(0)) === true ? owner.pid : undefined;
  } catch {
    return undefined;
  }
}

/** What all would go on from. */
export function newest({ at }: Folder): Newest {
  const directory = new PipelineDirectory(at('st'));
  return directory.exists ? newestSnapshot(directory.members()) : undefined;
}

/** The largest number of a snapshot that any process has taken. */
export function latest({ at }: Folder): number {
  const directory = new PipelineDirectory(at('st'));
  return directory.exists ? Math.max(0, ...directory.members().flatMap(({ snapshots }) => snapshots)) : 0;
}
