// Completions: every option in every shell's script, and in bash what TAB really offers.
import { describe, expect, it } from 'vitest';
import { completion, shells } from '../../src/cli/complete.js';
import { known } from '../../src/cli/options.js';
import { hasProgram, newFolder } from '../program.js';

describe.each(shells)('the script for %s', (shell) => {
  it('has every option', () => {
    const script = completion(shell);
    for (const { long } of known.values())
      expect(script).toMatch(new RegExp(shell === 'fish' ? ` -l ${long} ` : `--${long}\\b`));
  });

  it.runIf(hasProgram(shell))('is understood by the shell', async () => {
    const { status, stderr } = await newFolder().bash(`${shell} -n`, { input: completion(shell) });
    expect([status, stderr]).toEqual([0, '']);
  });
});

describe.runIf(hasProgram('bash'))('TAB in bash', () => {
  const folder = newFolder();
  folder.write('access.log', '');

  /** What is offered for the last of these words. */
  async function offered(...words: string[]): Promise<string[]> {
    const list = words.map((word) => `'${word}'`).join(' ');
    const call = `COMP_WORDS=(flowctl ${list}); COMP_CWORD=${words.length}; COMPREPLY=(); _flowctl; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = await folder.bash(`${completion('bash')}\n${call}`);
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
    [['run', 'th'], ['then']],
    [['run', 'then', 'f'], ['fill']],
    [['run', 'then', 'j'], ['join']],
  ])('after %j offers %j', async (words, expected) => {
    expect(await offered(...words)).toEqual(expected);
  });
});
