// What a regular expression may cost, found in its text: compiling `(a{1000}){1}` to find it would be the very work that is
// to be bounded. Repetition is what makes a short pattern large, and RE2 writes every round of it out.
import { regexTree, type Group, type Part } from './regex-tree.js';

/**
 * How many states the automaton of a pattern has: an upper bound.
 * @param pattern need not be valid
 */
export function regexSize(pattern: string): number {
  return statesOf(regexTree(pattern));
}

function statesOf(part: Part): number {
  const size = part.is === 'atom' ? 1 : 2 + sum(part.branches, (branch) => 1 + sum(branch, statesOf));
  const { least, most } = part;
  if (least === most) return Math.max(1, least) * size;
  return most === Infinity ? (least + 1) * (size + 1) : Math.max(1, most) * (size + 1);
}

/**
 * How many states a text can leave open independently of each other: the determinate form of the automaton has at most
 * two to the power of so many states, times its size. What must stand there as it is written, leaves nothing open.
 */
export function openStates(pattern: string): number {
  return openOf(regexTree(pattern), false);
}

function openOf(part: Part, within: boolean): number {
  const repeated = part.least !== 1 || part.most !== 1;
  const rounds = part.most === Infinity ? part.least + 1 : Math.max(1, part.most);
  if (part.is === 'atom') return part.literal && !repeated && !within ? 0 : rounds;
  const inside = sum(part.branches, (branch) => sum(branch, (inner) => openOf(inner, within || repeated)));
  return rounds * (inside + part.branches.length - 1);
}

/**
 * Whether looking for a next match may go on far behind the end of the one that is found, and so again and again over the
 * same text: `a.*c|a` looks for a c at every a. It takes a way around a loop that has to come to something. Where all
 * matches go through that loop, any that is found behind belongs to the first: `\\s*,\\s*` never looks far ahead.
 */
export function mayLookFarAhead(pattern: string): boolean {
  return lookAhead(regexTree(pattern));
}

function lookAhead({ branches }: Group): boolean {
  const [only] = branches;
  if (only === undefined || branches.length > 1) return branches.some(leavesLoop);
  return only.some((part, i) => {
    if (part.is === 'atom') return false;
    if (part.least === 1 && part.most === 1) return lookAhead(part);
    return part.branches.some(leavesLoop) || (part.most === Infinity && only.slice(i + 1).some(takesSome));
  });
}

/** Whether something has to come behind a loop in this branch. */
function leavesLoop(branch: readonly Part[]): boolean {
  return branch.some(
    (part, i) =>
      (part.is === 'group' && part.branches.some(leavesLoop)) || (loops(part) && branch.slice(i + 1).some(takesSome)),
  );
}

function loops(part: Part): boolean {
  return part.most === Infinity || (part.is === 'group' && part.branches.some((branch) => branch.some(loops)));
}

/** Whether it cannot be left out: anchors, too, need something. */
function takesSome(part: Part): boolean {
  return part.least > 0 && (part.is === 'atom' || part.branches.every((branch) => branch.some(takesSome)));
}

function sum<T>(of: readonly T[], value: (one: T) => number): number {
  return of.reduce((total, one) => total + value(one), 0);
}
