// A log that was rotated more than once since it was last read: `app.log.2` is the file that we know, and between it
// and `app.log` stands `app.log.1`, which is unread. Which files belong there, and in which order, the numbers in their
// names show (scheme.ts), and which way those count the times at which files were made and written to. A file
// that was made before the known one was last seen under the log's name is older than that, one that was made later is
// younger. But a file system may not record when a file was made, a compressed one was made later than what is in it,
// and a writer that was slow to change over has touched an older file last: no one sign is enough. What stays open
// is reported.
import { shownName } from '../text/file-name.js';
import { basename } from 'node:path';
import { compressionOf } from './compression.js';
import { beginsAlike, beginsWith, headLength } from './identity.js';
import { plainHead } from './plain-head.js';
import { RegularFile } from './regular-file.js';
import { areDates, compareNumbers, likeness, numbersIn, schemeOf } from './scheme.js';
import type { Scheme } from './scheme.js';

export interface Surroundings {
  /** The name under which the log is written. */
  readonly log: string;
  /** The other files beside it. */
  readonly others: readonly string[];
  /** The last file of the log that was read. */
  readonly old: RegularFile;
  /** It is the very file, not a copy of it. */
  readonly isOriginal: boolean;
  /** When it was last written to while it had the log's name, in ns, as far as that was seen. */
  readonly seen: bigint | undefined;
  /** The one that is written now. */
  readonly here: RegularFile;
  readonly notice: (message: string) => void;
}

interface Member {
  readonly file: RegularFile;
  readonly numbers: readonly string[];
  readonly isPacked: boolean;
  readonly born: bigint;
  readonly written: bigint;
}

/** The files that came after `old` and before `here`, the earliest first. */
export function generationsBetween(around: Surroundings): readonly RegularFile[] {
  const { log, others, old, here } = around;
  const place = placeOf(old, others);
  const scheme = place === undefined ? undefined : schemeOf(basename(place), log);
  if (scheme === undefined) return byTimes(around);
  const all = membersOf(
    scheme,
    others.filter((other) => other !== place),
  );
  const known = memberOf(old, numbersIn(scheme, basename(place!)));
  const current = numbersIn(scheme, basename(here.path));
  const way = current === undefined ? wayOf(all, known, around) : compareNumbers(current, known.numbers);
  const isBetween = ({ numbers }: Member): boolean =>
    way * compareNumbers(numbers, known.numbers) > 0 &&
    (current === undefined || way * compareNumbers(numbers, current) < 0);
  const between = all.filter(
    (member) => isBetween(member) && !isOlder(member, known, around) && !isCopy(member, around),
  );
  const files = between.sort((a, b) => way * compareNumbers(a.numbers, b.numbers)).map(({ file }) => file);
  release(all, files);
  doubt(around, scheme, files);
  return files;
}

/**
 * Copies that were made of a log since it was empty: rotation has copied and emptied it, and they are unread.
 * @param written when the log was last seen empty, in ns
 */
export function copiesSince(
  written: bigint,
  around: Omit<Surroundings, 'old' | 'isOriginal' | 'seen'>,
): readonly RegularFile[] {
  const { log, others, here, notice } = around;
  const copies: Member[] = [];
  for (const path of others) {
    const sure = likeness(basename(path), log);
    const member = sure === 'other' ? undefined : tryMember(path);
    if (member === undefined || isEmpty(member)) continue;
    const isNew = member.written > written && (member.isPacked || member.born === 0n || member.born > written);
    if (isNew && sure === 'own' && !isCopyOf(member, here)) copies.push(member);
    else if (isNew && sure === 'perhaps')
      notice(
        `${shownName(path)} may be a part of ${shownName(here.name)} that was rotated before it was read; it is not read, its name does not say so`,
      );
  }
  return inOrderOfTime(copies).map(({ file }) => file);
}

/** The compressed one that was written to last; undefined when there is none. */
export function packedGeneration(log: string, others: readonly string[]): string | undefined {
  const candidates = others.filter((other) => likeness(basename(other), log) !== 'other');
  const packed = candidates.map(tryMember).filter((member) => member?.isPacked === true) as Member[];
  release(packed, []);
  return packed.sort((a, b) => (a.written < b.written ? -1 : 1)).at(-1)?.file.path;
}

/** The path that the file we know has now, compressed meanwhile or not. */
function placeOf(old: RegularFile, others: readonly string[]): string | undefined {
  if (others.includes(old.path)) return old.path;
  if (!old.removed) return old.whereabouts(others);
  const head = Buffer.from(old.identity.head, 'base64');
  if (head.length === 0) return undefined;
  return others.find((other) => {
    const member = tryMember(other);
    const found = member?.isPacked === true && plainHead(member.file)?.subarray(0, head.length).equals(head) === true;
    member?.file.park();
    return found;
  });
}

/** Without a scheme: what has the log's name in its own and is younger than the file that we know. */
function byTimes({ log, others, old, here, seen, notice, isOriginal }: Surroundings): readonly RegularFile[] {
  const { born, written } = old.times;
  const end = here.times.born;
  const found: Member[] = [];
  for (const path of others) {
    const sure = likeness(basename(path), log);
    const member = sure === 'other' || path === old.path ? undefined : tryMember(path);
    if (member === undefined || isEmpty(member)) continue;
    const isKnown = born > 0n && member.born > 0n && isOriginal && !member.isPacked;
    const bornBetween = isKnown ? born < member.born && member.born < end : member.written > written;
    const age = ageOf(member, seen);
    const isNew = age === 0 ? bornBetween : age > 0;
    if (!isNew || isCopyOf(member, here) || isCopyOf(member, old)) member.file.park();
    else if (sure === 'own') found.push(member);
    else
      notice(
        `${shownName(path)} may be a part of ${shownName(here.name)} that came between two rotations; it is not read, its name does not say so`,
      );
  }
  return inOrderOfTime(found).map(({ file }) => file);
}

/** Files of one scheme; of a file and its compressed copy the file. */
function membersOf(scheme: Scheme, paths: readonly string[]): Member[] {
  const members = new Map<string, Member>();
  for (const path of paths) {
    const numbers = numbersIn(scheme, basename(path));
    const member = numbers && tryMember(path, numbers);
    if (member === undefined) continue;
    const twin = members.get(String(numbers));
    if (twin === undefined || twin.isPacked) members.set(String(numbers), member);
  }
  return [...members.values()];
}

function memberOf(file: RegularFile, numbers: readonly string[] = []): Member {
  const isPacked = compressionOf(Buffer.from(file.identity.head, 'base64')) !== undefined;
  return { file, numbers, isPacked, ...file.times };
}

function tryMember(path: string, numbers?: unknown): Member | undefined {
  try {
    return memberOf(new RegularFile(path), Array.isArray(numbers) ? (numbers as string[]) : []);
  } catch {
    // A neighbour that may not be read is not of this log, and one that is gone by now is none.
    return undefined;
  }
}

/** 1: higher numbers are younger (dates, counts that go on); −1: lower numbers are (`app.log.1` was `app.log` last). */
function wayOf(members: readonly Member[], known: Member, { isOriginal, seen, here, notice }: Surroundings): number {
  if (members.length === 0 || areDates(known.numbers)) return 1;
  const agreed = members.reduce(
    (sum, member) => sum + ageOf(member, seen) * compareNumbers(member.numbers, known.numbers),
    0,
  );
  if (agreed !== 0) return Math.sign(agreed);
  const line = [...members, known].sort((a, b) => compareNumbers(a.numbers, b.numbers));
  const votes = (compare: (a: Member, b: Member) => number): number =>
    Math.sign(line.slice(1).reduce((sum, member, i) => sum + compare(line[i]!, member), 0));
  // A renamed file keeps the time it was made, while a slow writer still touches it; nothing writes to a copy.
  const ways = isOriginal ? [votes(byBirth), votes(byWriting)] : [votes(byWriting), votes(byBirth)];
  const way = ways.find((sign) => sign !== 0);
  if (way !== undefined) return way;
  const names = line.map(({ file }) => file.path).join(', ');
  notice(
    `cannot tell in which order ${names} came before ${here.name}: they were made and written to at the same times; ` +
      'the lower number is taken for the later',
  );
  return -1;
}

/** A compressed file was made when it was compressed, but its time of writing is that of what is in it. */
function byBirth(a: Member, b: Member): number {
  if (a.isPacked !== b.isPacked || a.born === 0n || b.born === 0n) return 0;
  return signOf(b.born - a.born);
}

function byWriting(a: Member, b: Member): number {
  return signOf(b.written - a.written);
}

function signOf(difference: bigint): number {
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** Whatever its number: a count may have begun anew. */
function isOlder(member: Member, known: Member, { seen }: Surroundings): boolean {
  const age = ageOf(member, seen);
  return age === 0 ? byBirth(known, member) < 0 && byWriting(known, member) < 0 : age < 0;
}

/** Below 0: it was there when the known file was seen under the log's name; above 0: it was not; 0: not known. */
function ageOf({ born, isPacked }: Member, seen: bigint | undefined): number {
  return isPacked || born === 0n || seen === undefined ? 0 : signOf(born - seen);
}

function inOrderOfTime(members: readonly Member[]): readonly Member[] {
  const byBirthFirst = members.every(({ born, isPacked }) => born > 0n && !isPacked);
  const time = (member: Member): bigint => (byBirthFirst ? member.born : member.written);
  return [...members].sort((a, b) => signOf(time(a) - time(b)));
}

/** A copy of the file that is written now, made a moment ago or never emptied; or a second one of the file that we know. */
function isCopy(member: Member, { old, here, notice }: Surroundings): boolean {
  if (isCopyOf(member, old) && old.size >= headLength) return true;
  if (!isCopyOf(member, here) || (member.born > 0n && member.born < here.times.born)) return false;
  if (member.file.size < headLength)
    notice(`${member.file.path} begins as ${here.name} does, and is taken for a copy of it; it is not read`);
  return true;
}

/** One of the two begins with all of the other, as far as its first bytes and those where it ends show. */
function isCopyOf({ file, isPacked }: Member, end: RegularFile): boolean {
  if (end.size === 0) return false;
  if (isPacked) return end.size >= headLength && plainHead(file)?.equals(end.peek(0, headLength)) === true;
  const shorter = Math.min(file.size, end.size);
  if (shorter === 0) return false;
  if (shorter < headLength) return beginsWith(file.fd, end.peek(0, shorter));
  return beginsAlike(file.fd, end.identity) && file.peek(shorter - 64, 64).equals(end.peek(shorter - 64, 64));
}

function isEmpty({ file, isPacked }: Member): boolean {
  return isPacked ? plainHead(file)?.length === 0 : file.size === 0;
}

/** Files that might belong there by their times, but not by their names, are named. */
function doubt(around: Surroundings, scheme: Scheme, taken: readonly RegularFile[]): void {
  const { log, others, old, here, notice } = around;
  const known = memberOf(old);
  for (const path of others) {
    const name = basename(path);
    if (numbersIn(scheme, name) !== undefined || likeness(name, log) === 'other') continue;
    const member = tryMember(path);
    if (member === undefined || isEmpty(member)) continue;
    const isYounger = byWriting(known, member) > 0 && byBirth(known, member) >= 0 && ageOf(member, around.seen) >= 0;
    const ends = [old, here, ...taken];
    if (isYounger && !member.isPacked && !ends.some((end) => isCopyOf(member, end)))
      notice(
        `${shownName(path)} may be a part of ${shownName(here.name)} that came between two rotations; it is not read, for ${shownName(old.path)} is named otherwise`,
      );
    member.file.park();
  }
}

function release(members: readonly Member[], but: readonly RegularFile[]): void {
  for (const { file } of members) if (!but.includes(file)) file.park();
}
