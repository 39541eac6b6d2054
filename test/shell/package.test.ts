// What is published: the files in the package, and that it runs from where npm puts it, wherever one stands.
import { describe, expect, test } from 'vitest';
import { newFolder, root } from '../program.js';
import { events, lines, tumbling } from './events.js';

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}
const quietly = {
  npm_config_update_notifier: 'false',
  npm_config_fund: 'false',
  npm_config_audit: 'false',
  npm_config_loglevel: 'error',
};
const pack = `npm pack '${root}' --ignore-scripts --json`;

describe('npm pack', () => {
  test('takes what a user needs, and nothing else', async () => {
    const { stdout } = await newFolder().bash(`${pack} --dry-run`, { env: quietly });
    const [{ files, size }] = JSON.parse(stdout) as [Packed];
    const outside = files.filter(({ path }) => !path.startsWith('dist/'));
    expect(outside.map(({ path }) => path).sort()).toEqual([
      'LICENSE',
      'README.md',
      'bin/flowctl',
      'bin/package.json',
      'man/flowctl.1',
      'package.json',
    ]);
    expect(outside.find(({ path }) => path === 'bin/flowctl')!.mode & 0o111).toBe(0o111);
    // The program in one piece, and what it reads; not the modules it was made of, nor what one machine made of it.
    const inside = files.filter(({ path }) => path.startsWith('dist/')).map(({ path }) => path);
    const known = /^dist\/(program\/[^/]+|kernel\/[\w-]+\.wasm)$/;
    expect(inside.filter((path) => !known.test(path))).toEqual([]);
    const kernel = ['scan', 'scan-shared', 'print'].map((name) => `dist/kernel/${name}.wasm`);
    for (const needed of ['dist/program/main.js', 'dist/program/worker.js', ...kernel])
      expect(inside).toContain(needed);
    expect(size).toBeLessThan(500_000);
  });
});

describe('the tarball', () => {
  test('unpacked anywhere, it runs from anywhere, through a link', async () => {
    const { bash, write } = newFolder();
    write('log', events(1000));
    // Most of it without any other package; a few options load theirs.
    const { stdout, stderr, status } = await bash(
      `${pack} >packed && tar xzf flowctl-*.tgz && ln -s "$PWD/package/bin/flowctl" link
      here=$PWD; cd /; echo '{"a":1}' | "$here/link"; "$here/link" --version; "$here/link" --color always --help | wc -l
      FLOWCTL_OPTS='--agg count' "$here/link" explain | wc -l; "$here/link" completion bash | wc -l
      "$here/link" ${tumbling} --key k --threads 2 --checkpoint "$here/state" "$here/log"
      "$here/link" checkpoint show "$here/state" | head -1; "$here/link" --each 'words($.k)' "$here/log"
      ln -s '${root}/node_modules' "$here/package/node_modules"; printf '{}\\nx\\n' | "$here/link" --rejects - -o none
      "$here/link" --window calendar:day --tz Europe/Berlin --time t "$here/log"
      "$here/link" --where '@.n > 9 && match(@.k, "a|b")' "$here/log"`,
      { env: quietly },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [row, version, help, explained, completion, ...others] = lines(stdout);
    expect(row).toContain('"count":1');
    expect(version).toMatch(/\d+\.\d+\.\d+$/);
    expect([help, explained, completion].map((count) => Number(count) > 4)).toEqual([true, true, true]);
    expect(others.slice(0, 3).map((line) => /"count":33[34]/.test(line))).toEqual([true, true, true]);
    const [shown, words, reject, day, filtered] = others.slice(3);
    expect(shown).toContain('state, written');
    expect(words).toContain('"count":1000');
    expect(reject).toContain('"reason":"json"');
    expect(day).toContain('"start":"1969-12-31T23:00:00.000Z"');
    expect(filtered).toContain('"count":660');
  });

  test('is installed by npm, from what npm has at hand', async ({ skip }) => {
    const { bash } = newFolder();
    const env = { ...quietly, HOME: process.env['HOME'] ?? '/' };
    const { stdout, stderr, status } = await bash(
      `${pack} >packed && npm i -g --prefix "$PWD/there" --ignore-scripts --offline ./flowctl-*.tgz >&2 || exit 70
      here=$PWD; cd /; echo '{"a":1}' | "$here/there/bin/flowctl"; ls "$here/there/share/man/man1"`,
      { env },
    );
    skip(status === 70 && /ENOTCACHED|cache mode/.test(stderr), 'npm has not all the packages at hand');
    expect({ status, stderr: stderr.replace(/^(npm warn|added|changed|\s*$).*\n?/gm, '') }).toEqual({
      status: 0,
      stderr: '',
    });
    expect(lines(stdout)[0]).toContain('"count":1');
    expect(lines(stdout)[1]).toBe('flowctl.1');
  });
});

test('--version and --help are there at once', async () => {
  const { bash } = newFolder();
  const time = (command: string): string =>
    `for i in 1 2 3 4 5; do s=$(date +%s%N); ${command} >/dev/null; echo $((($(date +%s%N) - s) / 1000000)); done | sort -n | head -1`;
  const { stdout } = await bash([time('$node -e 0'), time('flowctl --version'), time('flowctl --help')].join('\n'));
  const [node, version, help] = lines(stdout).map(Number);
  expect(version! - node!).toBeLessThan(100);
  expect(help! - node!).toBeLessThan(150);
});
