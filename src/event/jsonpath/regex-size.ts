// How many states the automaton of a regular expression has, at most, found in its text: compiling `(a{1000}){1}` to count
// them would be the very work that is to be bounded. Repetition is what makes a short pattern large, and RE2 writes every
// round of it out.

/** The sizes of a group in the making: of all before the last atom, and of that. */
interface Group {
  before: number;
  last: number;
}

const part = /\\[\s\S]|\[\^?(?:\\[\s\S]|[^\]\\])*\]|\{(\d+)(?:,(\d*))?\}|[\s\S]/g;

/**
 * An upper bound, never less than the pattern has characters outside brackets.
 * @param pattern need not be valid
 */
export function regexSize(pattern: string): number {
  const open: Group[] = [];
  let group: Group = { before: 2, last: 0 };
  for (const [text, least, most] of pattern.matchAll(part)) {
    if (least !== undefined) group.last *= rounds(least, most);
    else if (text === '(') {
      open.push(group);
      group = { before: 2, last: 0 };
    } else if (text === ')' && open.length > 0) {
      const size = group.before + group.last;
      group = open.pop()!;
      atom(group, size);
    } else atom(group, 1);
  }
  return [...open, group].reduce((size, { before, last }) => size + before + last, 0);
}

function atom(group: Group, size: number): void {
  group.before += group.last;
  group.last = size;
}

/** `{3}`, `{3,}` (and a loop), `{3,5}` (each but the first three with a way around it). */
function rounds(least: string, most: string | undefined): number {
  if (most === undefined) return Math.max(1, Number(least));
  return most === '' ? Number(least) + 2 : 2 * Math.max(1, Number(most));
}
