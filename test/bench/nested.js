// B8: lines that are hard on a scanner. `nested`: server status records of about 5.6 KB, most of it in objects that nobody
// asks for. `escaped`: a tenth of the text is not ASCII, and strings are full of escapes.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { random } from './generate.js';

const cache = new URL('../../.cache/', import.meta.url);
const epoch = Date.UTC(2026, 0, 1);

const counts = { nested: 20_000, escaped: 200_000 };

/** @param kind 'nested' or 'escaped'; the name of the file, made once */
export function nestedLog(kind) {
  mkdirSync(cache, { recursive: true });
  const path = fileURLToPath(new URL(`${kind}-${counts[kind]}.ndjson`, cache));
  if (existsSync(path)) return path;
  const next = random(7);
  const make = kind === 'nested' ? nested : escaped;
  const lines = Array.from({ length: counts[kind] }, (_, i) => make(i, next));
  writeFileSync(`${path}.new`, `${lines.join('\n')}\n`);
  renameSync(`${path}.new`, path);
  return path;
}

function nested(i, next) {
  const n = (most) => Math.floor(next() * most);
  const responses = () => ({ '1xx': 0, '2xx': n(1e6), '3xx': n(1e5), '4xx': n(1e4), '5xx': n(1e3), total: n(1e7) });
  const peer = (id) => ({
    id,
    server: `10.0.0.${id}:8080`,
    backup: id > 2,
    weight: 1,
    state: 'up',
    active: n(9),
    requests: n(1e6),
    responses: responses(),
    sent: n(1e9),
    received: n(1e9),
    fails: 0,
    unavail: 0,
    health_checks: { checks: n(1e5), fails: n(9), unhealthy: 0, last_passed: true },
    downtime: 0,
    downstart: 0,
    selected: epoch + n(1e6),
  });
  const upstream = () => ({ peers: [1, 2, 3, 4].map(peer), keepalive: n(99) });
  return JSON.stringify({
    version: 6,
    timestamp: epoch + i * 1000,
    zone: `zone-${n(8)}`,
    connections: { accepted: n(1e7), dropped: 0, active: n(99), idle: n(99) },
    server_zones: Object.fromEntries(
      ['a', 'b', 'c'].map((name) => [
        name,
        {
          processing: n(9),
          requests: n(1e6),
          responses: responses(),
          discarded: n(1e4),
          received: n(1e9),
          sent: n(1e9),
        },
      ]),
    ),
    upstreams: Object.fromEntries(['web', 'api', 'auth'].map((name) => [name, upstream()])),
    requests: { total: n(1e7), current: n(99) },
  });
}

function escaped(i, next) {
  const n = (most) => Math.floor(next() * most);
  const text = [
    'größer als ☃',
    'quote \\"it\\" and \\\\ go on',
    'tab\\tnew\\nline',
    'caf\\u00e9 \\ud83d\\ude00',
    'ordinary words here',
  ];
  const pick = () => text[n(text.length)];
  return `{"message":"${pick()} ${pick()} ${pick()}","timestamp":${epoch + i * 100},"agent":"${pick()}","zone":"z${n(50)}","note":"${pick()} ${pick()}","requests":{"total":${n(1e6)}}}`;
}
