// Every console block of the README is run, in the order of the page, and says what the page shows: standard output and
// standard error as a terminal would mix them. FLOWCTL_UPDATE=1 writes what was seen; read it before you commit it.
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Folder, newFolder, root } from './program.js';

const page = join(root, 'README.md');
const block = /```console\n([^]*?)```/g;

interface Step {
  readonly command: string;
  readonly shown: string;
}

/** `$ ` begins a command, a backslash at the end of a line continues it, the rest is what it shows. */
function steps(text: string): readonly Step[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const lines = part.split('\n');
      let end = 0;
      while (lines[end]!.endsWith('\\')) end++;
      return { command: lines.slice(0, end + 1).join('\n'), shown: lines.slice(end + 1).join('\n') };
    });
}

async function seen(command: string, folder: Folder): Promise<string> {
  const { stdout } = await folder.bash(`exec 2>&1\n${command}`, { env: { NO_COLOR: '1' } });
  return stdout;
}

test('the README says what happens', async () => {
  const text = readFileSync(page, 'utf8');
  const folder = newFolder();
  symlinkSync(join(root, 'fixtures'), folder.at('fixtures'));
  const blocks = [...text.matchAll(block)].map(([, inside]) => steps(inside!));
  let next = text;
  for (const step of blocks.flat()) {
    const says = await seen(step.command, folder);
    if (process.env['FLOWCTL_UPDATE'] !== undefined) {
      next = next.replace(`$ ${step.command}\n${step.shown}`, () => `$ ${step.command}\n${says}`);
    } else expect(says, step.command).toBe(step.shown);
  }
  if (next !== text) writeFileSync(page, next);
});
