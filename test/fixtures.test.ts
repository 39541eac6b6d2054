// Golden cases of the real program: fixtures/<area>/<case>/ holds a command and what it says. `cmd` is run by bash in a
// copy of the folder, with flowctl on its PATH; then standard output must be `out`, standard error `stderr` (nothing,
// where there is no such file), the exit status `status` (0), and every other file named in `files/` must read as there.
// FLOWCTL_UPDATE=1 writes what was seen; read the difference before you commit it.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const fixtures = join(root, 'fixtures');
const update = process.env['FLOWCTL_UPDATE'] !== undefined;

function casesOf(area: string): readonly string[] {
  return readdirSync(join(fixtures, area)).filter((name) => existsSync(join(fixtures, area, name, 'cmd')));
}

async function perform(folder: string): Promise<{ out: string; stderr: string; status: string; room: string }> {
  const room = mkdtempSync(join(tmpdir(), 'flowctl-case-'));
  cpSync(folder, room, { recursive: true });
  for (const expected of ['out', 'stderr', 'status', 'files'])
    rmSync(join(room, expected), { recursive: true, force: true });
  const env = { PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}`, TZ: 'UTC', LC_ALL: 'C', NO_COLOR: '1' };
  const done = await execa('bash', ['cmd'], { cwd: room, env, reject: false, stripFinalNewline: false, input: '' });
  return { out: done.stdout, stderr: done.stderr, status: `${done.exitCode ?? -1}\n`, room };
}

function held(path: string, seen: string, fallback: string): void {
  if (update && (seen !== fallback || existsSync(path))) {
    if (seen === fallback) rmSync(path);
    else writeFileSync(path, seen);
  }
  expect(seen, path).toBe(existsSync(path) ? readFileSync(path, 'utf8') : fallback);
}

const areas = readdirSync(fixtures).filter(
  (area) => existsSync(join(fixtures, area)) && !area.includes('.') && casesOf(area).length > 0,
);

describe.each(areas)('%s', (area) => {
  test.concurrent.each(casesOf(area))('%s', async (name) => {
    const folder = join(fixtures, area, name);
    const { out, stderr, status, room } = await perform(folder);
    held(join(folder, 'out'), out, '');
    held(join(folder, 'stderr'), stderr, '');
    held(join(folder, 'status'), status, '0\n');
    const files = join(folder, 'files');
    if (existsSync(files)) {
      for (const file of readdirSync(files)) {
        const seen = existsSync(join(room, file)) ? readFileSync(join(room, file), 'utf8') : '';
        if (update) mkdirSync(files, { recursive: true });
        held(join(files, file), seen, '');
      }
    }
    rmSync(room, { recursive: true });
  });
});
