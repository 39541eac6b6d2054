// Patterns that the shell was kept from expanding (`'logs/*.gz'`): `*`, `?`, `[a-z]`, `[!a-z]`, and `**` for any
// number of directories. Names that begin with a dot are matched only by a pattern that does too. Own, because Node has
// one from version 22 on only, and this is all of it.
import { readdirSync, statSync } from 'node:fs';
import { nameFromBytes, systemName } from '../text/file-name.js';

interface PathEntry {
  readonly name: string;
  /** Not a link to one. */
  readonly isDirectory: boolean;
}

/** Whether the text has any of the special characters. */
export function isGlob(text: string): boolean {
  return /[*?[]/.test(text);
}

/** The paths that match, sorted by their characters' code units; empty when none does. */
export function expandGlob(pattern: string): readonly string[] {
  const parts = pattern.split('/').filter((part) => part !== '');
  return [...new Set(matches(pattern.startsWith('/') ? '/' : '', parts))].sort();
}

function matches(base: string, parts: readonly string[]): readonly string[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [base];
  if (part === '**') return [...matches(base, rest), ...directories(base).flatMap((path) => matches(path, parts))];
  if (!isGlob(part)) return onward(beneath(base, part), rest);
  const fitting = entriesOf(base).filter(
    ({ name }) => (part.startsWith('.') || !name.startsWith('.')) && fits(name, part),
  );
  return fitting.flatMap(({ name }) => onward(beneath(base, name), rest));
}

/** A path that exists, and is a directory when more is to come. */
function onward(path: string, rest: readonly string[]): readonly string[] {
  const stats = statSync(systemName(path), { throwIfNoEntry: false });
  if (stats === undefined || (rest.length > 0 && !stats.isDirectory())) return [];
  return matches(path, rest);
}

function beneath(base: string, name: string): string {
  return base === '' || base.endsWith('/') ? base + name : `${base}/${name}`;
}

/** Links to directories are not followed here, since they may lead in circles. */
function directories(base: string): readonly string[] {
  const inside = entriesOf(base).filter((entry) => entry.isDirectory && !entry.name.startsWith('.'));
  return inside.map((entry) => beneath(base, entry.name));
}

function entriesOf(base: string): readonly PathEntry[] {
  try {
    const entries = readdirSync(systemName(base === '' ? '.' : base), { withFileTypes: true, encoding: 'buffer' });
    return entries.map((entry) => ({ name: nameFromBytes(entry.name), isDirectory: entry.isDirectory() }));
  } catch {
    return [];
  }
}

/** One element of a pattern: a character, any character, any number of them, or one of a set. */
type PatternPart = string | { readonly set: string; readonly not: boolean };

/** Only the last star is ever tried anew, so the time is at most the product of the lengths. */
function fits(name: string, part: string): boolean {
  const pieces = piecesOf(part);
  const characters = Array.from(name);
  let [at, piece, starred, star] = [0, 0, 0, -1];
  while (at < characters.length) {
    if (pieces[piece] === '*') {
      star = piece++;
      starred = at;
    } else if (piece < pieces.length && takes(pieces[piece]!, characters[at]!)) {
      at++;
      piece++;
    } else if (star >= 0) {
      piece = star + 1;
      at = ++starred;
    } else return false;
  }
  return pieces.slice(piece).every((left) => left === '*');
}

function piecesOf(part: string): readonly PatternPart[] {
  return Array.from(part.matchAll(/\[(?<not>[!^]?)(?<set>\]?[^\]]*)\]|\\?(?<one>[^])/gu), ({ 0: text, groups }) => {
    if (groups?.['set'] !== undefined) return { set: groups['set'], not: groups['not'] !== '' };
    return text.startsWith('\\') ? { set: groups!['one']!, not: false } : text;
  });
}

function takes(piece: PatternPart, character: string): boolean {
  if (typeof piece === 'string') return piece === '?' || piece === character;
  const members = Array.from(piece.set.matchAll(/([^])-([^])|([^])/gu));
  const inside = members.some(([, low, high, one]) =>
    one === undefined ? low! <= character && character <= high! : one === character,
  );
  return inside !== piece.not;
}
