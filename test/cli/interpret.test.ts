// The first words decide what is done: run, explain, show help or something else.
import { describe, expect, it } from 'vitest';
import { command, said } from './context.js';

describe('verbs', () => {
  it('run is what is done without one', async () => {
    expect((await command([])).kind).toBe('run');
    expect((await command(['run', 'a.log'])).kind).toBe('run');
  });

  it('help is shown on standard error, with status 2, when there is a terminal and nothing to read', async () => {
    const asked = await command([], { stdinIsTerminal: true });
    expect(asked).toMatchObject({ kind: 'print', to: 'stderr', status: 2 });
    expect((await command(['a.log'], { stdinIsTerminal: true })).kind).toBe('run');
    expect((await command(['-'], { stdinIsTerminal: true })).kind).toBe('run');
    expect((await command(['explain'], { stdinIsTerminal: true })).kind).toBe('explain');
  });

  it.each([[['--version']], [['run', '--version']], [['-q', '--version', '--window', 'nonsense']]])(
    '%j is the version',
    async (argv) => {
      expect(await command(argv)).toEqual({ kind: 'print', text: 'flowctl 1.2.3\n', to: 'stdout', status: 0 });
    },
  );

  it.each([
    [['-h']],
    [['--help']],
    [['explain', '--help']],
    [['help']],
    [['help', 'windows']],
    [['--nonsense', '--help']],
  ])('%j is help on standard output, with status 0', async (argv) => {
    expect(await command(argv)).toMatchObject({ kind: 'print', to: 'stdout', status: 0 });
  });

  it('-- makes help an input', async () => {
    expect(await command(['--', '--help'])).toMatchObject({
      kind: 'run',
      job: { streams: [{ inputs: [{ path: './--help' }] }] },
    });
  });

  it('checkpoint show names a file', async () => {
    expect(await command(['checkpoint', 'show', 's.ckpt'])).toEqual({
      kind: 'checkpoint-show',
      file: 's.ckpt',
      json: false,
    });
    expect(await command(['checkpoint', 'show', '--json', 's.ckpt'])).toMatchObject({ json: true });
    expect(await said(['checkpoint', 'show'])).toBe(
      `flowctl: checkpoint: which file?\n  accepted: flowctl checkpoint show [--json] FILE|DIR\nTry 'flowctl help checkpoints'.\n`,
    );
    expect((await command(['checkpoint'])).kind).toBe('misuse');
    expect((await command(['checkpoint', 'show', 'a', 'b'])).kind).toBe('misuse');
    expect((await command(['checkpoint', 'show', '--jsn', 'a'])).kind).toBe('misuse');
  });

  it('completion names a shell', async () => {
    expect(await said(['completion', 'bash'])).toContain('complete ');
    expect(await said(['completion', 'tcsh'])).toBe(
      `flowctl: completion: there are no completions for "tcsh"\n  accepted: flowctl completion bash|zsh|fish\nTry 'flowctl help'.\n`,
    );
  });
});

describe('option files and the environment', () => {
  it('are read', async () => {
    const readFile = (path: string): string => (path === 'my.opts' ? '--time ts\n--window tumbling:1m' : '');
    const asked = await command(['@my.opts', 'a.log'], { readFile }, { FLOWCTL_OPTS: '--threads 3' });
    expect(asked).toMatchObject({ kind: 'run', job: { threads: 3 } });
    expect(asked.kind === 'run' && asked.job.meaning()).toMatchObject({ window: 'tumbling:1m' });
  });
});
