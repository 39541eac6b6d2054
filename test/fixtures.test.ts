// Golden cases of the real program: fixtures/<area>/<case>/ holds a command and what it says. `cmd` is run by bash in a
// copy of the folder, with flowctl on its PATH; then standard output must be `out`, standard error `stderr` (nothing,
// where there is no such file), the exit status `status` (0), and every other file named in `files/` must read as there.
// FLOWCTL_UPDATE=1 writes what was seen; read the difference before you commit it.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Folder, inFolder, type Outcome, root } from './program.js';

const fixtures = join(root, 'fixtures');
const update = process.env['FLOWCTL_UPDATE'] !== undefined;

function casesOf(area: string): readonly string[] {
  return readdirSync(join(fixtures, area)).filter((name) => existsSync(join(fixtures, area, name, 'cmd')));
}

/** Runs the command of a case in a copy of its folder, where nothing of what is expected stands. */
function perform(path: string, copy: Folder): Promise<Outcome> {
  cpSync(path, copy.path, { recursive: true });
  for (const expected of ['out', 'stderr', 'status', 'files'])
    rmSync(copy.at(expected), { recursive: true, force: true });
  return copy.bash('exec bash cmd', { env: { NO_COLOR: '1' } });
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
  test.concurrent.each(casesOf(area))('%s', (name) =>
    inFolder(async (copy) => {
      const at = (part: string): string => join(fixtures, area, name, part);
      const { stdout, stderr, status } = await perform(at('.'), copy);
      held(at('out'), stdout, '');
      held(at('stderr'), stderr, '');
      held(at('status'), `${status}\n`, '0\n');
      if (!existsSync(at('files'))) return;
      for (const file of readdirSync(at('files'))) held(at(`files/${file}`), copy.has(file) ? copy.read(file) : '', '');
    }),
  );
});
