// `flowctl checkpoint show`: what a checkpoint holds, for a person and for a program.
import { appendFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CheckpointFile } from '../../src/checkpoint/checkpoint-file.js';
import { checkpointText } from '../../src/checkpoint/show.js';
import { perform } from '../in-process.js';
import { inFolder } from '../program.js';
import { lines } from './log.js';

const argv = ['--time', '$.ts', '--key', '$.key', '--window', 'tumbling:1s', '--watermark', 'bounded:500ms'];

/** Shows the checkpoint of a run over a log, `later` ms after it was written. */
function shown(json: boolean, later: number, more: readonly string[], then: readonly string[] = []): Promise<string> {
  return inFolder(async (folder) => {
    const { at } = folder;
    writeFileSync(at('app.log'), lines(0, 100));
    appendFileSync(at('app.log'), 'bad\n');
    const files = ['--late', at('late'), '--rejects', 'none', '--checkpoint', at('ckpt')];
    await perform([...argv, ...files, ...more, at('app.log'), ...then, '-o', at('out')]);
    const { written } = new CheckpointFile(at('ckpt')).read()!;
    const text = checkpointText(at('ckpt'), json, written + later).replaceAll(`${folder.path}/`, '');
    return text.replaceAll(/\d+(?=\))|(?<="(place|device|inode)": ")[\d:]+/g, 'N').replaceAll(/20\d\d-\d\d-\d\dT\S+Z/g, 'T'); // prettier-ignore
  });
}

test('a person reads where it stands, what it holds and what it belongs to', async () => {
  const [head, then, ...rest] = (await shown(false, 3_725_000, ['--no-drain'])).split('\n');
  expect(head).toMatch(/^ckpt, written T \(1h2m5s ago\), time-zone data \d+[a-z]+$/);
  expect(then).toBe('A run on this file goes on with 3 open windows and 3 keys.');
  const [standing, options] = rest.join('\n').split('\noptions:\n');
  expect(standing).toBe(`
watermark   T
clock       T
so far      101 lines, 100 events, 6 late, 1 rejected

inputs:
  app.log: 4,389 bytes, 101 lines read, to its end

outputs:
  results: 3,834 bytes (inode N)
  late: 264 bytes (inode N)
`);
  expect(options).toContain('  --window            tumbling:1s\n');
});

test('of a complete run it says so', async () => {
  expect((await shown(false, 0, [])).split('\n')[1]).toBe(
    'The run is complete: all windows were closed, and new input will be refused.',
  );
});

test('a program reads the same as JSON', async () => {
  expect(JSON.parse(await shown(true, 0, ['--no-drain']))).toMatchObject({
    written: 'T',
    drained: false,
    watermark: 'T',
    openWindows: 3,
    keys: 3,
    lines: 101,
    events: 100,
    rejected: 1,
    inputs: [{ name: 'app.log', lines: 101, finished: true, file: { device: 'N', inode: 'N' } }],
    outputs: { results: { place: 'N' }, late: { place: 'N' }, rejects: null, sequence: null },
    options: { window: 'tumbling:1s', key: '$.key' },
  });
});

const chain = ['then', 'fill', '--for', '5s', 'then', 'top', '1', '--by', 'count', '--window', 'tumbling:2s'];

test('of several steps each is shown', async () => {
  const [, then, ...rest] = (await shown(false, 0, ['--no-drain'], chain)).split('\n');
  expect(then).toBe('A run on this file goes on with 4 open windows and 7 keys.');
  expect(rest.join('\n').split('\noptions:\n')[0]).toBe(`
step 1:
  watermark   T
  clock       T
  so far      101 lines, 100 events, 6 late, 1 rejected
  holds       3 open windows and 3 keys

step 2, fill:
  watermark   T
  clock       T
  so far      27 lines, 27 events, 0 late, 0 rejected
  holds       0 open windows and 3 keys

step 3, top:
  watermark   T
  clock       T
  so far      27 lines, 27 events, 0 late, 0 rejected
  holds       1 open window and 1 key

inputs:
  app.log: 4,389 bytes, 101 lines read, to its end

outputs:
  late: 264 bytes (inode N)
  step 3 results: 1,124 bytes (inode N)
`);
  const { then: steps } = JSON.parse(await shown(true, 0, ['--no-drain'], chain)) as { readonly then: unknown };
  expect(steps).toMatchObject([
    { verb: 'fill', lines: 27, late: 0, outputs: { results: null } },
    { verb: 'top', lines: 27, outputs: { results: { place: 'N' } } },
  ]);
});
