// May this run go on from that checkpoint? Only if its options mean the same (SPEC §10); if not, which differ, from what
// to what.

type Meaning = Readonly<Record<string, string>>;

/** Options that checkpoints of before do not name, with what goes on from these. */
const since: Meaning = { 'output-format': 'ndjson', pane: 'auto' };

/** Which steps follow the first (`then`). */
const then = 'then';

/** One line an option, `  --window  tumbling:1m → tumbling:5m`; undefined when the options mean the same. */
export function optionDifference(before: Meaning, now: Meaning): string | undefined {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    (name) => (before[name] ?? since[name]) !== (now[name] ?? since[name]),
  );
  if (names.length === 0) return undefined;
  // Options of other steps are others.
  const shown = names.includes(then) ? names.filter((name) => !isOfStep(name)) : names;
  const width = Math.max(...shown.map((name) => optionName(name).length));
  const line = (name: string) => `  ${optionName(name).padEnd(width)}  ${said(before[name])} → ${said(now[name])}`;
  return shown.map(line).join('\n');
}

function isOfStep(name: string): boolean {
  return name.startsWith('step ');
}

/** `--window`, `step 2 --window`. */
export function optionName(name: string): string {
  return name === then || isOfStep(name) ? name : `--${name}`;
}

function said(value: string | undefined): string {
  return value === undefined ? '(not given)' : value;
}
