// The web log of the benchmarks: seeded, so that every run and every machine measures the same bytes. Ten members with
// a nested `user`, about 236 bytes a line; `ts` moves on 10 ms a line, less an exponential delay of mean 2 s; 200 paths,
// 50,000 users, one line in a hundred with an escaped string. Written once into .cache/ and taken from there afterwards.
//
//   node test/bench/generate.js [LINES] [SEED]     prints the name of the file
import { execSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, renameSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cache = new URL('../../.cache/', import.meta.url);
const epoch = Date.UTC(2026, 0, 1);
const methods = ['GET', 'GET', 'GET', 'GET', 'POST', 'PUT', 'DELETE', 'HEAD'];
const statuses = [200, 200, 200, 200, 200, 200, 201, 204, 301, 304, 400, 404, 404, 500, 503];
const words = ['items', 'users', 'search', 'cart', 'orders', 'static', 'login', 'report', 'health', 'img'];
const agents = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0)',
  'curl/8.5.0 (x86_64-pc-linux-gnu) zlib',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X)',
];
const plans = ['free', 'pro', 'team'];

/** A 32-bit generator (mulberry32): the same numbers for the same seed, everywhere. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One line, without its line end. */
export function webLine(i, next) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  const path = Math.floor(next() * next() * 200);
  const ts = new Date(epoch + Math.floor(i * 10 + Math.log(1 - next()) * 2000)).toISOString();
  const agent = next() < 0.01 ? 'a \\"quoted\\" agent, caf\\u00e9' : pick(agents);
  const user = `{"id":"u${String(Math.floor(next() * 50_000)).padStart(5, '0')}","plan":"${pick(plans)}"}`;
  const host = `web-${1 + Math.floor(next() * 16)}.example.net`;
  const latency = (Math.exp(next() * 7) / 3).toFixed(3);
  return (
    `{"ts":"${ts}","host":"${host}","method":"${pick(methods)}","path":"/${words[path % 10]}/${path}",` +
    `"status":${pick(statuses)},"bytes":${Math.floor(next() * next() * 60_000)},"latency":${latency},` +
    `"agent":"${agent}","user":${user},"ok":${next() < 0.9}}`
  );
}

/** The file of `lines` lines, made when it is not there yet. */
export function webLog(lines = 1_000_000, seed = 1) {
  const next = random(seed);
  return made(`weblog-${lines}-${seed}.ndjson`, lines, (i) => webLine(i, next));
}

/** The same events written otherwise: csv, logfmt, combined, gz, zst. */
export function webLogAs(form, lines = 1_000_000, seed = 1) {
  if (form === 'gz') return packed(webLog(lines, seed), 'gz', 'gzip -c');
  if (form === 'zst') return packed(webLog(lines, seed), 'zst', 'zstd -c');
  const next = random(seed);
  const names = form === 'csv' ? `${Object.keys(flat(JSON.parse(webLine(0, random(seed))))).join(',')}\n` : '';
  const line = (i) => (i === 0 ? names : '') + writers[form](JSON.parse(webLine(i, next)));
  return made(`weblog-${lines}-${seed}.${form}`, lines, line);
}

const writers = {
  csv: (event) => Object.values(flat(event)).map(inCsv).join(','),
  logfmt: (event) =>
    Object.entries(flat(event))
      .map(([name, value]) => `${name}=${/[\s"=]/.test(value) ? JSON.stringify(value) : value}`)
      .join(' '),
  combined: ({ host, user, ts, method, path, status, bytes, agent }) =>
    `${host} - ${user.id} [${clf(ts)}] "${method} ${path} HTTP/1.1" ${status} ${bytes} "-" "${agent.replaceAll('"', '\\"')}"`,
};

function flat({ user, ...event }) {
  return { ...event, user: user.id, plan: user.plan };
}

function inCsv(value) {
  return /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** 2026-01-01T00:00:00.000Z as 01/Jan/2026:00:00:00 +0000. */
function clf(ts) {
  const [, day, month, year] = new Date(ts).toUTCString().split(' ');
  return `${day}/${month}/${year}:${ts.slice(11, 19)} +0000`;
}

function packed(file, ending, command) {
  const to = `${file}.${ending}`;
  if (!existsSync(to)) execSync(`${command} ${file} >${to}.part && mv ${to}.part ${to}`);
  return to;
}

/** Requests, each with an id of its own, a thousand a second. */
export function requestLog(lines) {
  return made(`requests-${lines}.ndjson`, lines, (i) => `{"t":${i},"k":"request-${i}"}`);
}

function made(name, lines, line) {
  const file = fileURLToPath(new URL(name, cache));
  if (existsSync(file)) return file;
  mkdirSync(cache, { recursive: true });
  const fd = openSync(`${file}.part`, 'w');
  let text = '';
  for (let i = 0; i < lines; i++) {
    text += line(i) + '\n';
    if (text.length > 1 << 20 || i === lines - 1) {
      writeSync(fd, text);
      text = '';
    }
  }
  closeSync(fd);
  renameSync(`${file}.part`, file);
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [lines, seed] = process.argv.slice(2).map(Number);
  console.log(webLog(lines, seed));
}
