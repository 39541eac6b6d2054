// Barriers of several inputs are aligned (SPEC §16): what is behind a @checkpoint line waits until all have sent it.
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { CheckpointFile } from '../../src/checkpoint/checkpoint-file.js';
import { type Folder, inFolder, newFolder, waitUntil } from '../program.js';

/** Events with the times `ts`; a text is a barrier of that id, 0 the end. */
function stream(...ts: readonly (number | string)[]): string {
  const lines = ts.map((t): string =>
    typeof t === 'string' ? `{"@checkpoint":${t}}` : t === 0 ? '{"@end":true}' : `{"t":${t}}`,
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** Passes on what comes as it comes. */
const pass =
  'flowctl dedup --time t --time-format ms --within 1ms --watermark bounded:1h --control both --late none -q';

/** What is passed on: times of events and barriers. */
function passed(text: string): readonly (number | string)[] {
  return text.split('\n').flatMap((line): (number | string)[] => {
    if (line === '') return [];
    const { t, '@checkpoint': id } = JSON.parse(line) as { readonly t?: number; readonly '@checkpoint'?: unknown };
    return t !== undefined ? [t] : id !== undefined ? [JSON.stringify(id)] : [];
  });
}

async function together(...inputs: readonly string[]): Promise<readonly (number | string)[]> {
  const { write, bash } = newFolder();
  inputs.forEach((text, i) => write(`${i}.ndjson`, text));
  const { stdout, stderr, status } = await bash(`${pass} --checkpoint state [0-9].ndjson`);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return passed(stdout);
}

describe.concurrent('files', () => {
  test('one that has sent a barrier is not read until the other has', async () => {
    expect(await together(stream(1, '7', 2, 3), stream(4, 5, '7', 6))).toEqual([1, 4, 5, '7', 2, 3, 6]);
  });

  test('… or has ended, by a line or really', async () => {
    expect(await together(stream(1, '7', 2), stream(3, 4))).toEqual([1, 3, 4, '7', 2]);
    // What comes behind the end is judged by W, which the end of the other has made late.
    expect(await together(stream(1, '7', 2), stream(3, 0, 4))).toEqual([1, 3, '7', 2]);
  });

  test('three of them, and several barriers', async () => {
    const inputs = [stream(1, '1', 2, '2', 3), stream(4, '1', '2', 5), stream('1', 6, 7, '2')];
    expect(await together(...inputs)).toEqual([1, 4, '1', 6, 2, 7, '2', 3, 5]);
  });

  test('a barrier that one of them leaves out is void', async () => {
    expect(await together(stream(1, '1', 2, '2', 3), stream(4, '2', 5))).toEqual([1, 4, 2, '2', 3, 5]);
    expect(await together(stream(1, '10', 2), stream(4, '9', 5, '10', 6))).toEqual([1, 4, 5, '10', 2, 6]);
    expect(await together(stream(1, '"a"', 2, '"b"', 3), stream(4, '"b"', 5))).toEqual([1, 4, 2, '"b"', 3, 5]);
  });

  test('a single one waits for nobody', async () => {
    expect(await together(stream(1, '"x"', 2, '"x"', '3'))).toEqual([1, '"x"', 2, '"x"', '3']);
  });
});

/** Two named pipes, which nobody closes. */
const open = 'mkfifo a b; exec 5<>a 6<>b';

describe.concurrent('pipes', () => {
  test('what is behind the barrier of one waits in the pipe, and the state is that before both', () =>
    inFolder(async (folder) => {
      const running = started(folder, `--checkpoint state --checkpoint-every 10ms a b`);
      await waitUntil(() => has(folder, stream(1)));
      folder.append('a', stream('1', 2));
      folder.append('b', stream(3));
      await waitUntil(() => has(folder, stream(3)));
      // Checkpoints that are taken meanwhile have the input before its barrier.
      await wait(300);
      expect(passed(folder.read('out'))).toEqual([1, 3]);
      await waitUntil(() => positions(folder)[1] === stream(3).length);
      expect(positions(folder)).toEqual([stream(1).length, stream(3).length]);
      folder.append('b', stream('1', 4));
      await waitUntil(() => has(folder, stream(2)) && has(folder, stream(4)));
      expect(passed(folder.read('out')).slice(0, 3)).toEqual([1, 3, '1']);
      folder.write('stop', '');
      expect(await running).toMatchObject({ status: 0, stderr: '' });
    }));

  test('a stop does not wait for the others', () =>
    inFolder(async (folder) => {
      const running = started(folder, '--checkpoint state a b');
      await waitUntil(() => has(folder, stream(1)));
      folder.append('a', stream('1', 2));
      await wait(100);
      folder.write('stop', '');
      expect(await running).toMatchObject({ status: 0, stderr: '' });
      expect(passed(folder.read('out'))).toEqual([1, 2]);
    }));
});

/** Reads the pipes a and b, into the first of which an event has gone, until the file `stop` is there. */
function started({ bash }: Folder, rest: string) {
  return bash(`${open}; ${pass} -o out ${rest} & pid=$!; printf '${stream(1).replace('\n', '\\n')}' >&5
    until [ -e stop ]; do sleep 0.02; done; kill -TERM $pid; wait $pid`);
}

function has(folder: Folder, text: string): boolean {
  return folder.has('out') && folder.read('out').includes(text);
}

function positions(folder: Folder): readonly number[] {
  return new CheckpointFile(folder.at('state')).read()!.inputs.map(({ position }) => position.offset);
}
