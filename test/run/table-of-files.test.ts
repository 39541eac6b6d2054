// A table is aligned by rows that are written together. Of files these are the same rows, however long they take to come.
import { expect, test } from 'vitest';
import { newFolder } from '../program.js';

test('rows of a file that come slowly are one table', async () => {
  const { write, flowctl } = newFolder();
  const line = (t: number, k: string): string => `{"t":${t},"k":"${k}"}\n`;
  // A window that ends at once, then half a second of work, then one with a wider key.
  const work = Array.from({ length: 60_000 }, () => line(5000, 'a')).join('');
  write('in', `${line(1, 'a')}${line(2000, 'a')}${work}${line(9000, 'a key that is wider')}`);
  const options = ['--time', 't', '--time-format', 'ms', '--key', 'k', '--window', 'tumbling:1s'];
  const conditions = Array.from({ length: 8 }, (_, i) => ['--where', `size(k.split("")) != ${1000 + i}`]).flat();
  const { stdout } = await flowctl([...options, ...conditions, '--output-format', 'table', 'in']);
  expect(stdout.replace(/ +/g, ' ')).toBe(
    [
      'start end k count',
      '1970-01-01 00:00:00 1970-01-01 00:00:01 a 1',
      '1970-01-01 00:00:02 1970-01-01 00:00:03 a 1',
      '1970-01-01 00:00:05 1970-01-01 00:00:06 a 60000',
      '1970-01-01 00:00:09 1970-01-01 00:00:10 a key that is wider 1',
      '',
    ].join('\n'),
  );
});
