// npm run bench: the workloads B1 to B13, B18, B19, B21 and B23 to B25 against whatever peers are installed, answers compared before times. Prints
// Markdown. Times of different runs are not comparable; the ratios within one are.
//
//   node test/bench/bench.js [B1 B2 … | cliffs [WORD…]]        FLOWCTL_BENCH_LINES=1000000  FLOWCTL_BENCH_ROUNDS=5
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliffs } from './cliffs.js';
import { requestLog, webLog, webLogAs } from './generate.js';
import { latency } from './latency.js';
import { inTurn, installed, mainThread, median, once } from './measure.js';
import { mustAgree, rowsOf } from './same.js';
import { joins, workloads } from './workloads.js';
import { nestedLog } from './nested.js';

const root = join(import.meta.dirname, '../..');
const flowctl = `node ${join(root, 'bin/flowctl')}`;
const lines = Number(process.env.FLOWCTL_BENCH_LINES ?? 1_000_000);
const rounds = Number(process.env.FLOWCTL_BENCH_ROUNDS ?? 5);
const asked = process.argv.slice(2);
if (asked[0] === 'cliffs') cliffs(flowctl, lines, rounds, asked.slice(1));
const wants = (name) => asked.length === 0 || asked.includes(name);
const file = webLog(lines);
const bytes = statSync(file).size;
const room = mkdtempSync(join(tmpdir(), 'flowctl-bench-'));
const out = (name) => join(room, `${name}.ndjson`);
const duckdbScript = join(import.meta.dirname, 'peers/duckdb.js');
const hasDuckdb = existsSync(join(import.meta.dirname, 'peers/node_modules/@duckdb/node-api'));
const duckdb = (threads, sql) => `node ${duckdbScript} ${threads} ${JSON.stringify(sql).replaceAll('$', '\\$')}`;
const jobs = workloads(file);

const rows = [];
function row(name, what, run, size = bytes, events = lines, ratios = '') {
  rows.push([
    name,
    what,
    `${(events / run.wall / 1e6).toFixed(2)} M`,
    `${(size / run.wall / 1e6).toFixed(0)}`,
    run.wall.toFixed(3),
    run.cpu.toFixed(3),
    ratios,
  ]);
}

/** Whoever writes where something is has to take that away first, which is not what is measured. */
function tidy() {
  for (const name of readdirSync(room)) rmSync(join(room, name));
}

const ratio = (a, b) => (a / b).toFixed(2);

for (const name of ['B1', 'B2', 'B3', 'B4', 'B12', 'B13', 'B18']) {
  if (!wants(name)) continue;
  const job = jobs[name];
  const commands = {
    'flowctl, 2 threads': `${flowctl} ${job.ours} --threads 2 -o ${out('ours')} ${file}`,
    'flowctl, 1 thread': `${flowctl} ${job.ours} --threads 1 -o ${out('ours-1')} ${file}`,
  };
  if (hasDuckdb) {
    commands['DuckDB, 2 threads'] = duckdb(2, job.duckdb(out('duckdb')));
    commands['DuckDB, 1 thread'] = duckdb(1, job.duckdb(out('duckdb-1')));
  }
  const best = inTurn(commands, rounds, tidy);
  for (const command of Object.values(commands)) once(command);
  if (once(`cmp ${out('ours')} ${out('ours-1')}`).status !== 0) throw new Error(`${name}: threads change the bytes`);
  if (hasDuckdb) mustAgree(rowsOf(out('ours'), job.row), rowsOf(out('duckdb'), job.theirs));
  for (const [who, run] of Object.entries(best)) {
    const peer = best[who.replace('flowctl', 'DuckDB')];
    const against =
      who.startsWith('flowctl') && peer
        ? `${ratio(run.wall, peer.wall)} × wall, ${ratio(run.cpu, peer.cpu)} × CPU of DuckDB`
        : '';
    row(name, `${job.says}: ${who}`, run, bytes, lines, against);
  }
}

if (wants('B1')) {
  const part = Math.min(lines, 100_000);
  const few = webLog(part);
  const ours = once(`${flowctl} ${jobs.B1.ours} -o ${out('few')} ${few}`);
  for (const tool of ['jq', 'gawk', 'mlr']) {
    if (!installed(tool)) {
      rows.push(['B1', `${tool}: not installed`, '', '', '', '', '']);
      continue;
    }
    const run = once(`${jobs.B1[tool]} ${few} >${out(tool)}`);
    row(
      'B1',
      `${tool}, on ${part} lines`,
      run,
      statSync(few).size,
      part,
      `flowctl takes ${ratio(ours.wall, run.wall)} × its wall`,
    );
  }
}

if (wants('B5')) {
  const plain = `${flowctl} ${jobs.B1.ours} -o ${out('b1')} ${file}`;
  const early = `${flowctl} ${jobs.B1.ours} --early 'repeat(count(100))' --allowed-lateness 1m --late ${out('late')} -o ${out('b5')} ${file}`;
  const best = inTurn({ plain, early }, rounds);
  row(
    'B5',
    'B1 with early panes, lateness, a late stream',
    best.early,
    bytes,
    lines,
    `${ratio(best.early.wall, best.plain.wall)} × wall of B1`,
  );
}

if (wants('B6')) {
  const best = inTurn({ pipe: `cat ${file} | ${flowctl} ${jobs.B1.ours} -o ${out('b6')}` }, rounds);
  row('B6', 'B1 from a pipe', best.pipe);
}

if (wants('B7')) {
  const { p50, p99, max, rows: seen } = await latency(flowctl.split(' '));
  rows.push([
    'B7',
    `latency of ${seen} rows at 10,000 events/s: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, max ${max.toFixed(2)} ms`,
    '',
    '',
    '',
    '',
    '',
  ]);
}

if (wants('B8')) {
  for (const kind of ['nested', 'escaped']) {
    const input = nestedLog(kind);
    const size = statSync(input).size;
    const events = kind === 'nested' ? 20_000 : 200_000;
    const job = `--time '$.timestamp' --key '$.zone' --window tumbling:1m --agg count --agg 'sum($.requests.total)' -o ${out('b8')}`;
    const columns = "timestamp: 'BIGINT', zone: 'VARCHAR', requests: 'STRUCT(total BIGINT)'";
    const sql = `COPY (SELECT timestamp // 60000 AS w, zone AS k, count(*) AS c, sum(requests.total) AS s FROM read_json('${input}', format='newline_delimited', columns={${columns}}) GROUP BY ALL) TO '${out('b8d')}' (FORMAT json)`;
    const commands = { ours: `${flowctl} ${job} --watermark none ${input}` };
    if (hasDuckdb) commands.theirs = duckdb(2, sql);
    const best = inTurn(commands, rounds);
    row(
      'B8',
      `${kind} lines: flowctl`,
      best.ours,
      size,
      events,
      best.theirs ? `${ratio(best.ours.wall, best.theirs.wall)} × wall of DuckDB` : '',
    );
    if (best.theirs) row('B8', `${kind} lines: DuckDB, 2 threads`, best.theirs, size, events);
  }
}

if (wants('B9')) {
  const commands = {
    'node -e 0': 'node -e 0',
    '--version': `${flowctl} --version >/dev/null`,
    '--help': `${flowctl} --help >/dev/null`,
    'first row': `echo '{"ts":1}' | ${flowctl} --time ts --window tumbling:1m >/dev/null`,
  };
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let i = 0; i < 15; i++)
    for (const [name, command] of Object.entries(commands)) times[name].push(once(command).wall * 1000);
  const base = median(times['node -e 0']);
  for (const name of Object.keys(commands)) {
    const ms = median(times[name]);
    rows.push([
      'B9',
      `${name}: ${ms.toFixed(0)} ms`,
      '',
      '',
      '',
      '',
      name === 'node -e 0' ? '' : `node -e 0 + ${(ms - base).toFixed(0)} ms`,
    ]);
  }
}

if (wants('B10')) {
  for (const millions of [1, 4, 16]) {
    const input = webLog(millions * 1_000_000);
    const run = once(`${flowctl} ${jobs.B1.ours} --stats ${out('stats')} -o ${out('b10')} ${input}`);
    const { peakMemory } = JSON.parse(readFileSync(out('stats'), 'utf8'));
    row(
      'B10',
      `B1 on ${millions} M events`,
      run,
      statSync(input).size,
      millions * 1e6,
      `peak ${(peakMemory / 1e6).toFixed(0)} MB`,
    );
  }
}

if (wants('B11')) {
  const input = webLog(16_000_000);
  const size = statSync(input).size;
  const plain = `${flowctl} ${jobs.B1.ours} -o ${out('b11')} ${input}`;
  const ckpt = out('checkpoint');
  const saved = `rm -f ${ckpt} ${ckpt}.1; ${flowctl} ${jobs.B1.ours} -o ${out('b11c')} --checkpoint ${ckpt} --checkpoint-every 1s ${input}`;
  const best = inTurn({ plain, saved }, Math.min(rounds, 3));
  row('B11', 'B1 on 16 M events', best.plain, size, 16e6);
  row(
    'B11',
    'the same with a checkpoint every second',
    best.saved,
    size,
    16e6,
    `${ratio(best.saved.wall, best.plain.wall)} × without`,
  );
}

if (wants('B19')) {
  for (const count of [100_000, 1_000_000, 2_000_000]) {
    const input = requestLog(count);
    const job = `-q --time t --time-format ms --key k --window tumbling:1s --stats ${out('stats')} -o ${out('b19')}`;
    const run = once(`${flowctl} ${job} ${input}`);
    const { peakMemory } = JSON.parse(readFileSync(out('stats'), 'utf8'));
    const keys = `${(count / 1e6).toFixed(1)} M keys that live for a second`;
    row('B19', keys, run, statSync(input).size, count, `peak ${(peakMemory / 1e6).toFixed(0)} MB`);
  }
}

if (wants('B21')) {
  const job = `${flowctl} ${jobs.B1.ours} --threads 1 -o ${out('b21')}`;
  const packed = { plain: file, gzip: webLogAs('gz', lines), zstd: webLogAs('zst', lines) };
  const commands = Object.entries(packed).map(([name, input]) => [name, `${job} ${input}`]);
  const best = inTurn(Object.fromEntries(commands), rounds, tidy);
  for (const name of ['gzip', 'zstd'])
    row(
      'B21',
      `B1 from ${name}, 1 thread`,
      best[name],
      bytes,
      lines,
      `${ratio(best[name].wall, best.plain.wall)} × wall of B1`,
    );
}

if (wants('B23')) {
  const run = `${flowctl} ${jobs.B1.ours} --threads 1`;
  const top = 'top 3 --by count';
  const commands = {
    plain: `${run} -o ${out('b23')} ${file}`,
    chain: `${run} ${file} then ${top} -o ${out('chain')}`,
    pipe: `${run} --control out ${file} | ${flowctl} ${top} --time ts --control in -o ${out('pipe')}`,
  };
  const best = inTurn(commands, rounds);
  if (once(`cmp ${out('chain')} ${out('pipe')}`).status !== 0) throw new Error('B23: a chain is not what a pipe is');
  for (const name of ['chain', 'pipe'])
    row(
      'B23',
      `B1 and its top 3, as a ${name}`,
      best[name],
      bytes,
      lines,
      `${ratio(best[name].wall, best.plain.wall)} × wall of B1`,
    );
}

if (wants('B24')) {
  const least = async (input) => {
    const times = [];
    for (let i = 0; i < rounds; i++)
      times.push(await mainThread(`${flowctl} ${jobs.B1.ours} --threads 2 -o ${out('b24')} ${input}`));
    return Math.min(...times);
  };
  const [few, all] = [await least(webLog(10)), await least(file)];
  const seconds = `${all.toFixed(3)} s of processor time, ${(all - few).toFixed(3)} s without start-up`;
  rows.push(['B24', `main thread of B1, 2 threads: ${seconds}`, '', '', '', '', '']);
}

if (wants('B25')) {
  const count = Math.min(lines, 500_000);
  const files = [webLog(count, 1), webLog(count, 2)];
  const size = files.reduce((sum, input) => sum + statSync(input).size, 0);
  const options = `-q --time '$.ts' --key '$.user.id' --watermark bounded:1m --stats ${out('stats')} -o ${out('ours')}`;
  for (const [says, job] of Object.entries(joins(...files))) {
    const commands = {
      flowctl: `${flowctl} join ${options} ${job.ours} ${files.join(' ')}`,
    };
    if (hasDuckdb && job.duckdb !== undefined) {
      commands['DuckDB, 2 threads'] = duckdb(2, job.duckdb(out('duckdb')));
      commands['DuckDB, 1 thread'] = duckdb(1, job.duckdb(out('duckdb')));
      tidy();
      once(commands.flowctl);
      once(commands['DuckDB, 2 threads']);
      mustAgree(rowsOf(out('ours'), job.row), rowsOf(out('duckdb'), job.theirs));
    }
    const best = inTurn(commands, Math.min(rounds, 3), tidy);
    once(commands.flowctl);
    const { peakMemory } = JSON.parse(readFileSync(out('stats'), 'utf8'));
    const peer = best['DuckDB, 2 threads'];
    for (const [who, run] of Object.entries(best)) {
      const peak = who === 'flowctl' ? `peak ${(peakMemory / 1e6).toFixed(0)} MB` : '';
      const against =
        who === 'flowctl' && peer
          ? `; ${ratio(run.wall, peer.wall)} × wall, ${ratio(run.cpu, peer.cpu)} × CPU of DuckDB`
          : '';
      row('B25', `${says}: ${who}`, run, size, 2 * count, peak + against);
    }
  }
}

rmSync(room, { recursive: true });
if (rows.length > 0) print();

function print() {
  console.log(
    `${cpus().length} × ${cpus()[0].model}, Node ${process.version}${hasDuckdb ? '' : '; DuckDB is not installed (npm install --prefix test/bench/peers)'}\n`,
  );
  console.log('| | job | events/s | MB/s | wall s | CPU s | ratio |\n|---|---|---|---|---|---|---|');
  for (const cells of rows) console.log(`| ${cells.join(' | ')} |`);
}
