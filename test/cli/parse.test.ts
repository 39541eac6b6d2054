// argv → options as typed: the layers, and every problem at once.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { belongsTo, type Flag } from '../../src/cli/flag.js';
import { known } from '../../src/cli/options.js';
import { parse } from '../../src/cli/parse.js';

const noFile = (path: string): string => {
  throw new Error(`ENOENT: ${path}`);
};

async function parsed(argv: readonly string[], environment?: string, files: Readonly<Record<string, string>> = {}) {
  const typed = await parse(argv, environment, (path) => files[path] ?? noFile(path));
  return {
    ...typed,
    problems: typed.problems.map(({ origin, about, message }) => [origin, about, message].filter(Boolean).join(': ')),
  };
}

describe('the command line', () => {
  it('takes options and operands in any order', async () => {
    const { options, operands, problems } = await parsed([
      'a.log',
      '--time',
      '$.ts',
      '--agg=count',
      'b.log',
      '-o',
      'x',
      '--agg',
      'sum(b)',
    ]);
    expect(options).toEqual({ time: '$.ts', agg: ['count', 'sum(b)'], output: 'x' });
    expect(operands).toEqual(['a.log', 'b.log']);
    expect(problems).toEqual([]);
  });

  it.each<[string, readonly string[], object, readonly string[]]>([
    ['- is standard input, and a value', ['-', '-o', '-'], { output: '-' }, ['-']],
    ['-- ends the options', ['--follow', '--', '--fresh', '-', '@x'], { follow: true }, ['./--fresh', '-', './@x']],
    ['values may begin with a dash', ['--where', '-1 < @.a', '--idle=-3ms'], { where: ['-1 < @.a'], idle: '-3ms' }, []],
    ['values may hold = signs', ['--key=host=$.a', '--where=@.a == 1'], { key: ['host=$.a'], where: ['@.a == 1'] }, []],
    ['short options may be grouped', ['-qo', 'x'], { quiet: true, output: 'x' }, []],
    ['a short option takes its value directly', ['-ox.ndjson'], { output: 'x.ndjson' }, []],
    ['--no-drain is a switch of its own', ['--no-drain'], { 'no-drain': true }, []],
    ['a switch may be given twice', ['-v', '-v'], { verbose: true }, []],
  ])('%s', async (_, argv, options, operands) => {
    const typed = await parsed(argv);
    expect(typed.problems).toEqual([]);
    expect({ ...typed.options }).toEqual(options);
    expect(typed.operands).toEqual(operands);
  });

  it('reports every unknown, duplicate and malformed option together', async () => {
    const { problems } = await parsed([
      ...['--windw', 'tumbling:1m', '--tz', 'UTC', '--tz', 'Europe/Rome', '--follow=yes', '-x', '--accumulation'],
      ...['--on-time', 'somtimes', '--color', 'nevr', '--frobnicate=3', '--output'],
    ]);
    expect(problems).toEqual([
      '--accumulation: its value is missing',
      '--output: its value is missing',
      '--windw: there is no such option; did you mean --window?',
      '--follow: it is a switch and takes no value',
      '-x: there is no such option',
      '--frobnicate: there is no such option',
      '--tz: given 2 times: "UTC" and "Europe/Rome"; keep one',
      '--color: "nevr" is none of its values; did you mean never?',
    ]);
  });

  it('accepts no abbreviations, but suggests what they begin', async () => {
    expect((await parsed(['--win', 'x'])).problems).toEqual(['--win: there is no such option; did you mean --window?']);
  });

  it('is not misled by names of Object.prototype', async () => {
    const { problems } = await parsed(['--__proto__', '--constructor=1', '--toString']);
    expect(problems).toHaveLength(3);
  });
});

describe('option files and FLOWCTL_OPTS', () => {
  const file = `# how we count
--window tumbling:1m   --time '$.ts' # event time
--agg 'errors=count($.error)' --agg count
\t--where '@.a == "x # y"'
-o out.ndjson --follow
`;

  it('hold options, several a line, with comments and quotes', async () => {
    const { options, problems } = await parsed(['@my.opts', 'in.log'], undefined, { 'my.opts': file });
    expect(problems).toEqual([]);
    expect(options).toEqual({
      window: 'tumbling:1m',
      time: '$.ts',
      agg: ['errors=count($.error)', 'count'],
      where: ['@.a == "x # y"'],
      output: 'out.ndjson',
      follow: true,
    });
  });

  it('give way to the command line, and the environment to both; repeatable options are replaced as a whole', async () => {
    const { options, origins } = await parsed(
      ['--agg', 'sum(x)', '@my.opts', '--window', 'global'],
      '--tz Europe/Rome --time t --agg count',
      { 'my.opts': file },
    );
    expect(options).toMatchObject({ agg: ['sum(x)'], window: 'global', tz: 'Europe/Rome', time: '$.ts' });
    expect([...origins]).toEqual(
      expect.arrayContaining([
        ['tz', 'FLOWCTL_OPTS'],
        ['time', 'my.opts:2'],
      ]),
    );
  });

  it('of options that exclude each other the stronger layer wins', async () => {
    expect((await parsed(['--trigger', 'always'], '--early count(1) --late-firing always')).options).toEqual({
      trigger: 'always',
    });
    expect((await parsed(['--early', 'always'], '--trigger default')).options).toEqual({ early: 'always' });
    expect((await parsed(['-v'], '-q')).options).toEqual({ verbose: true });
  });

  it('have their problems reported with their place', async () => {
    const bad = `--windw x\n--tz UTC --tz CET\n--follow=no\nin.log\n--agg NAME='count'\n--agg "count\n--output\n`;
    const { problems } = await parsed(['@bad.opts', '@gone', '--nonsense'], '--time', { 'bad.opts': bad });
    expect(problems).toEqual([
      'FLOWCTL_OPTS: --time: its value is missing',
      'bad.opts:1: --windw: there is no such option; did you mean --window?',
      'bad.opts:1: x: only options can stand here; name inputs and @FILE on the command line',
      'bad.opts:3: --follow: it is a switch and takes no value',
      'bad.opts:4: in.log: only options can stand here; name inputs and @FILE on the command line',
      "bad.opts:5: put the whole value in quotes: 'NAME=…', not NAME='…'",
      'bad.opts:6: a quote (") is not closed',
      'bad.opts:7: --output: its value is missing',
      'bad.opts:2: --tz: given 2 times: "UTC" and "CET"; keep one',
      '@gone: cannot read the option file "gone": ENOENT: gone',
      '--nonsense: there is no such option',
    ]);
  });
});

describe('printed options', () => {
  // A plan is read at once, and then it is the file that has to be right.
  const valued = [...known.values()].filter(
    (flag) => flag.argument !== undefined && flag.long !== 'plan' && belongsTo(flag, 'run'),
  );
  const option = fc
    .constantFrom(...valued)
    .chain((flag: Flag) =>
      (flag.choices === undefined ? fc.string() : fc.constantFrom(...flag.choices)).map(
        (value) => [flag.long, value] as const,
      ),
    );

  it('are read back as they were, whatever their values', async () => {
    const options = fc.uniqueArray(option, { selector: ([name]) => name });
    await fc.assert(
      fc.asyncProperty(options, async (given) => {
        const { options: read, operands, problems } = await parsed(given.map(([name, value]) => `--${name}=${value}`));
        expect(problems).toEqual([]);
        expect(operands).toEqual([]);
        const values = Object.entries(read).map(([name, value]) => [
          name,
          Array.isArray(value) ? (value as string[])[0] : value,
        ]);
        expect(values).toEqual(given.map(([name, value]) => [name, value]));
      }),
    );
  });
});
