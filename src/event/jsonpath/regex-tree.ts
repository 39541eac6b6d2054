// A regular expression as far as its cost hangs on it: atoms, groups, branches and how often each is repeated. Only what
// RE2 takes is looked at here; of anything else any answer does, because it matches nothing.

/** How often what stands before it is repeated; without a `most` there is no limit. */
interface Rounds {
  readonly least: number;
  readonly most: number;
}

export interface Atom extends Rounds {
  readonly is: 'atom';
  /** One character and no other, as `a`; else a class, a dot, an anchor. */
  readonly literal: boolean;
}

export interface Group extends Rounds {
  readonly is: 'group';
  readonly branches: readonly (readonly Part[])[];
}

export type Part = Atom | Group;

interface Open {
  readonly branches: Part[][];
}

const once: Rounds = { least: 1, most: 1 };
const symbols: Readonly<Record<string, Rounds>> = {
  '*': { least: 0, most: Infinity },
  '+': { least: 1, most: Infinity },
  '?': { least: 0, most: 1 },
};
/** Linear in any text: what has no end goes on to the end of the pattern. */
const token =
  /\\Q([\s\S]*?)(?:\\E|$)|\\(?:[pP]\{\^?\w*\}|[\s\S])|\[\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]\\])*(?:\]|$)|\(\?(?:P?<\w*>|[a-zA-Z-]*[:)])|\{(\d+)(?:(,)(\d*))?\}|[\s\S]/g;

/** The whole of a pattern, as a group. @param pattern need not be valid */
export function regexTree(pattern: string): Group {
  const open = [opened()];
  for (const found of pattern.matchAll(token)) {
    const group = open.at(-1)!;
    const [text] = found;
    const repeated = repetition(found);
    if (repeated !== undefined) repeat(group.branches.at(-1)!, repeated);
    else if (text === '|') group.branches.push([]);
    else if (text === ')' && open.length > 1) close(open);
    else if (text === '(' || /^\(\?.*[:>]$/.test(text)) open.push(opened());
    else if (!text.startsWith('(?')) group.branches.at(-1)!.push(...atoms(text, found[1]));
  }
  while (open.length > 1) close(open);
  return { is: 'group', branches: open[0]!.branches, ...once };
}

function opened(): Open {
  return { branches: [[]] };
}

function close(open: Open[]): void {
  const { branches } = open.pop()!;
  open
    .at(-1)!
    .branches.at(-1)!
    .push({ is: 'group', branches, ...once });
}

/** `\\Qa.c\\E` is as many as it quotes. */
function atoms(text: string, quoted: string | undefined): Atom[] {
  if (quoted === undefined) return [{ is: 'atom', literal: isLiteral(text), ...once }];
  return Array.from(quoted, () => ({ is: 'atom', literal: true, ...once }));
}

function repetition([text, , least, comma, most]: RegExpExecArray): Rounds | undefined {
  return least === undefined ? symbols[text] : counted(Number(least), comma, most);
}

function counted(least: number, comma: string | undefined, most: string | undefined): Rounds {
  if (comma === undefined) return { least, most: least };
  return { least, most: most === undefined || most === '' ? Infinity : Number(most) };
}

/** `a{3}?` is as `a{3}` here: the second repetition only decides which match is preferred. */
function repeat(branch: Part[], { least, most }: Rounds): void {
  const last = branch.pop();
  if (last === undefined) return;
  const isFirst = last.least === 1 && last.most === 1;
  branch.push(isFirst ? { ...last, least, most } : last);
}

function isLiteral(text: string): boolean {
  if (text.startsWith('\\')) return text.length === 2 && !/[\dpPdDsSwWbBAzZCX]/.test(text[1]!);
  return text.length === 1 && !/[.^$]/.test(text);
}
