// The jobs of the benchmark, each as we do it and as its peers do. Every peer gets the form that its experts would write:
// DuckDB knows the columns it needs, and computes sliding windows from minutes.

const read = (file, columns) => `read_json('${file}', format='newline_delimited', columns={${columns}})`;
const copy = (query, out) => `COPY (${query}) TO '${out}' (FORMAT json)`;

const perMinute = (key) => `--time '$.ts' --key '${key}' --window tumbling:1m --watermark bounded:1m`;
const three = `--agg count --agg 'sum($.bytes)' --agg 'mean($.latency)'`;

export const workloads = (file) => ({
  B1: {
    says: 'tumbling 1 m by path: count, sum, mean',
    ours: `${perMinute('$.path')} ${three}`,
    duckdb: (out) =>
      copy(
        `SELECT date_trunc('minute', ts) AS w, path AS k, count(*) AS c, sum(bytes) AS s, avg(latency) AS m FROM ${read(file, "ts: 'TIMESTAMP', path: 'VARCHAR', bytes: 'BIGINT', latency: 'DOUBLE'")} GROUP BY ALL`,
        out,
      ),
    jq: `jq -c '[.ts[0:16], .path, .bytes, .latency]'`,
    gawk: `gawk '{ match($0, /"ts":"([^"]{16})/, t); match($0, /"path":"([^"]*)/, p); match($0, /"bytes":([0-9]+)/, b); match($0, /"latency":([0-9.]+)/, l); k = t[1] " " p[1]; c[k]++; s[k] += b[1]; m[k] += l[1] } END { for (k in c) print k, c[k], s[k], m[k] / c[k] }'`,
    mlr: `mlr --ijson --ojsonl put -q '@c[substr($ts, 0, 15)][$path] += 1; @s[substr($ts, 0, 15)][$path] += $bytes; @m[substr($ts, 0, 15)][$path] += $latency; end { emit (@c, @s, @m), "w", "path" }'`,
    row: (r) => [r.window.start, r.key.path, r.count, r.sum_bytes, r.mean_latency],
    theirs: (r) => [iso(r.w), r.k, r.c, Number(r.s), r.m],
  },
  B2: {
    says: 'the same by user',
    ours: `${perMinute('$.user.id')} ${three}`,
    duckdb: (out) =>
      copy(
        `SELECT date_trunc('minute', ts) AS w, user.id AS k, count(*) AS c, sum(bytes) AS s, avg(latency) AS m FROM ${read(file, "ts: 'TIMESTAMP', user: 'STRUCT(id VARCHAR)', bytes: 'BIGINT', latency: 'DOUBLE'")} GROUP BY ALL`,
        out,
      ),
    row: (r) => [r.window.start, r.key.id, r.count, r.sum_bytes, r.mean_latency],
    theirs: (r) => [iso(r.w), r.k, r.c, Number(r.s), r.m],
  },
  B3: {
    says: 'sliding 10 m every 1 m by path: count, sum',
    ours: `--time '$.ts' --key '$.path' --window sliding:10m/1m --watermark bounded:1m --agg count --agg 'sum($.bytes)'`,
    duckdb: (out) =>
      copy(
        `WITH minutes AS (SELECT date_trunc('minute', ts) AS t, path AS k, count(*) AS c, sum(bytes) AS s FROM ${read(file, "ts: 'TIMESTAMP', path: 'VARCHAR', bytes: 'BIGINT'")} GROUP BY ALL) SELECT t - to_minutes(i) AS w, k, sum(c) AS c, sum(s) AS s FROM minutes, range(10) AS r(i) GROUP BY ALL`,
        out,
      ),
    row: (r) => [r.window.start, r.key.path, r.count, r.sum_bytes],
    theirs: (r) => [iso(r.w), r.k, Number(r.c), Number(r.s)],
  },
  B4: {
    says: 'sessions of 30 s by user: count',
    ours: `--time '$.ts' --key '$.user.id' --window session:30s --watermark bounded:1m --agg count`,
    duckdb: (out) =>
      copy(
        `WITH e AS (SELECT user.id AS k, ts, CASE WHEN ts - lag(ts) OVER (PARTITION BY user.id ORDER BY ts) <= INTERVAL 30 SECOND THEN 0 ELSE 1 END AS n FROM ${read(file, "ts: 'TIMESTAMP', user: 'STRUCT(id VARCHAR)'")}), s AS (SELECT k, ts, sum(n) OVER (PARTITION BY k ORDER BY ts ROWS UNBOUNDED PRECEDING) AS g FROM e) SELECT min(ts) AS w, k, count(*) AS c FROM s GROUP BY k, g`,
        out,
      ),
    row: (r) => [r.window.start, r.key.id, r.count],
    theirs: (r) => [iso(r.w), r.k, r.c],
  },
  B12: {
    says: 'B1 where the method is GET',
    ours: `${perMinute('$.path')} ${three} --where '@.method == "GET"'`,
    duckdb: (out) => copy(ofThose(file, "method = 'GET'", "method: 'VARCHAR'"), out),
    row: (r) => [r.window.start, r.key.path, r.count, r.sum_bytes, r.mean_latency],
    theirs: (r) => [iso(r.w), r.k, r.c, Number(r.s), r.m],
  },
  B13: {
    says: 'B1 where the status is 500 or more',
    ours: `${perMinute('$.path')} ${three} --where '@.status >= 500'`,
    duckdb: (out) => copy(ofThose(file, 'status >= 500', "status: 'INTEGER'"), out),
    row: (r) => [r.window.start, r.key.path, r.count, r.sum_bytes, r.mean_latency],
    theirs: (r) => [iso(r.w), r.k, r.c, Number(r.s), r.m],
  },
  B18: {
    says: 'by user and path, hourly: count',
    ours: `--time '$.ts' --key user.id --key path --window tumbling:1h --watermark bounded:1m --agg count`,
    duckdb: (out) =>
      copy(
        `SELECT date_trunc('hour', ts) AS w, user.id AS k, path AS p, count(*) AS c FROM ${read(file, "ts: 'TIMESTAMP', path: 'VARCHAR', user: 'STRUCT(id VARCHAR)'")} GROUP BY ALL`,
        out,
      ),
    row: (r) => [r.window.start, `${r.key.id} ${r.key.path}`, r.count],
    theirs: (r) => [iso(r.w), `${r.k} ${r.p}`, r.c],
  },
});

const event =
  "ts: 'TIMESTAMP', host: 'VARCHAR', method: 'VARCHAR', path: 'VARCHAR', status: 'BIGINT', bytes: 'BIGINT', latency: 'DOUBLE', agent: 'VARCHAR', user: 'STRUCT(id VARCHAR, plan VARCHAR)', ok: 'BOOLEAN'";
const pair = {
  row: (r) => [r.left.ts, `${r.right.ts} ${r.key.id}`, r.left.bytes, r.right.bytes],
  theirs: (r) => [iso(r.l.ts), `${iso(r.r.ts)} ${r.k}`, Number(r.l.bytes), Number(r.r.bytes)],
};

/**
 * Joins of two logs; both write whole events. DuckDB's ASOF JOIN is not among them: of 100,000 events a side, with 43,000
 * users, it does not end in a minute. What takes its place is the last version so far of each user, in a window.
 */
export const joins = (one, other) => ({
  'interval join by user, 5 s before to 5 s after': {
    ours: '--within -5s..5s',
    duckdb: (out) =>
      copy(
        `SELECT l.user.id AS k, l, r, greatest(l.ts, r.ts) AS ts FROM ${read(one, event)} l JOIN ${read(other, event)} r ON l.user.id = r.user.id AND r.ts BETWEEN l.ts - INTERVAL 5 SECOND AND l.ts + INTERVAL 5 SECOND`,
        out,
      ),
    ...pair,
  },
  'interval join without matches, all rows held': {
    ours: "--right-key '$.path' --within -1d..1d",
  },
  'as-of join by user': {
    ours: '--as-of',
    duckdb: (out) =>
      copy(
        `SELECT k, ts, l, r FROM (SELECT k, ts, side, l, last_value(r IGNORE NULLS) OVER (PARTITION BY k ORDER BY ts, side ROWS UNBOUNDED PRECEDING) AS r FROM (SELECT user.id AS k, ts, 1 AS side, l, NULL AS r FROM ${read(one, event)} l UNION ALL SELECT user.id AS k, ts, 0 AS side, NULL AS l, r FROM ${read(other, event)} r)) WHERE side = 1 AND r IS NOT NULL`,
        out,
      ),
    // Which of two versions of one instant came last, DuckDB does not know.
    row: (r) => [r.ts, r.key.id, Date.parse(r.right.ts)],
    theirs: (r) => [iso(r.ts), r.k, Date.parse(iso(r.r.ts))],
  },
  'window join by user, tumbling 10 s': {
    ours: '--window tumbling:10s',
    duckdb: (out) =>
      copy(
        `SELECT l.user.id AS k, l, r FROM ${read(one, event)} l JOIN ${read(other, event)} r ON l.user.id = r.user.id AND time_bucket(INTERVAL 10 SECOND, l.ts) = time_bucket(INTERVAL 10 SECOND, r.ts)`,
        out,
      ),
    ...pair,
  },
});

/** B1 of the events that a condition holds for. */
function ofThose(file, condition, column) {
  return `SELECT date_trunc('minute', ts) AS w, path AS k, count(*) AS c, sum(bytes) AS s, avg(latency) AS m FROM ${read(file, `ts: 'TIMESTAMP', path: 'VARCHAR', bytes: 'BIGINT', latency: 'DOUBLE', ${column}`)} WHERE ${condition} GROUP BY ALL`;
}

/** DuckDB writes `2026-01-01 00:00:00` with as many fraction digits as it needs. */
function iso(text) {
  return new Date(`${text.replace(' ', 'T')}Z`).toISOString();
}
