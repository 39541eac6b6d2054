// Words of other systems (Flink, Beam, Spark, Kafka Streams, SQL, jq, Miller, DuckDB) for what flowctl has: the message
// about one of them names ours. Data alone; text/suggest.ts looks words up here before it counts mistyped letters.

/** By what is meant, the words that people type for it. Case, hyphens and underscores do not matter in them. */
export type Synonyms = Readonly<Record<string, string>>;

/** Words for what is not to be had at all, by what is shown instead of a suggestion. */
export type Missing = Readonly<Record<string, string>>;

export const aggregateSynonyms: Synonyms = {
  count: 'cnt number num size length len total-count count-all n',
  sum: 'total add sum0 plus',
  min: 'minimum least lowest smallest',
  max: 'maximum greatest highest largest biggest peak',
  mean: 'avg average arithmetic-mean',
  variance: 'var var-samp var-pop sigma2',
  stddev: 'std stdev sd sigma stddev-samp stddev-pop standard-deviation',
  median: 'med middle q2',
  quantile: 'quantiles percentile percentiles percentile-cont quantile-cont',
  first: 'first-value earliest any any-value',
  last: 'last-value latest newest',
  distinct: 'count-distinct distinct-count dc nunique n-unique unique uniq cardinality',
  approx_distinct: 'approx-count-distinct hll hyperloglog estimate-distinct',
  approx_quantile: 'percentile-approx approx-percentile quantile-approx ddsketch tdigest approx-median',
  histogram: 'hist buckets width-bucket',
  top: 'topk top-k top-n mode most-frequent most-common heavy-hitters approx-top-k',
  max_by: 'arg-max argmax top-by',
  min_by: 'arg-min argmin',
  rate: 'per-second throughput frequency',
  collect: 'list array array-agg list-agg collect-list collect-set group-array values concat group-concat string-agg',
};

export const aggregateMissing: Missing = {
  'the name of a percentile is the digits behind the point: p05 is 0.05, p50 is 0.5':
    'pnn pxx p0 p1 p2 p3 p4 p5 p6 p7 p8 p9',
  'the largest number is max(PATH)': 'p100 p1000',
  'events that meet a condition are counted with where: count where EXPR': 'count-if countif count-where sum-if sumif',
  'quartiles are p25(PATH) and p75(PATH)': 'q1 q3 iqr quartile quartiles',
};

export const windowSynonyms: Synonyms = {
  global: 'all single everything globalwindows none unbounded whole',
  tumbling:
    'fixed fixedwindows tumble tumblingeventtimewindows bucket buckets time-bucket date-bin interval every size',
  sliding: 'hopping hop hopped slide slidingwindows slidingeventtimewindows rolling moving overlapping',
  cumulative: 'cumulate cumulating cumul expanding',
  session: 'sessions session-window sessionwindows eventtimesessionwindows inactivity gap',
  count: 'rows row events elements records tumbling-count sliding-count batch number',
  'calendar:day': 'day days daily date 1day',
  'calendar:week': 'week weeks weekly',
  'calendar:month': 'month months monthly',
  'calendar:quarter': 'quarter quarters quarterly',
  'calendar:year': 'year years yearly',
  'tumbling:1h': 'hour hours hourly 1hour',
  'tumbling:1m': 'minute minutes minutely 1min',
  'tumbling:1s': 'second seconds 1sec',
};

/** Units of the calendar; shorter ones are all of one length, so tumbling windows have them. */
export const calendarSynonyms: Synonyms = {
  hour: 'hours hourly h',
  day: 'days daily d',
  week: 'weeks weekly w isoweek',
  month: 'months monthly',
  quarter: 'quarters quarterly q',
  year: 'years yearly annual y',
  'tumbling:1m': 'minute minutes min',
  'tumbling:1s': 'second seconds sec',
};

export const watermarkSynonyms: Synonyms = {
  bounded:
    'bounded-out-of-orderness out-of-orderness out-of-order forboundedoutoforderness disorder delay lag lateness heuristic',
  ascending:
    'ascending-timestamps monotonous monotonic monotonically monotonous-timestamps formonotonoustimestamps increasing in-order ordered sorted',
  punctuated: 'punctuation control marker markers inband input',
  wall: 'wallclock wall-clock clock processing processing-time ingestion now',
  none: 'off no never nowatermarks infinite unlimited unbounded batch',
};

export const triggerSynonyms: Synonyms = {
  default: 'default-trigger',
  watermark: 'after-watermark on-time event-time eventtimetrigger end-of-window past-end-of-window window-end',
  count: 'after-count after-pane element-count counttrigger elements events rows',
  delay: 'after-processing-time processing-time processingtimetrigger timeout after period periodic interval every',
  aligned: 'align aligned-to tick',
  'event-every': 'continuous-event-time continuouseventtimetrigger event-interval',
  repeat: 'repeatedly forever repeatedly-forever continuous loop',
  any: 'or after-first afterany either one-of',
  all: 'and after-all both',
  each: 'after-each in-order sequence then seq',
  'or-finally': 'until finally',
  delta: 'delta-trigger change changed moved',
  never: 'nevertrigger none off',
  always: 'per-element per-event immediate immediately per-record everyelement',
};

export const accumulationSynonyms: Synonyms = {
  discarding: 'discard discarding-fired-panes purging purge delta deltas append incremental new reset',
  accumulating: 'accumulate accumulating-fired-panes keep update upsert replace complete total running',
  retracting: 'retract retraction retractions accumulating-and-retracting changelog undo',
};

/** Options: a value that begins with a dash is written as it stands, all others are names of options. */
export const optionSynonyms: Synonyms = {
  key: 'group-by groupby group by key-by keyby keys partition-by partitionby partition partition-key g k',
  agg: 'aggregate aggregates aggregation aggregations select compute calc reduce fold metric a',
  where: 'filter filters grep if match predicate only',
  each: 'explode unnest flatten flat-map flatmap split for-each foreach items',
  time: 'times ts time-field timefield time-path time-column timestamp-field timestamp-path timestamp-column event-time eventtime event-timestamp rowtime date t',
  'time-format': 'date-format timestamp-format datetime-format time-fmt strptime',
  'time-output': 'output-time-format time-out',
  'output-format': 'out-format outformat of rows-as',
  '--output-format csv': 'csv-output ocsv to-csv',
  '--output-format tsv': 'tsv-output otsv to-tsv',
  '--output-format table': 'pretty opprint table-output pprint',
  '--output-format flat': 'flatten-output ojson to-json',
  tz: 'timezone time-zone zone utc local',
  window: 'windows windowed windowing w window-by',
  '--window tumbling:SIZE': 'every window-size size interval bucket period tumble fixed',
  '--window sliding:SIZE/SLIDE': 'hop hopping slide step',
  '--window calendar:day': 'day days daily',
  '--window calendar:week': 'week weeks weekly',
  '--window calendar:month': 'month months monthly',
  '--window tumbling:1h': 'hour hours hourly',
  '--window tumbling:1m': 'minute minutes minutely',
  '--watermark bounded:D':
    'watermark-delay with-watermark out-of-order out-of-orderness max-out-of-orderness disorder delay max-delay lag',
  idle: 'idleness idle-timeout with-idleness idle-after source-idle-timeout',
  'allowed-lateness':
    'lateness late-by allow-lateness allow-late grace grace-period max-lateness with-allowed-lateness',
  'late-firing': 'late-trigger late-firings',
  early: 'early-firing early-firings early-trigger speculative',
  accumulation: 'accumulate output-mode outputmode emit-mode refinement refinements',
  timestamp: 'timestamp-combiner output-timestamp',
  output: 'out outfile output-file sink to write',
  late: 'late-data late-output late-events side-output late-file',
  rejects: 'dead-letter dead-letters dlq bad invalid errors bad-records quarantine reject-file',
  follow: 'tail watch',
  reconnect: 'retry retries',
  accept: 'connections max-connections',
  'input-format': 'format input f-format from read',
  control: 'punctuation control-lines',
  checkpoint: 'state state-file savepoint resume restore snapshot checkpoint-file',
  'checkpoint-every': 'checkpoint-interval',
  threads: 'parallelism parallel jobs workers worker cores cpus j',
  'max-line': 'max-line-size max-line-length line-limit',
  'max-memory': 'memory memory-limit max-heap heap-size mem ram max-mem max-old-space-size',
  'max-bad': 'max-errors max-rejects bad-limit tolerate',
  strict: 'fail-fast fail-on-error abort-on-error',
  'line-buffered': 'unbuffered flush linebuffered',
  stats: 'metrics stat statistics report summary',
  verbose: 'debug loud trace',
  quiet: 'silent no-warnings',
  '--color never': 'no-color no-colour nocolor monochrome',
  color: 'colour colors colours',
  help: 'usage man',
  version: 'V ver',
};

/** Options that nothing stands for, and what to do instead. */
export const optionMissing: Missing = {
  'JSON lines are what is read and written in any case': 'ndjson jsonl json-lines ojsonl ondjson',
  'inputs stand by themselves: flowctl [OPTION…] FILE; --follow reads on as they grow':
    'f file files i in infile input-file source src',
  'flowctl … --control out | flowctl fill --control in --every SIZE --with zero --for D writes rows for empty windows':
    'fill fill-gaps fill-empty gap-fill gapfill fillna',
  'times are compared by a condition: --where \'timestamp(ts) >= timestamp("2026-01-01T00:00:00Z")\'':
    'since until from-time to-time start-time end-time after before time-range',
  'rows come as windows end; flowctl top N --by PATH has the largest events of each, flowctl sort puts events in order':
    'sort order-by orderby head n top',
  'an input is named tcp-listen://:PORT, tcp://HOST:PORT or udp-listen://:PORT':
    'port listen host address bind tcp udp socket connect',
};

export const formatSynonyms: Synonyms = {
  combined: 'apache-combined nginx-combined ncsa httpd',
  regex: 'regexp re pattern grok named-groups',
  ndjson: 'jsonl jsonlines json-lines ldjson lines-of-json',
  text: 'txt plain raw lines line log logs',
};

export const outputFormatSynonyms: Synonyms = {
  ndjson: 'json jsonl jsonlines json-lines ldjson ojson ojsonl nested',
  flat: 'flattened unnested',
  csv: 'ocsv comma excel spreadsheet',
  tsv: 'otsv tab tabs tabbed',
  table: 'pretty pprint opprint xtab columns column aligned',
};

/** Units of time, by the one that a duration has. */
export const unitSynonyms: Synonyms = {
  ms: 'msec msecs millis milli millisecond milliseconds',
  s: 'sec secs second seconds',
  m: 'min mins minute minutes',
  h: 'hr hrs hour hours',
  d: 'day days',
  w: 'wk wks week weeks',
};

/** What begins an input or might: the scheme that is meant. */
export const schemeSynonyms: Synonyms = {
  'tcp-listen': 'listen tcp-server server tcpl tcplisten',
  tcp: 'socket connect tcp4 tcp6 net',
  'udp-listen': 'udp udp4 udp6 udplisten datagram',
  unix: 'ipc uds unix-connect',
  'unix-listen': 'unix-server',
};

/** Programs that read what flowctl does not, by scheme. */
export const fetchers: Readonly<Record<string, (address: string) => string>> = {
  http: (address) => `curl -sN ${address}`,
  https: (address) => `curl -sN ${address}`,
  ftp: (address) => `curl -sN ${address}`,
  s3: (address) => `aws s3 cp ${address} -`,
  gs: (address) => `gcloud storage cat ${address}`,
  kafka: (address) => `kcat -C -u -b ${address.replace(/^kafka:\/\//, '').replace(/\/.*$/, '')} -t TOPIC`,
  ws: (address) => `websocat ${address}`,
  wss: (address) => `websocat ${address}`,
  ssh: (address) => `ssh ${address.replace(/^ssh:\/\//, '').replace(/\/.*$/, '')} tail -F FILE`,
};
