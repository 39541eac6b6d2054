// What a line looks like that is not of the format it was read in, and what reads it. Used for the message about the
// first lines that were rejected, and never for what is done with them. A row a form, the more telling ones first.

export interface Likeness {
  /** `CSV`; it follows "this looks like". */
  readonly what: string;
  /** A command line, or the option of flowctl that reads it. */
  readonly remedy: string;
  /** Whether such bytes are no UTF-8, or hold NULs as no text does. */
  readonly binary?: boolean;
}

interface Form extends Likeness {
  /** What people call it where an option or a format is named. */
  readonly names?: readonly string[];
  readonly fits: (line: string) => boolean;
}

/** So much of a line is looked at, in UTF-16 code units. */
const enough = 2048;

const forms: readonly Form[] = [
  {
    what: 'UTF-16',
    remedy: 'iconv -f UTF-16 -t UTF-8 FILE | flowctl …',
    binary: true,
    names: ['utf16', 'utf-16', 'encoding'],
    fits: (line) => /^(?:\ufffd\ufffd)?(?:[^\0]\0|\0[^\0]){2}/.test(line),
  },
  {
    what: 'Parquet',
    remedy: `duckdb -c "COPY (FROM 'FILE') TO '/dev/stdout' (FORMAT json)" | flowctl …`,
    binary: true,
    names: ['parquet'],
    fits: (line) => line.startsWith('PAR1'),
  },
  {
    what: 'a JSON text sequence (RFC 7464)',
    remedy: 'jq -c --seq . FILE | flowctl …',
    names: ['json-seq'],
    fits: (line) => line.startsWith('\u001e'),
  },
  {
    what: 'a byte order mark before the JSON',
    remedy: `sed 's/^[^{]*//' FILE | flowctl …`,
    fits: (line) => /^\ufeff\s*[[{]/.test(line),
  },
  {
    what: 'a JSON array',
    remedy: '--input-format json',
    names: ['json-array', 'array'],
    fits: (line) => /^\s*\[\s*(?:[[{].*|"(?:[^"\\]|\\.)*"\s*,.*)?$/s.test(line) || /^\s*\{.*\}\s*,\s*$/s.test(line),
  },
  {
    what: 'JSON over several lines',
    remedy: '--input-format json',
    names: ['json', 'pretty'],
    fits: (line) =>
      /^\s*(?:\{|\}|\])\s*,?\s*$/.test(line) ||
      /^\s*"(?:[^"\\]|\\.)*"\s*:\s*(?:[{[]|[^{[].*)$/s.test(line) ||
      /^\s*\{\s*"(?:[^"\\]|\\.)*"\s*:[^{}]*,\s*$/s.test(line),
  },
  {
    what: 'several JSON values in one line',
    remedy: '--input-format json',
    names: ['concatenated-json'],
    fits: (line) => /^\s*\{.*\}\s*\{/s.test(line),
  },
  {
    what: 'a comma behind the last member or element',
    remedy: `sed 's/, *\\([]}]\\)$/\\1/' FILE | flowctl …`,
    fits: (line) => /^\s*[[{].*,\s*[}\]]+\s*$/s.test(line),
  },
  {
    what: 'text in single quotes, as Python prints it',
    remedy:
      "python3 -c 'import ast, json, sys; [print(json.dumps(ast.literal_eval(x))) for x in sys.stdin]' <FILE | flowctl …",
    fits: (line) => /^\s*[[{]\s*'/.test(line),
  },
  {
    what: 'NaN or Infinity, which JSON does not have',
    remedy: 'write null instead where the lines are made',
    fits: (line) => /^\s*[[{].*[:,[]\s*[+-]?(?:NaN|nan|Infinity|inf)\s*[,}\]]/s.test(line),
  },
  {
    what: 'the combined log format',
    remedy: '--input-format combined',
    names: ['combined', 'apache', 'nginx', 'access', 'access-log'],
    fits: (line) => isAccessLine(line) && /" (?:\d{3}|-) (?:\d+|-) "/.test(line),
  },
  {
    what: 'the Common Log Format',
    remedy: '--input-format clf',
    names: ['clf', 'common'],
    fits: (line) => isAccessLine(line) && /" (?:\d{3}|-) (?:\d+|-)(?: |$)/.test(line),
  },
  {
    what: 'syslog',
    remedy: '--input-format syslog',
    names: ['syslog', 'rfc5424', 'rfc3164', 'journald', 'journal'],
    fits: (line) =>
      /^<\d{1,3}>/.test(line) ||
      /^[A-Z][a-z]{2} [ 0-3]\d \d\d:\d\d:\d\d(?:\.\d+)? \S/.test(line) ||
      /^\d{4}-\d\d-\d\dT\S{8,24} \S+ [^\s[\]]{1,64}\[\d+\]: /.test(line),
  },
  {
    what: 'server-sent events',
    remedy: `sed -n 's/^data: *//p' FILE | flowctl …`,
    names: ['sse', 'event-stream'],
    fits: (line) => /^data: ?[{[]/.test(line) || /^(?:event|id|retry): ?\S+$/.test(line),
  },
  {
    what: 'HTML or XML',
    remedy: 'see what the source has sent; curl -f refuses pages that report an error',
    names: ['xml', 'html'],
    fits: (line) => /^\s*<[!?a-z]/i.test(line),
  },
  {
    what: 'JSON behind other text',
    remedy: `sed 's/^[^{]*//' FILE | flowctl …`,
    names: ['cri', 'docker'],
    fits: (line) => /^[^{}[\]"]+\{\s*".*\}\s*$/s.test(line),
  },
  {
    what: 'logfmt',
    remedy: '--input-format logfmt',
    names: ['logfmt', 'kv', 'key-value', 'dkvp'],
    fits: (line) => /^(?:[\w.@-]+=(?:"(?:[^"\\]|\\.)*"|[^\s"=]*)(?:\s+|$)){2}/.test(line),
  },
  {
    what: 'TSV',
    remedy: '--input-format tsv',
    names: ['tsv', 'itsv'],
    fits: (line) => isTable(line, '\t'),
  },
  {
    what: 'CSV',
    remedy: '--input-format csv',
    names: ['csv', 'icsv'],
    fits: (line) => isTable(line, ','),
  },
  {
    what: 'CSV with semicolons',
    remedy: `--input-format 'csv,sep=;'`,
    fits: (line) => isTable(line, ';'),
  },
  {
    what: 'lines of plain text',
    remedy: '--input-format text, or regex:RE with a named group for each field',
    names: ['text', 'regex', 'grok'],
    fits: (line) =>
      /^(?:[^[{"\p{Cc}]|\[[\w :./+,-]+\]\s).*[\p{L}\s]/u.test(line) &&
      /\p{L}{2}/u.test(line) &&
      !/^(?:true|false|null)\b/.test(line),
  },
];

/**
 * What a rejected line looks like; undefined for nothing in particular.
 * @param line without its line end; what is no UTF-8 is U+FFFD
 */
export function looksLike(line: string): Likeness | undefined {
  const start = line.length > enough ? line.slice(0, enough) : line;
  const form = forms.find(({ fits }) => fits(start));
  return form && { what: form.what, remedy: form.remedy, binary: form.binary ?? false };
}

/** How a format that people call `name` is read, as a clause; undefined when nothing is known of it. */
export function inputRemedy(name: string): string | undefined {
  const form = forms.find(({ names }) => names?.includes(name.toLowerCase()) === true);
  return form && `for ${form.what}: ${form.remedy}`;
}

/** Begins as both access formats do. */
function isAccessLine(line: string): boolean {
  return /^\S+ \S+ .{1,200}?\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\]/.test(line);
}

/** A head of a table, or a row of one: no names and values of a sentence, whose commas have blanks behind them. */
function isTable(line: string, separator: string): boolean {
  const cells = line.split(separator);
  if (cells.length < 2 || /^\s*[[{]/.test(line)) return false;
  const head = cells.every((cell) => /^\s*"?[\p{L}_][\p{L}\p{N}_ .()/%-]{0,63}"?\s*$/u.test(cell));
  return head
    ? !cells.slice(1).some((cell) => / .* /.test(cell))
    : cells.length > 2 && !cells.slice(1).some((cell) => cell.startsWith(' '));
}
