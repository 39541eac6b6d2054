// Splits what stands between parentheses at its own commas: not at those inside deeper brackets or quoted text, which
// belong to a trigger, or to the JSONPath of `delta`.

const opening = '([{';
const shutting = ')]}';

/** The texts between the commas, trimmed; [] for blank text; undefined when brackets or quotes do not match. */
export function splitArguments(text: string): string[] | undefined {
  if (text.trim() === '') return [];
  const args: string[] = [];
  const shuts: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"' || c === "'") {
      i = endOfQuoted(text, i);
      if (i < 0) return undefined;
    } else if (opening.includes(c)) shuts.push(shutting[opening.indexOf(c)]!);
    else if (shutting.includes(c)) {
      if (shuts.pop() !== c) return undefined;
    } else if (c === ',' && shuts.length === 0) {
      args.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  args.push(text.slice(from).trim());
  return shuts.length === 0 ? args : undefined;
}

/** Where the text quoted from `start` ends; −1 when it does not. */
function endOfQuoted(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === text[start]) return i;
  }
  return -1;
}
