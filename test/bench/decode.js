// How fast lines become columns, on one core: the web log of generate.js, read in pieces of 256 KB into a feed, for
// several record plans and both decoders. Needs `npm run build`.
//
//   node test/bench/decode.js [LINES] [RUNS]
import { openSync, readSync, closeSync } from 'node:fs';
import { ScanningDecoder } from '../../dist/format/scanning-decoder.js';
import { KeyTable } from '../../dist/event/key-table.js';
import { parsePath } from '../../dist/event/path.js';
import { parseTimeFormat } from '../../dist/event/event-time.js';
import { Framer } from '../../dist/format/framer.js';
import { ndjson } from '../../dist/format/input/ndjson.js';
import { PlainDecoder } from '../../dist/format/plain-decoder.js';
import { openDecoder } from '../../dist/format/open-decoder.js';
import { webLog } from './generate.js';

const lines = Number(process.argv[2] ?? 1_000_000);
const runs = Number(process.argv[3] ?? 5);
const file = webLog(lines);

const recordPlan = ({ time, keys = [], columns = [] }) => ({
  time: time && { path: parsePath(time), format: parseTimeFormat('auto') },
  keys: keys.map((name) => ({ name, path: parsePath(name) })),
  columns: columns.map(([as, path]) => ({ as, path: parsePath(path) })),
  clock: undefined,
  set: [],
  where: [],
  each: undefined,
  format: ndjson,
  control: false,
});

const jobs = {
  'B1: time, key path, two numbers': {
    time: 'ts',
    keys: ['path'],
    columns: [
      ['number', 'bytes'],
      ['number', 'latency'],
    ],
  },
  'B2: time, key user, two numbers': {
    time: 'ts',
    keys: ['$.user.id'],
    columns: [
      ['number', 'bytes'],
      ['number', 'latency'],
    ],
  },
  'two keys, text, presence': {
    time: 'ts',
    keys: ['path', 'host'],
    columns: [
      ['json', 'user'],
      ['exists', 'error'],
    ],
  },
  'nothing but lines': {},
};

const decoders = { fast: openDecoder, plain: (job, keys) => new PlainDecoder(job, keys) };

/** Milliseconds spent reading and decoding, and those of CPU for decoding: what counts on a machine with other work. */
function run(job, open) {
  const decoder = open(job, new KeyTable(job.keys.map((key) => key.name)));
  if (open === openDecoder && !(decoder instanceof ScanningDecoder)) throw new Error('the fast decoder is not built');
  const feed = new Framer(decoder, 1 << 24);
  const fd = openSync(file);
  let [reading, decoding, cpu, rows, bytes] = [0, 0, 0, 0, 0];
  for (;;) {
    const begin = performance.now();
    const space = feed.space();
    const n = readSync(fd, space, 0, Math.min(space.length, 1 << 18), null);
    const read = performance.now();
    const busy = process.cpuUsage();
    const batch = n === 0 ? feed.end() : feed.filled(n);
    decoding += performance.now() - read;
    const { user, system } = process.cpuUsage(busy);
    cpu += (user + system) / 1e3;
    reading += read - begin;
    bytes += n;
    rows += batch?.length ?? 0;
    if (n === 0) break;
  }
  closeSync(fd);
  if (rows !== lines) throw new Error(`${rows} rows of ${lines}`);
  return { reading, decoding, cpu, bytes };
}

const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];

console.log(`${lines} lines, best and median of ${runs}; decoding alone, and with reading`);
for (const [name, asked] of Object.entries(jobs)) {
  const job = recordPlan(asked);
  for (const [which, open] of Object.entries(decoders)) {
    const times = Array.from({ length: which === 'fast' ? runs : 1 }, () => run(job, open));
    const speed = (ms) => `${(times[0].bytes / 1e3 / ms).toFixed(0).padStart(5)} MB/s`;
    const decoding = times.map((t) => t.decoding);
    const all = times.map((t) => t.decoding + t.reading);
    console.log(
      `${name.padEnd(32)} ${which.padEnd(5)} decode ${speed(Math.min(...decoding))} (median ${speed(median(decoding))},` +
        ` by CPU ${speed(Math.min(...times.map((t) => t.cpu)))})  with reading ${speed(median(all))}  ${((lines / median(decoding)) * 1e-3).toFixed(2)} M events/s`,
    );
  }
}
