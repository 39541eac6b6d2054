// May this run go on from that checkpoint? Only if its options mean the same (SPEC §10); if not, which differ, from what
// to what.

type Meaning = Readonly<Record<string, string>>;

/** Options that checkpoints of before do not name, with what goes on from these. */
const since: Meaning = { 'output-format': 'ndjson', pane: 'auto' };

/** One line an option, `  --window  tumbling:1m → tumbling:5m`; undefined when the options mean the same. */
export function optionDifference(before: Meaning, now: Meaning): string | undefined {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    (name) => (before[name] ?? since[name]) !== (now[name] ?? since[name]),
  );
  if (names.length === 0) return undefined;
  const width = Math.max(...names.map((name) => name.length));
  return names.map((name) => `  --${name.padEnd(width)}  ${said(before[name])} → ${said(now[name])}`).join('\n');
}

function said(value: string | undefined): string {
  return value === undefined ? '(not given)' : value;
}
