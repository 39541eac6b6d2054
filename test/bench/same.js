// Are two answers the same? Rows are told apart by their first two members (window and key); numbers may differ in the
// last digits, since not everybody adds exactly.
import { readFileSync } from 'node:fs';

export function rowsOf(path, shape) {
  const rows = new Map();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '' || line === '[' || line === ']') continue;
    const [window, key, ...values] = shape(JSON.parse(line.replace(/^[[\t,]+|[,\]]+$/g, '')));
    rows.set(`${window} ${key}`, values);
  }
  return rows;
}

/** Throws with the first difference. */
export function mustAgree(ours, theirs) {
  if (ours.size !== theirs.size) throw new Error(`${ours.size} rows against ${theirs.size}`);
  for (const [key, values] of ours) {
    const others = theirs.get(key);
    const same =
      others !== undefined && values.every((value, i) => Math.abs(value - others[i]) <= 1e-9 * Math.abs(value));
    if (!same) throw new Error(`${key}: ${values} against ${others}`);
  }
}
