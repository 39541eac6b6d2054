// The manual page is made from the flag list; the committed one is not stale, and a formatter has nothing to complain of.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { known } from '../../src/cli/options.js';
import { manualPage } from '../../src/cli/man.js';
import { registries } from '../../src/cli/registries.js';

const root = new URL('../../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
const page = manualPage(version);
const hasGroff = spawnSync('groff', ['--version']).status === 0;

describe('flowctl(1)', () => {
  it('is committed as it would be made now (npm run man)', () => {
    expect(readFileSync(new URL('man/flowctl.1', root), 'utf8')).toBe(page);
  });

  it('is plain ASCII', () => {
    expect(page).toMatch(/^[\n\u0020-\u007e]*$/);
  });

  it.runIf(hasGroff)('is rendered without warnings, with every option and every entry', () => {
    const format = ['-man', '-Tascii', '-ww', '-P-c', '-P-b', '-P-u', '-rLL=200n'];
    const { stdout, stderr } = spawnSync('groff', format, { input: page, encoding: 'utf8' });
    expect(stderr).toBe('');
    const text = stdout.replace(/\s+/g, ' ');
    for (const { long } of known.values()) expect(text).toContain(`--${long} `);
    const plain = (form: string): string => form.replaceAll('…', '...');
    for (const entry of Object.values(registries).flat()) expect(text).toContain(plain(entry.form));
    for (const title of [
      'NAME',
      'SYNOPSIS',
      'DESCRIPTION',
      'OPTIONS',
      'OUTPUT RECORDS',
      'EXIT STATUS',
      'ENVIRONMENT',
      'FILES',
      'SIGNALS',
      'EXAMPLES',
      'SEE ALSO',
      'BUGS',
    ])
      expect(text).toContain(` ${title} `);
  });

  it.runIf(hasGroff)('has examples that can be copied', () => {
    const text = execFileSync('groff', ['-man', '-Tascii', '-P-c', '-P-b', '-P-u'], { input: page, encoding: 'utf8' });
    expect(text).toContain(`tail -F access.ndjson | flowctl --time '$.ts' --key '$.path' --window tumbling:1m \\`);
  });
});
