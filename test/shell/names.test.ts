// Hostile and odd file names: what is no UTF-8 opens, and what a terminal would obey is shown, not sent.
import { describe, expect, test } from 'vitest';
import { newFolder } from '../program.js';
import { lines } from './events.js';

const run = "flowctl --window count:1 --agg 'n=max(n)'";

function numbers(rows: string): readonly number[] {
  return lines(rows).map((row) => (JSON.parse(row) as { n: number }).n);
}

describe.concurrent('a name that is not UTF-8', () => {
  const files = `echo '{"n":1}' >$'a\\xff.log'; echo '{"n":2}' >$'b\\xe9.log'; echo '{"n":3}' >c.log`;
  test('is opened, given by the shell or by a pattern', async () => {
    const { bash } = newFolder();
    const { stdout, stderr } = await bash(`${files}; ${run} *.log; ${run} '*.log'; ${run} -- $'?\\xe9*'`);
    expect([stderr, numbers(stdout)]).toEqual(['', [1, 2, 3, 1, 2, 3, 2]]);
  });
  test('of a folder, and of a named pipe', async () => {
    const { bash } = newFolder();
    const { stdout, stderr } = await bash(
      `mkdir $'\\xfe'; cd $'\\xfe'; ${files}; mkfifo $'p\\xff'; cat c.log >$'p\\xff' & cd ..; ${run} '*/*.log' $'\\xfe/p\\xff'`,
    );
    expect([stderr, [...numbers(stdout)].sort()]).toEqual(['', [1, 2, 3, 3]]);
  });
  test('is known again by a checkpoint, which shows it', async () => {
    const { bash, read } = newFolder();
    const cron = `${run} --checkpoint state --no-drain -o rows *.log`;
    const { stdout, stderr } = await bash(
      `${files}; ${cron}; echo '{"n":4}' >>$'a\\xff.log'; ${cron}; flowctl checkpoint show state`,
    );
    expect([stderr, numbers(read('rows'))]).toEqual(['', [1, 2, 3, 4]]);
    expect(stdout).toContain('  a\\xff.log: 16 bytes');
  });
  test('is an output as well', async () => {
    const { bash } = newFolder();
    const { stdout } = await bash(`${files}; ${run} c.log -o $'\\xfe.out'; cat $'\\xfe.out'`);
    expect(numbers(stdout)).toEqual([3]);
  });
  test('is shown escaped, and in rejects as JSON that can be read back', async () => {
    const { bash } = newFolder();
    const { stdout, stderr } = await bash(`echo bad >$'a\\xff'; ${run} $'a\\xff'; ${run} --rejects - $'a\\xff'; ${run} $'no\\xff'`); // prettier-ignore
    expect(stderr).toContain('a\\xff:1: expected a value');
    expect(stderr).toContain('cannot read no\\xff: No such file');
    expect((JSON.parse(stdout) as { source: string }).source).toBe('a\udcff');
  });
});

describe.concurrent('control characters of a name are shown, not sent', () => {
  const name = "$'x\\e[2J\\n'";
  const shown = 'x\\u001b[2J\\u000a';
  test.each([
    ['an input that is not there', `${run} ${name}`, `cannot read ${shown}: no file matches it`],
    ['a folder', `mkdir ${name}; ${run} ${name}`, `cannot read ${shown}: Is a directory`],
    ['an output', `mkdir d; ${run} -o d/${name}/x /dev/null`, `cannot write d/${shown}/x: No such file`],
    ['a reject', `echo bad >${name}; ${run} ${name}`, `${shown}:1: expected a value`],
    ['a compressed file', `echo x | gzip | head -c 15 >${name}; ${run} ${name}`, `cannot read ${shown}: its gzip`],
    ['a checkpoint', `${run} --checkpoint ${name}/c /dev/null`, `cannot lock ${shown}/c`],
    ['a checkpoint to show', `flowctl checkpoint show ${name}`, `cannot read the checkpoint ${shown}:`],
    ['bad data under --strict', `echo bad >${name}; ${run} --strict ${name}`, `${shown}: line 1, byte 0`],
    ['an unfinished line', `printf '{}' >${name}; ${run} -v --checkpoint c --no-drain ${name}`, `end in ${shown}`],
    ['a socket', `$node -e 'net.createServer().listen("x\\x1b[2J\\n",()=>process.exit())'; ${run} ./${name}`, shown],
    ['an unknown option', `${run} --${name}`, `--${shown}: there is no such option`],
    ['a checkpoint in words', `echo '{}' >${name}; ${run} --checkpoint c ${name}; flowctl checkpoint show c`, `${shown}: 3 bytes`], // prettier-ignore
    ['explain', `flowctl explain ${name} -o ${name}.out`, `results: ${shown}.out`],
  ])('%s', async (_, command, expected) => {
    const { bash } = newFolder();
    const { stdout, stderr } = await bash(command);
    const said = stdout + stderr;
    expect(said).toContain(expected);
    expect(said).not.toContain('\u001b');
  });
});
