// The machine's clock, set while a run goes on: lengths of time do not notice, processing time never falls.
import { describe, expect, test } from 'vitest';
import { newFolder, programs } from '../program.js';
import { until } from './events.js';

const setBack =
  /flowctl: the machine’s clock was set back by (?:1h|59m\d+s); processing time stands still until the clock has caught up \(lengths of time, as of --idle, go on\)\n/;

describe.concurrent('a clock that is set back by an hour', () => {
  // The first window shows that the run has begun; the second is complete only after a silence.
  test.each([
    ['event time goes on in silence', '--watermark bounded:0s,idle=200ms said', ''],
    ['a silent input turns idle', '--idle 200ms silent said', '{"t":25}'],
  ])('%s as before, and it is said once', async (_, options, then) => {
    const { bash, read } = newFolder();
    const { status } = await bash(
      `mkfifo silent said; exec 4<>silent 5<>said
      flowctl --time t --time-format ms --window tumbling:10ms --agg 'max(t)' ${options} >rows 2>errors & pid=$!
      echo '{"t":15}' >&4; printf '{"t":1}\\n{"t":11}\\n' >&5; ${until('[ -s rows ]')}
      touch back; echo '${then}' >&5; ${until('[ $(wc -l <rows) = 2 ]')}; kill -TERM $pid; wait $pid`,
      { env: { NODE_OPTIONS: `--import=${programs}/clock-back.js` } },
    );
    expect([0, 143]).toContain(status);
    expect(read('rows')).toMatch(/^.*"max_t":1}\n.*"max_t":1[15]}\n/);
    expect(read('errors').split(setBack)).toHaveLength(2);
  });

  test('what is written often is written on, and -q says nothing of the clock', async () => {
    const { bash, read } = newFolder();
    const { status } = await bash(
      `mkfifo said; exec 5<>said
      flowctl -q --window count:1 --checkpoint ckpt --checkpoint-every 50ms --no-drain -o rows said 2>errors & pid=$!
      printf '{"t":1}\\n' >&5; ${until('[ -s rows ]')}; touch back; printf '{"t":2}\\n' >&5
      ${until('[ $(wc -l <rows) = 2 ]')}; ${until('flowctl checkpoint show ckpt | grep -q "2 events"')}
      kill -TERM $pid; wait $pid`,
      { env: { NODE_OPTIONS: `--import=${programs}/clock-back.js` } },
    );
    expect(status).toBe(0);
    expect(read('errors')).toBe('');
  });
});

describe('a signal', () => {
  test('is heard in the middle of a batch that would take minutes', async () => {
    const { bash, write, read } = newFolder();
    write('in', Array.from({ length: 20_000 }, (_, i) => `{"t":${i}}\n`).join(''));
    // Each event is in fifty thousand windows.
    const { status } =
      await bash(`flowctl --time t --time-format ms --window sliding:50s/1ms --watermark none in >rows 2>errors & pid=$!
      sleep 1; kill -TERM $pid; timeout 20 tail --pid=$pid -f /dev/null || { kill -KILL $pid; exit 99; }; wait $pid`);
    expect(status).toBe(143);
    expect(read('errors')).toMatch(
      /^flowctl: stopped with [\d,]+ windows open; written as early panes, not as complete\n$/,
    );
  });
});
