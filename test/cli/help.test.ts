// What people read: it has every option, every topic and every entry of the registries, and fits their screen.
import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { belongsTo } from '../../src/cli/flag.js';
import { fullHelp, shortHelp, verbHelp } from '../../src/cli/help.js';
import { known } from '../../src/cli/options.js';
import { coloured, pageText, plain } from '../../src/cli/page.js';
import { registries } from '../../src/cli/registries.js';
import { terms } from '../../src/cli/topic/terms.js';
import { topics } from '../../src/cli/topic/index.js';
import { operatorVerbs } from '../../src/cli/verbs.js';
import { said } from './context.js';

const pageStyle = { width: 80, style: plain };

describe('--help', () => {
  it('leads with examples and has every option', () => {
    const text = fullHelp(pageStyle);
    expect(text.indexOf('Examples')).toBeLessThan(text.indexOf('--input-format'));
    for (const verb of operatorVerbs) {
      const page = verb === 'run' ? text : verbHelp(verb, pageStyle);
      for (const flag of known.values()) {
        const listed = new RegExp(`^  (-. ?, )?(-o, |-q, |-v, |-h, )?--${flag.long}( |$)`, 'm').test(page);
        expect([verb, flag.long, listed]).toEqual([verb, flag.long, belongsTo(flag, verb)]);
      }
    }
    for (const { name } of topics) expect(text).toContain(`\n  ${name} `);
  });

  it('keeps to the width, but for what people copy', () => {
    const long = fullHelp(pageStyle)
      .split('\n')
      .filter((line) => line.length > 80);
    expect(long.every((line) => line.startsWith('  '))).toBe(true);
    expect(long.length).toBeLessThan(8);
  });
});

describe('-h', () => {
  it('fits a screen', () => {
    const text = shortHelp(pageStyle);
    expect(text.split('\n').length).toBeLessThan(48);
    expect(text).toContain('flowctl help model');
  });
});

describe('help TOPIC', () => {
  it.each(topics.map(({ name }) => name))('%s', async (name) => {
    expect(await said(['help', name])).not.toMatch(/`|undefined/);
  });

  it.each([[['exit', 'status']], [['exit-status']], [['control', 'lines']], [['Windows']], [['checkpoint']]])(
    '%j is known',
    async (words) => {
      expect((await said(['help', ...words])).split('\n').length).toBeGreaterThan(10);
    },
  );

  it.each<[string, keyof typeof registries]>([
    ['windows', 'windows'],
    ['triggers', 'triggers'],
    ['watermarks', 'watermarks'],
    ['aggregates', 'aggregates'],
    ['--accumulation', 'accumulations'],
  ])('%s shows its registry', async (topic, registry) => {
    const text = (await said(['help', topic])).replace(/\s+/g, ' ');
    for (const { form, example } of registries[registry]) {
      expect(text).toContain(form);
      expect(text).toContain(example);
    }
  });

  it('explains one option, whatever stands before its name', async () => {
    const text = await said(['help', '--idle']);
    expect(text).toContain('--idle D\n');
    expect(await said(['help', 'idle'])).toBe(text);
  });

  it.each(Object.entries(registries).flatMap(([, entries]) => entries.map((entry) => [entry.name, entry] as const)))(
    '%s is found by its name',
    async (name, { form, example }) => {
      const text = (await said(['help', name])).replace(/\s+/g, ' ');
      expect(text).toContain(form);
      expect(text).toContain(example);
    },
  );

  it('shows all that goes by one name', async () => {
    const text = await said(['help', 'count']);
    for (const heading of ['--agg count', '--window count', '--trigger count']) expect(text).toContain(`${heading}\n`);
    expect(await said(['help', 'watermark'])).toMatch(
      /^watermark\n[^]*\n--trigger watermark\n[^]*\nTopic: watermarks\n/,
    );
  });

  it.each(terms.map((term) => [term.name, term] as const))('%s is a term', async (name, { aliases, text, example }) => {
    expect(await said(['help', name])).toContain(`\n  ${example}\n`);
    expect(await said(['help', ...name.split('-')])).toBe(await said(['help', name]));
    for (const alias of aliases ?? []) expect(await said(['help', alias])).toContain(`${name}\n`);
    expect(text.match(/[.:] |\.$/g)!.length).toBeGreaterThanOrEqual(2);
    expect(text.match(/\. |\.$/g)!.length).toBeLessThanOrEqual(4);
  });

  it('terms have valid examples', async () => {
    for (const { example } of terms) {
      const words = [...example.matchAll(/'([^']*)'|(\S+)/g)].map(([, inside, bare]) => inside ?? bare ?? '');
      const time = words.includes('--time') ? [] : ['--time', 't'];
      expect([example, await said([...words, ...time])]).toEqual([example, expect.not.stringContaining('flowctl: ')]);
    }
  });

  it('is what --help behind a word shows', async () => {
    expect(await said(['tumbling', '--help'])).toBe(await said(['help', 'tumbling']));
    expect(await said(['--help', 'windows'])).toBe(await said(['help', 'windows']));
    expect(await said(['tumbling'])).toContain('`flowctl help tumbling` says what the word means');
  });

  it.each([
    ['hopping', 'sliding'],
    ['avg', 'mean'],
    ['day', 'calendar'],
    ['group-by', 'key'],
    ['tumblin', 'tumbling'],
    ['watermarc', 'watermark'],
  ])('%s: did you mean %s?', async (word, meant) => {
    expect(await said(['help', word])).toContain(`there is no topic "${word}"; did you mean ${meant}?`);
  });

  it('suggests what was meant', async () => {
    expect(await said(['help', 'trigers'])).toBe(
      `flowctl: there is no topic "trigers"; did you mean triggers?\nTry 'flowctl help'.\n`,
    );
  });
});

describe('the flag list', () => {
  it('has summaries that start small and do not end with a full stop, and texts that are sentences', () => {
    for (const { summary, text } of known.values()) {
      expect(summary).toMatch(/^[^A-Z].*[^.]$/);
      expect(text).toMatch(/\.$/);
    }
  });

  it('has valid examples', async () => {
    const plan = await said(['explain', '--json']);
    for (const flag of known.values()) {
      const words = [...flag.example.matchAll(/'([^']*)'|(\S+)/g)].map(([, inside, bare]) => inside ?? bare ?? '');
      const needs = flag.long === 'window' ? ['--time', 't'] : flag.long === 'reconnect' ? ['tcp://h:1'] : [];
      const [verb = 'run'] = flag.verbs ?? [];
      const more: Readonly<Record<string, readonly string[]>> = {
        run: needs,
        dedup: ['--time', 't', ...(flag.long === 'within' ? [] : ['--within', '1m'])],
        sort: ['--time', 't'],
        match: [
          ...['--time', 't'],
          ...(words.includes('--within') ? [] : ['--within', '1m']),
          ...(words.includes('--pattern') ? [] : ['--pattern', 'fail+']),
        ],
        fill:
          flag.long === 'silence' || flag.long === 'expect'
            ? ['--time', 't']
            : [...(flag.long === 'every' ? [] : ['--every', '1m']), ...(flag.long === 'for' ? [] : ['--for', '1h'])],
        top: [...(flag.long === 'limit' ? [] : ['3']), ...(flag.long === 'by' ? [] : ['--by', 'x'])],
        join: [
          ...(words.includes('--key') ? [] : ['--key', 'k']),
          ...(words.includes('--time') ? [] : ['--time', 't']),
          ...(words.some((word) => ['--as-of', '--table', '--window'].includes(word)) ? [] : ['--within', '0s..1m']),
          ...(words.includes('--table') ? ['left'] : ['left', 'right']),
        ],
      };
      const text = await said([...(verb === 'run' ? [] : [verb]), ...words, ...more[verb]!], { readFile: () => plan });
      expect([flag.long, text]).toEqual([flag.long, expect.not.stringContaining('flowctl: ')]);
    }
  });
});

describe('pages', () => {
  const page = [
    'Words of `what is typed` and others.',
    { heading: 'Terms' },
    {
      terms: [
        ['a', 'first `x y`'],
        ['b', 'second'],
      ],
    },
  ] as const;

  it('are plain, or coloured', () => {
    expect(pageText(page, 20, plain)).toBe(
      `Words of\nwhat is typed and\nothers.\n\nTerms\n  a  first x y\n  b  second\n`,
    );
    const style = coloured(new Chalk({ level: 1 }));
    expect(pageText(page, 20, style)).toContain('\u001b[36mwhat is typed\u001b[39m');
    expect(pageText(page, 20, style).replace(/\u001b\[\d+m/g, '')).toBe(pageText(page, 20, plain));
  });
});
