// `flowctl explain`: what the options mean, in words, and what follows from them.
import { describe, expect, it } from 'vitest';
import { said } from './context.js';

const tumbling = ['--time', '$.ts', '--window', 'tumbling:1m'];

/** The sentences of one term, with line breaks as blanks. */
async function term(name: string, ...argv: string[]): Promise<string> {
  const text = await said(['explain', ...argv]);
  const found = new RegExp(`^  ${name.replace('?', '\\?')} +((?:.|\\n {4,})*)`, 'm').exec(text)?.[1];
  return found?.replace(/\s+/g, ' ').trim() ?? `no ${name} in:\n${text}`;
}

describe('explain', () => {
  it('answers the four questions, and says what follows', async () => {
    const argv = [
      '--key',
      '$.path',
      '--agg',
      'count',
      '--agg',
      'slow=max($.ms)',
      '--watermark',
      'bounded:10s',
      '--allowed-lateness',
      '5m',
    ];
    expect(await said(['explain', ...tumbling, ...argv, '--late', 'late.ndjson', 'access.ndjson'])).toBe(
      `  What    count, slow = max($.ms), for each path.
  Where   Windows of 1m that follow each other, of the time at $.ts.
  When    The watermark follows the newest event at a distance of 10s. A pane is
          written when the watermark passes the end of the window, then at every
          late element.
  How     accumulating: each pane holds the whole window so far and replaces the
          pane before. A window takes corrections for 5m after its end.
  Input   access.ndjson.
  Output  results: standard output; lines that are no usable event: counted, the
          first few shown on standard error.

What follows
  A window closes  for example [10:00, 10:01): when an event at or after
                   10:01:10 has been seen, or at the end of all input.
  Its state goes   5m later: when an event at or after 10:06:10 has been seen.
  Rows             One without pane is the only one of its window, and on time;
                   each other says by its pane which it is.
  Lost             nothing: the trigger goes on for as long as data can come.
  Late events      go to late.ndjson, as they came.
  End of input     every open window gets its last pane.
  Same again?      yes: nothing here asks the machine’s clock or which live
                   input was first. The same input gives the same bytes.
`,
    );
  });

  it.each<[readonly string[], string]>([
    [
      [...tumbling],
      'for example [10:00, 10:01): when an event at or after 10:01 has been seen, or at the end of all input.',
    ],
    [
      [...tumbling, 'a', 'b'],
      'for example [10:00, 10:01): when an event at or after 10:01 has been seen in every input that has not ended, or at the end of all input.',
    ],
    [
      [...tumbling, '--watermark', 'wall:30s'],
      'for example [10:00, 10:01): when the clock shows 10:01:30, or at the end of all input.',
    ],
    [[...tumbling, '--watermark', 'none'], 'at the end of all input.'],
    [
      [...tumbling, '--watermark', 'punctuated', '--control', 'in'],
      'for example [10:00, 10:01): when a @watermark line of 10:00:59.999 or later has been read, or at the end of all input.',
    ],
    [
      ['--window', 'tumbling:1m', '--time-domain', 'processing'],
      'for example [10:00, 10:01): when the clock shows 10:01, or at the end of all input.',
    ],
    [
      ['--time', 't', '--window', 'sliding:5m/1m'],
      'for example [09:56, 10:01): when an event at or after 10:01 has been seen, or at the end of all input.',
    ],
    [
      ['--time', 't', '--window', 'session:30m'],
      'for example a session with its last event at 10:00: when an event at or after 10:30 has been seen, or at the end of all input.',
    ],
    [
      ['--time', 't', '--window', 'session:$.gap'],
      'when the watermark has passed its last event by the gap that stands there.',
    ],
    [
      ['--time', 't', '--window', 'calendar:day', '--tz', 'Asia/Tokyo'],
      'for example [2025-12-31 15:00, 15:00) (in UTC): when an event at or after 15:00 has been seen, or at the end of all input.',
    ],
    [['--window', 'count:100/10'], 'after each 10 events of its key.'],
    [[], 'at the end of all input.'],
  ])('%j: a window closes %s', async (argv, expected) => {
    expect(await term('A window closes', ...argv)).toBe(expected);
  });

  it.each<[readonly string[], string]>([
    [['none'], 'A pane is written at the end of all input.'],
    [
      ['none', '--early', 'delay(10s)'],
      'A pane is written more than 10s after the first new element arrived; at the end of all input.',
    ],
    [['none', '--trigger', 'event-every(10s)'], 'A pane is written at the end of all input.'],
    [
      ['none', '--trigger', 'repeat(any(watermark, count(3)))'],
      'A pane is written again and again at the end of all input, or after 3 elements.',
    ],
  ])('--watermark %j: promises nothing by a watermark that does not rise', async (argv, expected) => {
    const blind = [...tumbling, '--allowed-lateness', '1h', '--watermark', ...argv];
    const when = await term('When', ...blind);
    expect(when).toBe(`There is no watermark before the end of the input, so nothing is late. ${expected}`);
    expect(await term('How', ...blind)).toMatch(/ Nothing is ever late\.$/);
    expect(await term('A window closes', ...blind)).toBe('at the end of all input.');
    expect(await term('Its state goes', ...blind)).toMatch(/^no Its state goes/);
    expect(await term('Late events', ...blind)).toMatch(/^none is too late; those that no window takes/);
  });

  it('believes what @watermark lines say, where the strategy has no watermark', async () => {
    const told = [...tumbling, '--watermark', 'none', '--control', 'in'];
    expect(await term('When', ...told)).toMatch(/^The watermark is what the @watermark lines of the input say\. /);
    expect(await term('A window closes', ...told)).toContain('when a @watermark line of 10:00:59.999 or later');
  });

  it('says when state goes', async () => {
    expect(await term('Its state goes', ...tumbling)).toBe('at the same time.');
    expect(await term('Its state goes', ...tumbling, '--allowed-lateness', 'unlimited')).toBe(
      'only at the end of all input.',
    );
    expect(await term('Its state goes', ...tumbling, '--allowed-lateness', '1d')).toBe(
      '1d later: when an event at or after 2026-01-02 10:01 has been seen.',
    );
  });

  it('says how times are read where that is not plain', async () => {
    const argv = ['--time', 't', '--time-format', 'clf', '--tz', 'Europe/Rome'];
    expect(await term('Where', ...argv)).toMatch(
      /of the time at \$\.t, written as clf, in Europe\/Rome where it names no zone\.$/,
    );
  });

  it('says what a trigger may lose', async () => {
    expect(await term('Lost', ...tumbling, '--trigger', 'count(3)', '--allow-unsafe-trigger')).toBe(
      'count(3) can finish while data may still come; what follows goes to the late stream as closed.',
    );
  });

  it.each<[readonly string[], string]>([
    [['--early', 'delay(1s)'], 'the trigger asks the machine’s clock'],
    [['--watermark', 'bounded:1s,idle=1m'], 'the watermark asks the machine’s clock'],
    [['--watermark', 'wall:1s'], 'the watermark asks the machine’s clock'],
    [['tcp://h:1'], '--max-future asks the machine’s clock'],
    [[], '--max-future asks the machine’s clock'],
    [['--idle', '1s', '--clock', 'arrival'], '--idle asks how long an input was silent'],
    [['tcp-listen://:1', '--max-future', 'off'], 'it depends on which live input is first'],
    [['fd:4', '-', '--max-future', 'off'], 'it depends on which live input is first'],
  ])('%j: not necessarily the same again, because %s', async (argv, reason) => {
    expect(await term('Same again?', ...tumbling, ...argv)).toContain(`not necessarily: ${reason}`);
  });

  it.each([[['--early', 'delay(1s)', '--clock', '$.received']], [['a', 'b']], [['--early', 'count(5)']]])(
    '%j: the same again',
    async (argv) => {
      expect(await term('Same again?', ...tumbling, 'a.log', ...argv)).toMatch(/^yes/);
    },
  );

  it('refuses what a run refuses', async () => {
    expect(await said(['explain', '--no-drain'])).toContain('open windows are kept in a checkpoint');
    expect(await said(['explain', '--window', 'tumbling:1m'])).toContain('--window tumbling needs it');
  });
});
