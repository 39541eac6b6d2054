// Everyday jobs as other tools do them, and the same here (test/coming-from.test.ts runs both).
import type { TextBlock } from '../page.js';
import type { Topic } from './topic.js';

export interface ComparedJob {
  /** What is to be found out. */
  readonly job: string;
  /** The lines that do it elsewhere. */
  readonly theirs: readonly string[];
  /** … and here. */
  readonly ours: readonly string[];
}

const fromJq: readonly ComparedJob[] = [
  {
    job: 'Events of each path',
    theirs: ["jq -cs 'group_by(.path)[] | {path: .[0].path, n: length}' access.ndjson"],
    ours: ['flowctl --key path access.ndjson'],
  },
  {
    job: 'The sum of some',
    theirs: ["jq -n '[inputs | select(.status >= 500) | .bytes] | add' access.ndjson"],
    ours: ["flowctl --where 'status >= 500' --agg 'sum(bytes)' access.ndjson"],
  },
  {
    job: 'What lists hold, in a JSON document over several lines',
    theirs: ["jq -c '[.[].items[]] | group_by(.sku)[] | [.[0].sku, (map(.n) | add)]' carts.json"],
    ours: ["flowctl --input-format json --each 'items[*]' --key @each.sku --agg 'sum(@each.n)' carts.json"],
  },
];

const fromAwk: readonly ComparedJob[] = [
  {
    job: 'Requests by status, of an access log',
    theirs: ["awk '{n[$9]++} END {for (s in n) print s, n[s]}' access.log"],
    ours: ['flowctl --input-format combined --key status access.log'],
  },
  {
    job: 'The three paths asked for most',
    theirs: ["awk '{print $7}' access.log | sort | uniq -c | sort -rn | head -n 3"],
    ours: ["flowctl --input-format combined --agg 'top(path, 3)' access.log"],
  },
  {
    job: 'Requests and errors of each minute',
    theirs: [
      "awk '{m = substr($4, 2, 17); n[m]++; e[m] += $9 >= 400}",
      "  END {for (m in n) print m, n[m], e[m]}' access.log",
    ],
    ours: [
      'flowctl --input-format combined --window tumbling:1m --watermark none --agg count \\',
      "    --agg 'errors=count where status >= 400' --output-format table access.log",
    ],
  },
  {
    job: 'Errors by user, of lines of key=value',
    theirs: ["grep level=error app.log | grep -o 'user=[^ ]*' | cut -d= -f2 | sort | uniq -c"],
    ours: ['flowctl --input-format logfmt --where \'level == "error"\' --key user app.log'],
  },
];

const fromMiller: readonly ComparedJob[] = [
  {
    job: 'Sums and means of CSV, as CSV',
    theirs: ['mlr --csv stats1 -a sum,mean -f price -g country orders.csv'],
    ours: [
      "flowctl --input-format csv --key country --agg 'sum(price)' --agg 'mean(price)' \\",
      '    --output-format csv orders.csv',
    ],
  },
  {
    job: 'A column computed of others, then summed',
    theirs: ["mlr --icsv --ojsonl put '$total = $price * $quantity' then stats1 -a sum -f total -g country orders.csv"],
    ours: ["flowctl --input-format csv --set 'total=price * quantity' --key country --agg 'sum(total)' orders.csv"],
  },
  {
    job: 'Percentiles, interpolated',
    theirs: ['mlr --ijsonl --ojsonl stats1 -a p50,p95 -i -f latency_ms access.ndjson'],
    ours: ["flowctl --agg 'p50(latency_ms)' --agg 'p95(latency_ms)' access.ndjson"],
  },
  {
    job: 'Who came more than once',
    theirs: ["mlr --icsv --ojsonl count-distinct -f customer then filter '$count > 1' orders.csv"],
    ours: ["flowctl --input-format csv --key customer --having 'count > 1' orders.csv"],
  },
];

const fromDuckdb: readonly ComparedJob[] = [
  {
    job: 'How many in each minute, and how slow',
    theirs: [
      "duckdb -c \"SELECT time_bucket(INTERVAL '1 minute', ts) t, count(*), quantile_cont(latency_ms, 0.95)",
      "  FROM 'access.ndjson' GROUP BY t\"",
    ],
    ours: [
      'flowctl --time ts --window tumbling:1m --watermark none --agg count \\',
      "    --agg 'p95(latency_ms)' access.ndjson",
    ],
  },
  {
    job: 'Paths of which more than 5 % fail',
    theirs: [
      'duckdb -c "SELECT path, 100 * (count(*) FILTER (WHERE status >= 500)) / count(*) pct',
      "  FROM 'access.ndjson' GROUP BY path HAVING pct > 5\"",
    ],
    ours: [
      "flowctl --key path --agg count --agg 'errors=count where status >= 500' \\",
      "    --let 'pct=100 * errors / count' --having 'pct > 5' access.ndjson",
    ],
  },
  {
    job: 'Days and their largest orders',
    theirs: [
      "duckdb -c \"SELECT date_trunc('day', time) d, max(price), arg_max(id, price)",
      "  FROM 'orders.csv' GROUP BY d\"",
    ],
    ours: [
      "flowctl --input-format csv --time time --window calendar:day --agg 'max(price)' \\",
      "    --agg 'max_by(id, price)' --output-format table orders.csv",
    ],
  },
  {
    job: 'Sales within ten minutes after a click of the same user',
    theirs: [
      'duckdb -c "SELECT c.user, c.ad, s.total',
      "  FROM 'clicks.ndjson' c JOIN 'sales.ndjson' s ON s.user = c.user",
      "    AND s.ts BETWEEN c.ts AND c.ts + INTERVAL '10 minutes'\"",
    ],
    ours: ['flowctl join --key user --time ts --within 0s..10m --watermark none clicks.ndjson sales.ndjson'],
  },
];

const fromSplunk: readonly ComparedJob[] = [
  {
    job: 'Requests by status over time',
    theirs: ['sourcetype=access_combined | timechart span=5m count by status'],
    ours: [
      'flowctl --input-format combined --window tumbling:5m --key status --watermark none \\',
      '    --output-format table access.log',
    ],
  },
  {
    job: 'Different clients by kind of status',
    theirs: ['… | eval class=floor(status/100) | stats dc(clientip) AS clients BY class'],
    ours: [
      "flowctl --input-format combined --set 'class=int(status / 100)' --key class \\",
      "    --agg 'clients=distinct(host)' access.log",
    ],
  },
  {
    job: 'Visits: requests of a client without a pause of two minutes',
    theirs: ['… | transaction clientip maxpause=2m | where eventcount > 2'],
    ours: [
      'flowctl --input-format combined --window session:2m --key host --watermark none \\',
      "    --agg count --agg 'collect(path)' --having 'count > 2' access.log",
    ],
  },
];

const fromFlink: readonly ComparedJob[] = [
  {
    job: 'Tumbling windows behind a watermark',
    theirs: [
      "WATERMARK FOR ts AS ts - INTERVAL '10' SECOND   -- in CREATE TABLE access",
      'SELECT window_start, window_end, path, COUNT(*)',
      "  FROM TABLE(TUMBLE(TABLE access, DESCRIPTOR(ts), INTERVAL '1' MINUTE))",
      '  GROUP BY window_start, window_end, path',
    ],
    ours: ['flowctl --time ts --window tumbling:1m --watermark bounded:10s --key path --late none access.ndjson'],
  },
  {
    job: 'Hopping windows',
    theirs: [
      'SELECT window_start, window_end, SUM(bytes)',
      "  FROM TABLE(HOP(TABLE access, DESCRIPTOR(ts), INTERVAL '30' SECOND, INTERVAL '1' MINUTE))",
      '  GROUP BY window_start, window_end',
    ],
    ours: ["flowctl --time ts --window sliding:1m/30s --watermark none --agg 'sum(bytes)' access.ndjson"],
  },
  {
    job: 'The first of each id within ten minutes',
    theirs: [
      'SELECT * FROM (SELECT *, ROW_NUMBER() OVER',
      '  (PARTITION BY window_start, window_end, id ORDER BY ts) AS n',
      "  FROM TABLE(TUMBLE(TABLE alerts, DESCRIPTOR(ts), INTERVAL '10' MINUTE))) WHERE n = 1",
    ],
    ours: ['flowctl dedup --key id --time ts --within 10m alerts.ndjson'],
  },
];

/** By the tool that people come from. */
export const jobsElsewhere: readonly (readonly [from: string, jobs: readonly ComparedJob[]])[] = [
  ['jq', fromJq],
  ['awk, grep, sort and uniq', fromAwk],
  ['Miller', fromMiller],
  ['DuckDB', fromDuckdb],
  ['Splunk', fromSplunk],
  ['Flink SQL', fromFlink],
];

export const comingFromBlocks: readonly TextBlock[] = [
  'Each job as it is done there, then here. Ours also run on what grows: `tail -F access.log | flowctl …`. Over files `--watermark none` waits for the end of all input, as those tools do; `bounded:10s` waits for ten seconds of disorder, and rows come while events do.',
  'Rows come as their windows end, those of the global window in the order in which their keys came; `--output-format table`, csv, tsv and flat are for `sort`, `head` and people.',
  ...jobsElsewhere.flatMap(([from, jobs]): TextBlock[] => [
    { heading: `From ${from}` },
    ...jobs.flatMap(({ job, theirs, ours }): TextBlock[] => [`${job}:`, { code: [...theirs, ...ours] }]),
  ]),
  { heading: 'Otherwise' },
  'Single records are reshaped by jq and Miller as ever. A line that a dying writer left ends jq and DuckDB; here it is a reject, shown with its place and counted. Of events out of order none is dropped silently: what a watermark lets go is counted, and kept where `--late` says.',
];

export const comingFrom: Topic = {
  name: 'coming-from',
  aliases: ['from', 'jq', 'awk', 'miller', 'mlr', 'duckdb', 'sql', 'splunk', 'spl', 'flink', 'flink-sql', 'cheatsheet'],
  summary: 'everyday jobs beside those of jq, awk, Miller, DuckDB, Splunk, Flink SQL',
  blocks: comingFromBlocks,
};
