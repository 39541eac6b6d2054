// What is published: the files in the package, and that it runs from where npm puts it, wherever one stands.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lines, room, root } from './bash.js';

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
    const { stdout } = await room().bash(`${pack} --dry-run`, { env: quietly });
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
    const inside = files.filter(({ path }) => path.startsWith('dist/')).map(({ path }) => path);
    expect(inside.filter((path) => !/\.(js|d\.ts|js\.map|wasm)$|^dist\/program\/package\.json$/.test(path))).toEqual(
      [],
    );
    const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const places = new Set(inside.filter((path) => path.split('/').length > 2).map((path) => path.split('/')[1]!));
    expect([...places].sort()).toEqual([...rooms.map(({ name }) => name), 'program'].sort());
    for (const needed of ['dist/program/main.js', 'dist/kernel/scan.wasm', 'dist/kernel/print.wasm', 'dist/main.js'])
      expect(inside).toContain(needed);
    expect(size).toBeLessThan(1_500_000);
  });
});

describe('the tarball', () => {
  test('unpacked anywhere, it runs from anywhere, through a link', async () => {
    const { bash } = room();
    const { stdout, status } = await bash(
      `${pack} >packed && tar xzf flowctl-*.tgz && ln -s '${root}/node_modules' package/node_modules && ln -s "$PWD/package/bin/flowctl" link
      here=$PWD; cd /; echo '{"a":1}' | "$here/link"; "$here/link" --version; echo x | "$here/link" --rejects - -o none`,
      { env: quietly },
    );
    expect(status).toBe(0);
    const [row, version, reject] = lines(stdout);
    expect(row).toContain('"count":1');
    expect(version).toMatch(/\d+\.\d+\.\d+$/);
    expect(reject).toContain('"reason":"json"');
  });

  test('is installed by npm, from what npm has at hand', async ({ skip }) => {
    const { bash } = room();
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
  const { bash } = room();
  const time = (command: string): string =>
    `for i in 1 2 3 4 5; do s=$(date +%s%N); ${command} >/dev/null; echo $((($(date +%s%N) - s) / 1000000)); done | sort -n | head -1`;
  const { stdout } = await bash([time('$node -e 0'), time('flowctl --version'), time('flowctl --help')].join('\n'));
  const [node, version, help] = lines(stdout).map(Number);
  expect(version! - node!).toBeLessThan(100);
  expect(help! - node!).toBeLessThan(150);
});
