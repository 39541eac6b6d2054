// Completions: every option in every shell's script, and in bash what TAB really offers.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completion, shells } from '../../src/cli/complete.js';
import { known } from '../../src/cli/options.js';

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

describe.each(shells)('the script for %s', (shell) => {
  it('has every option', () => {
    const script = completion(shell);
    for (const { long } of known.values())
      expect(script).toMatch(new RegExp(shell === 'fish' ? ` -l ${long} ` : `--${long}\\b`));
  });

  it.runIf(has(shell))('is understood by the shell', () => {
    const { status, stderr } = spawnSync(shell, ['-n'], { input: completion(shell), encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});

describe.runIf(has('bash'))('TAB in bash', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flowctl-complete-'));
  writeFileSync(join(folder, 'access.log'), '');

  /** What is offered for the last of these words. */
  function offered(...words: string[]): string[] {
    const list = words.map((word) => `'${word}'`).join(' ');
    const call = `COMP_WORDS=(flowctl ${list}); COMP_CWORD=${words.length}; COMPREPLY=(); _flowctl; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', `${completion('bash')}\n${call}`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    return stdout.split('\n').filter((line) => line !== '');
  }

  it.each<[readonly string[], readonly string[]]>([
    [['--acc'], ['--accept', '--accumulation']],
    [
      ['--accumulation', ''],
      ['discarding', 'accumulating', 'retracting'],
    ],
    [['--accumulation', '=', 'disc'], ['discarding']],
    [['--window', 'tu'], ['tumbling:']],
    [
      ['--early', 'del'],
      ['delay', 'delta'],
    ],
    [['--late', 'acc'], ['access.log']],
    [['-o', 'acc'], ['access.log']],
    [['--tz', 'Europe/Berl'], ['Europe/Berlin']],
    [['--time-format', 'i'], ['iso']],
    [['exp'], ['explain']],
    [['a'], ['access.log']],
    [['help', 'wi'], ['windows']],
    [['completion', 'f'], ['fish']],
    [['checkpoint', ''], ['show']],
    [['explain', '--allowed'], ['--allowed-lateness']],
    [['--time', 'x'], []],
  ])('after %j offers %j', (words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });
});
