// A time somewhere in a line of plain text: `--input-format text` with `--time '$.line'` (SPEC §2). The first one
// counts, and never a time that is not in the line: where `auto` and `iso` look, a stamp of date and clock time goes
// before a date alone, names and paths of files have no times, and what might be a time but is not understood is
// reported and not stepped over. Looking is linear in the line: no shape has two repetitions that can share characters,
// and none begins inside a word or a number.
import { farthest, type Instant } from '../../model/instant.js';
import { epochInstant } from './epoch.js';
import { patternRemedy, patternsFor } from './spelled.js';
import { stampAt, type Stamp } from './stamp.js';
import { strptimeShape } from './strptime.js';
import type { Zone } from './zone.js';

type Read = (text: string, zone: Zone) => Instant;

/** A reader of whole lines. */
export interface LineReader {
  /** The time of a line; NaN when there is none, or none that is understood. */
  readonly read: Read;
  /** Of a line without a time: which text was not understood, for a person; undefined when nothing looks like a time. */
  readonly unread: (line: string, zone: Zone) => Unread | undefined;
}

/** What might be a time and is not understood. */
export interface Unread {
  readonly text: string;
  /** A clause about it. */
  readonly why: string;
  /** What reads it, if that is known: a sentence that begins with `--time-format`. */
  readonly remedy: string | undefined;
}

/** Longer stretches are no times, whatever they look like. */
const longest = 64;

const mail = String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun)\s?,?\s{1,3})?\d{1,2}\s{1,3}[a-z]{3,4}\s{1,3}\d{2,4}\s{1,3}\d\d:\d\d(?::\d\d)?\s{1,3}(?:[+-]\d{4}|[a-z]{1,3})`;

/** A number by itself: no part of an address, a path, a clock time or a larger number. */
const number = (digits: string): string => String.raw`(?<![\w.:/+-])-?${digits}(?:\.\d+)?(?![\w:/]|[.-]\d)`;

const shapes: Readonly<Record<string, string>> = {
  s: number(String.raw`\d+`),
  ms: number(String.raw`\d+`),
  us: number(String.raw`\d+`),
  ns: number(String.raw`\d+`),
  clf: strptimeShape('%d/%b/%Y:%H:%M:%S %z'),
  rfc2822: mail,
};

const begins = String.raw`(?:(?<![0-9A-Za-z])|(?![0-9A-Za-z]))`;
const ends = String.raw`(?:(?![0-9A-Za-z])|(?<![0-9A-Za-z]))`;

/**
 * A reader of whole lines.
 * @param name of a format, or a strptime pattern
 * @param read the strict reader of that format; NaN for what is no time
 */
export function firstInLine(name: string, read: Read): LineReader {
  if (name === 'auto' || name === 'iso') return stampReader(name === 'auto');
  const shape = Object.hasOwn(shapes, name) ? shapes[name]! : strptimeShape(name);
  return { read: shapeReader(shape, read), unread: () => undefined };
}

/** The first place counts where the strict reader agrees: a day that does not exist is passed over, not guessed at. */
function shapeReader(shape: string, read: Read): Read {
  const somewhere = new RegExp(`${begins}(?:${shape})${ends}`, 'gi');
  return (line, zone) => {
    somewhere.lastIndex = 0;
    for (let found = somewhere.exec(line); found !== null; found = somewhere.exec(line)) {
      const at = found[0].length > longest ? NaN : read(found[0], zone);
      if (Math.abs(at) <= farthest) return at;
      somewhere.lastIndex = found.index + 1;
    }
    return NaN;
  };
}

/** A date that begins no later than at a word's beginning, and is no part of a name: `app-2026-01-01.log`. */
const dated = String.raw`(?<![0-9A-Za-z])(?<![0-9A-Za-z_][-_.+])(?:\d{4}([-/])\d{1,2}\1\d{1,2}(?!\d)|\d{8}[Tt]\d{4})`;
/** Small numbers stand everywhere in text; with ten digits and more they mean times from 2001 on. */
const counted = number(String.raw`\d{10,19}`);

type Outcome = Instant | Unread;

function stampReader(numbers: boolean): LineReader {
  const candidates = new RegExp(numbers ? `${dated}|(${counted})` : dated, 'g');
  const find = (line: string, zone: Zone): Outcome => new Search(line, zone).outcome(candidates);
  return {
    read(line, zone) {
      const outcome = find(line, zone);
      return typeof outcome === 'number' && Math.abs(outcome) <= farthest ? outcome : NaN;
    },
    unread(line, zone) {
      const outcome = find(line, zone);
      return typeof outcome === 'number' ? undefined : outcome;
    },
  };
}

type Day = Extract<Stamp, { kind: 'day' }> & { readonly text: string };

/** Looks for the time of one line. */
class Search {
  readonly #line: string;
  readonly #zone: Zone;
  readonly #words: Words;
  /** The first date alone, and the first number that may be a time. */
  #day: Day | undefined;
  #number: { readonly text: string; readonly beforeDay: boolean } | undefined;

  constructor(line: string, zone: Zone) {
    this.#line = line;
    this.#zone = zone;
    this.#words = new Words(line);
  }

  outcome(candidates: RegExp): Outcome {
    candidates.lastIndex = 0;
    for (let found = candidates.exec(this.#line); found !== null; found = candidates.exec(this.#line)) {
      if (this.#words.inPath(found.index)) continue;
      if (found[2] !== undefined) this.#number ??= { text: found[0], beforeDay: this.#day === undefined };
      else {
        const outcome = this.#stamp(found.index);
        if (outcome !== undefined) return outcome;
      }
    }
    return this.#withoutClock();
  }

  /** A time, or what is in its way; undefined when the search goes on. */
  #stamp(at: number): Outcome | undefined {
    const stamp = stampAt(this.#line, at, this.#zone);
    if (stamp.kind === 'none') return undefined;
    if (stamp.kind === 'day') {
      this.#day ??= { ...stamp, text: this.#line.slice(at, stamp.end) };
      return undefined;
    }
    const before = this.#line.slice(0, at);
    const other = otherStamp.exec(before) ?? (this.#day === undefined ? null : clockTime.exec(before));
    if (other !== null) return this.#elsewhere(other[0].trim());
    return stamp.kind === 'time' ? stamp.at : notUnderstood(stamp);
  }

  /** No date has a clock time beside it. */
  #withoutClock(): Outcome {
    const [day, epoch] = [this.#day, this.#number];
    if (day === undefined && epoch === undefined) return NaN;
    const other = otherStamp.exec(this.#line) ?? (day === undefined ? null : clockTime.exec(this.#line));
    if (other !== null) return this.#elsewhere(other[0].trim());
    if (day === undefined) return epochInstant(epoch!.text, 'auto');
    if (epoch?.beforeDay !== true) return day.at;
    const why = `both ${epoch.text} and ${day.text} may be the time`;
    return { text: day.text, why, remedy: dayAlone(day.text) };
  }

  /** Something stands in the line that looks like the time, or like a part of it. */
  #elsewhere(text: string): Unread {
    if (this.#day === undefined)
      return { text, why: `"${text}" may be the time, and is not understood`, remedy: spelled(text) };
    const why = `the date ${this.#day.text} has no clock time beside it, but the line says ${text}`;
    return { text, why, remedy: dayAlone(this.#day.text) };
  }
}

function notUnderstood({ text, why }: Extract<Stamp, { kind: 'unread' }>): Unread {
  if (why === 'no such time') return { text, why: `there is no such time as "${text}"`, remedy: undefined };
  if (why === 'clock') return { text, why: `the clock time in "${text}" is not understood`, remedy: spelled(text) };
  const pattern = spelled(text);
  const remedy = pattern?.replace(/ reads it$/, ' with --tz reads it without the zone');
  return { text, why: `the zone in "${text}" is not understood`, remedy };
}

function spelled(text: string): string | undefined {
  return patternRemedy(patternsFor(text, false));
}

function dayAlone(text: string): string {
  return `--time-format '${text[4] === '/' ? '%Y/%m/%d' : '%Y-%m-%d'}' takes the day alone`;
}

/** A clock time by itself. */
const clockTime = /(?<![\w.:/-])\d{1,2}(?::\d\d(?::\d\d)?(?!\d)|[ \t]?[AaPp][Mm](?!\w))/;
/** A date and a clock time in an order that has more than one meaning, or of another format. */
const otherStamp =
  /(?<![0-9A-Za-z])(?:\d{1,2}[/. -](?:\d{1,2}|[A-Za-z]{3,9})[/. -]\d{4}[ \t:,T]{1,4}\d{1,2}:\d\d|\d{8}[ \tT_-]\d{1,2}:?\d\d(?:\d\d)?(?!\d))/;

/** The words of a line, gone over once from left to right: whether one is a path or an address so far. */
class Words {
  readonly #line: string;
  #at = 0;
  #path = false;

  constructor(line: string) {
    this.#line = line;
  }

  /** Whether the word at this place has a character of paths before it. Places come in rising order. */
  inPath(at: number): boolean {
    for (; this.#at < at; this.#at++) {
      const c = this.#line[this.#at]!;
      if (' \t"\'`,;|:()[]{}<>'.includes(c)) this.#path = false;
      else if ('/\\?&%'.includes(c)) this.#path = true;
    }
    return this.#path;
  }
}
