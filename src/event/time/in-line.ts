// A time somewhere in a line of plain text: `--input-format text` with `--time '$.line'` (SPEC §2). Lines are searched
// for what looks like a time of the format; the first place counts where its strict reader agrees, so that a day that does
// not exist is passed over, not guessed at. Looking is linear in the line: no shape has two repetitions that can
// share characters, and none begins inside a word or a number.
import { farthest, type Instant } from '../../model/instant.js';
import { strptimeShape } from './strptime.js';
import type { Zone } from './zone.js';

type Read = (text: string, zone: Zone) => Instant;

/** Longer stretches are no times, whatever they look like. */
const longest = 64;

const offset = String.raw`[Zz]|[+-]\d\d(?::?\d\d)?`;
/** A date with dashes, or a basic one with its time, because eight digits may be anything. A lone hour is none either. */
const iso = String.raw`\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:${offset}| [+-]\d\d:?\d\d)?)?|\d{8}[Tt]\d{4}(?:\d\d(?:[.,]\d+)?)?(?:${offset})?`;
const mail = String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun)\s?,?\s{1,3})?\d{1,2}\s{1,3}[a-z]{3}\s{1,3}\d{2,4}\s{1,3}\d\d:\d\d(?::\d\d)?\s{1,3}(?:[+-]\d{4}|[a-z]{1,3})`;

/** A number by itself: no part of an address, a path, a clock time or a larger number. */
const number = (digits: string): string => String.raw`(?<![\w.:/+-])-?${digits}(?:\.\d+)?(?![\w:/]|[.-]\d)`;

const shapes: Readonly<Record<string, string>> = {
  // Small numbers stand everywhere in text; with ten digits and more they mean times from 2001 on.
  auto: `${iso}|${number(String.raw`\d{10,19}`)}`,
  s: number(String.raw`\d+`),
  ms: number(String.raw`\d+`),
  us: number(String.raw`\d+`),
  ns: number(String.raw`\d+`),
  iso,
  clf: strptimeShape('%d/%b/%Y:%H:%M:%S %z'),
  rfc2822: mail,
};

const begins = String.raw`(?:(?<![0-9A-Za-z])|(?![0-9A-Za-z]))`;
const ends = String.raw`(?:(?![0-9A-Za-z])|(?<![0-9A-Za-z]))`;

/**
 * A reader of whole lines.
 * @param name of a format, or a strptime pattern
 * @param read the strict reader of that format; NaN for what is no time
 * @returns the first time in a line, NaN when there is none
 */
export function firstInLine(name: string, read: Read): Read {
  const shape = Object.hasOwn(shapes, name) ? shapes[name]! : strptimeShape(name);
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
