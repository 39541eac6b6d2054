// The manual page is made from the flag list; the committed one is not stale, and a formatter has nothing to complain of.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schemes } from '../../src/cli/operand.js';
import { known } from '../../src/cli/options.js';
import { manualPage } from '../../src/cli/man.js';
import { registries } from '../../src/cli/registries.js';
import { roff } from '../../src/cli/roff.js';
import { Account } from '../../src/report/account.js';
import { noEvents } from '../../src/model/counters.js';
import { terms } from '../../src/cli/topic/terms.js';
import { hasProgram, newFolder } from '../program.js';

const root = new URL('../../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
const page = manualPage(version);
const hasGroff = hasProgram('groff');

describe('flowctl(1)', () => {
  it('is committed as it would be made now (npm run man)', () => {
    expect(readFileSync(new URL('man/flowctl.1', root), 'utf8')).toBe(page);
  });

  it('has every entry of every registry, every term, and the watermarks in their section', () => {
    const part = (title: string): string => page.split(/^\.SH /m).find((text) => text.startsWith(`"${title}"`))!;
    const bold = (text: string): string => roff([{ terms: [[text, '']] }]).split('\n')[1]!;
    for (const { form } of Object.values(registries).flat()) expect(part('OPTIONS')).toContain(bold(form));
    for (const { form } of registries.watermarks) expect(part('WATERMARKS AND LATE EVENTS')).toContain(bold(form));
    for (const { name } of terms) expect(part('TERMS')).toContain(bold(name));
  });

  it('has every kind of input, every reason of a reject or a late event, and every exit status of a golden case', () => {
    const part = (title: string): string => page.split(/^\.SH /m).find((text) => text.startsWith(`"${title}"`))!;
    const named = (text: string): readonly string[] =>
      [...text.matchAll(/^\.TP\n\\fB(.*)\\fR$/gm)].flatMap(([, term]) => term!.replaceAll('\\', '').split(', '));
    const inputs = named(part('INPUTS'));
    for (const scheme of schemes) expect(inputs.map((name) => name.replace(/:.*$/, ''))).toContain(scheme);
    expect(named(part('OUTPUT RECORDS'))).toEqual(expect.arrayContaining(Object.keys(new Account().rejected)));
    expect(named(part('WATERMARKS AND LATE EVENTS'))).toEqual(expect.arrayContaining(Object.keys(noEvents().late)));
    const statuses = readdirSync(new URL('fixtures/', root), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('/status') && statSync(new URL(`fixtures/${name}`, root)).isFile())
      .map((name) => readFileSync(new URL(`fixtures/${name}`, root), 'utf8').trim());
    const all = [...new Set([...statuses, '0', '1', '2', '3', '4', '75', '130', '141', '143'])];
    expect(named(part('EXIT STATUS'))).toEqual(expect.arrayContaining(all));
  });

  it('announces nothing that does not follow', () => {
    for (const [, below] of page.matchAll(/:\n(.*)/g)) expect(below).toMatch(/^\.(PP|TP|RS)/);
  });

  it('is plain ASCII', () => {
    expect(page).toMatch(/^[\n\u0020-\u007e]*$/);
  });

  it.runIf(hasGroff)('is rendered without warnings, with every option and every entry', async () => {
    const groff = 'groff -man -Tascii -ww -P-c -P-b -P-u -rLL=200n';
    const { stdout, stderr } = await newFolder().bash(groff, { input: page });
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

  it.runIf(hasGroff)('has examples that can be copied', async () => {
    const { stdout: text } = await newFolder().bash('groff -man -Tascii -P-c -P-b -P-u', { input: page });
    expect(text).toContain(`tail -F access.ndjson | flowctl --time '$.ts' --key '$.path' --window tumbling:1m \\`);
  });
});
