// A disk that is full or broken (SPEC §9, §10): the run fails and says so in a sentence, the checkpoint stays the one
// before, and once there is room again the next run writes what an undisturbed one would have written.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CheckpointFile } from '../../src/checkpoint/checkpoint-file.js';
import { inFolder, programs } from '../program.js';
import { lines, options } from './log.js';

const files = ['out', 'late', 'rejects'];
const outputs = ['-o', 'out', '--late', 'late', '--rejects', 'rejects'];
const argv = [...options, '-q', ...outputs, '--checkpoint', 'ckpt', '--checkpoint-every', '100events'];

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
    folder.write('a.log', interleaved);
    folder.write('b.log', lines(0, 1000));
    await folder.flowctl([...options, '-q', ...outputs, 'a.log', 'b.log']);
    const expected = files.map((name) => folder.read(name));

    const env = { FAULT: JSON.stringify(fault), NODE_OPTIONS: `--import=${programs}/fault.js` };
    const failed = await folder.flowctl([...argv, 'a.log', 'b.log'], { env });
    expect(failed).toEqual({ status: 1, stdout: '', stderr: `flowctl: ${message}\n` });
    expect(readdirSync(folder.path).filter((name) => /ckpt\.(new|lock)/.test(name))).toEqual([]);
    if (folder.has('ckpt')) new CheckpointFile(folder.at('ckpt')).read();

    expect(await folder.flowctl([...argv, 'a.log', 'b.log'])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(files.map((name) => folder.read(name))).toEqual(expected);
  }),
);
