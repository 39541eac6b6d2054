// A disk that is full or broken (SPEC §9, §10): the run fails and says so in a sentence, the checkpoint stays the one
// before, and once there is room again the next run writes what an undisturbed one would have written.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CheckpointFile } from '../../src/checkpoint/checkpoint-file.js';
import { inFolder } from '../in-process.js';
import { lines, options } from './log.js';
import { finish } from './program.js';

const files = ['out', 'late', 'rejects'];
const outputs = ['-o', 'out', '--late', 'late', '--rejects', 'rejects'];
const argv = [...options, '-q', ...outputs, '--checkpoint', 'ckpt', '--checkpoint-every', '100events'];
const before = join(import.meta.dirname, 'programs/fault.js');

interface Fault {
  readonly call: string;
  readonly name: string;
  readonly code: 'ENOSPC' | 'EIO';
  readonly after: number;
}

const [full, broken] = ['No space left on device', 'Input/output error'];

test.concurrent.each<readonly [Fault, string]>([
  [{ call: 'write', name: 'out', code: 'ENOSPC', after: 3 }, `cannot write out: ${full}`],
  [{ call: 'write', name: 'late', code: 'ENOSPC', after: 2 }, `cannot write late: ${full}`],
  [{ call: 'write', name: 'rejects', code: 'EIO', after: 0 }, `cannot write rejects: ${broken}`],
  [{ call: 'fsync', name: 'out', code: 'EIO', after: 2 }, `cannot write out: ${broken}`],
  [{ call: 'fsync', name: 'late', code: 'EIO', after: 0 }, `cannot write late: ${broken}`],
  [{ call: 'fsync', name: 'rejects', code: 'ENOSPC', after: 5 }, `cannot write rejects: ${full}`],
  [{ call: 'checkpoint-write', name: 'ckpt.new', code: 'ENOSPC', after: 0 }, `cannot write the checkpoint ckpt: ${full}`], // prettier-ignore
  [{ call: 'checkpoint-write', name: 'ckpt.new', code: 'ENOSPC', after: 3 }, `cannot write the checkpoint ckpt: ${full}`], // prettier-ignore
  [{ call: 'checkpoint-sync', name: 'ckpt.new', code: 'EIO', after: 2 }, `cannot write the checkpoint ckpt: ${broken}`], // prettier-ignore
  [{ call: 'checkpoint-sync', name: '.', code: 'EIO', after: 2 }, `cannot write the checkpoint ckpt: ${broken}`],
  [{ call: 'rename', name: 'ckpt', code: 'EIO', after: 2 }, `cannot write the checkpoint ckpt: ${broken}`],
])('%j', (fault, message) =>
  inFolder(async (folder) => {
    const [a, b] = [0, 1].map((half) => `${lines(half * 500, half * 500 + 500)}{"half`.split('\n'));
    const interleaved = a!.map((line, i) => `${line}\n${b![i]!}\n`).join('');
    writeFileSync(join(folder, 'a.log'), interleaved);
    writeFileSync(join(folder, 'b.log'), lines(0, 1000));
    await finish(folder, [...options, '-q', ...outputs, 'a.log', 'b.log']);
    const expected = files.map((name) => readFileSync(join(folder, name), 'utf8'));

    const env = { FAULT: JSON.stringify(fault) };
    const failed = await finish(folder, [...argv, 'a.log', 'b.log'], { before, env });
    expect(failed).toEqual({ status: 1, signal: null, stderr: `flowctl: ${message}\n` });
    expect(readdirSync(folder).filter((name) => /ckpt\.(new|lock)/.test(name))).toEqual([]);
    if (existsSync(join(folder, 'ckpt'))) new CheckpointFile(join(folder, 'ckpt')).read();

    expect(await finish(folder, [...argv, 'a.log', 'b.log'])).toEqual({ status: 0, signal: null, stderr: '' });
    expect(files.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(expected);
  }),
);
