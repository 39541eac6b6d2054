// --follow through the whole program: a log that is written fast and rotated often, every line accounted for.
import { describe, expect, test } from 'vitest';
import { lines, room, until } from './bash.js';

interface Row {
  readonly count: number;
  readonly d: number;
}

describe.concurrent('rotation under load', () => {
  test.each([
    ['rename', 60_000, 3000, 30],
    ['copy', 60_000, 20_000, 20],
    ['remove', 40_000, 20_000, 20],
  ])('%s: each of %d lines is counted once', async (how, total, each, pause) => {
    const { bash, read } = room();
    const { status, stderr } = await bash(`touch log
      flowctl --follow --time t --time-format ms --window tumbling:1000s --agg count --agg 'd=distinct(t)' -v \\
        --early 'count(1000)' log -o rows 2>said & pid=$!; ${until('[ -e rows ]')}
      written=$($node "$programs/rotate.js" ${how} log ${total} ${each} ${pause})
      for i in {1..100}; do kill -USR2 $pid; sleep 0.1; grep -q "^flowctl: $(echo $written | sed -E 's/(...)$/,\\1/') events" said && break; done
      kill -TERM $pid; wait $pid; echo $written >written; cat said >&2; [ $(grep -c rejected said) -ge 1 ]`);
    const written = Number(read('written'));
    expect(status).toBe(0);
    const last = JSON.parse(lines(read('rows')).at(-1)!) as Row;
    expect([last.count, last.d]).toEqual([written, written]);
    expect(stderr).not.toContain('expected');
  });
});

test('a run that was stopped for a while: each of the logs that came meanwhile is read', async () => {
  const { bash, read } = room();
  await bash(`touch log; flowctl --follow --window count:1 log -o rows & pid=$!; ${until('[ -e rows ]')}; sleep 0.3
    kill -STOP $pid; for i in {1..20}; do echo "{\\"n\\":$i}" >>log; mv log log.$i; sleep 0.02; touch log; done; kill -CONT $pid
    ${until('[ "$(wc -l <rows)" = 20 ]')}; sleep 0.6; kill -TERM $pid; wait $pid`);
  expect(lines(read('rows')).length).toBe(20);
});

test('a log that is not there yet is waited for', async () => {
  const { bash, read } = room();
  await bash(`flowctl --follow --window count:1 log -o rows & pid=$!; sleep 0.4; echo '{}' >log
    ${until('[ -s rows ]')}; kill -TERM $pid; wait $pid`);
  expect(lines(read('rows')).length).toBe(1);
});
