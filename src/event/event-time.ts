// `--time-format`: how a value of an event becomes its time (SPEC §2, §4). Strict: what is no time is refused and never
// guessed at; finer than a millisecond is floored; numbers are read from their digits.
import { farthest, type Instant } from '../model/instant.js';
import { UsageError } from '../text/usage-error.js';
import { epochInstant, type Unit } from './time/epoch.js';
import { firstInLine, type LineReader } from './time/in-line.js';
import { isoInstant, isoOrSlashInstant } from './time/iso.js';
import { rfc2822Instant } from './time/rfc2822.js';
import { patternRemedy, patternsFor } from './time/spelled.js';
import { strptime } from './time/strptime.js';
import { parseZone, utc, type Zone } from './time/zone.js';

export interface TimeFormat {
  /** As it was given: `auto`, `ns`, `%d/%b/%Y`. */
  readonly name: string;
  /** The zone for text that names none, as it was given. */
  readonly zone: string;
  readonly place: TimePlace;
  /**
   * The instant a value names; NaN when it names none, or one beyond ±8.64e15 ms.
   * @param value the parsed JSON value, neither undefined nor null
   * @param raw the value as it was written; read only when it is a number
   */
  read(value: unknown, raw: () => string): Instant;
  /** Why `read` gave NaN: a clause for a person, `"2024-02-30" is no ISO 8601 time`. */
  complaint(value: unknown, raw: () => string): string;
}

/** Reads digits (of a number, or of a text) or any other text. */
interface TimeReader {
  /** What it reads, for complaints: `ISO 8601 time`. */
  readonly what: string;
  readonly number: ((digits: string) => Instant) | undefined;
  readonly text: (text: string, zone: Zone) => Instant;
  /** In lines: what may be a time and is not understood. */
  readonly unread?: LineReader['unread'];
}

/** No time is written longer than this; it bounds the work on hostile text. */
const longest = 256;

const form = 'auto, s, ms, us, ns, iso, clf, rfc2822, or a strptime pattern like "%Y-%m-%d %H:%M:%S"';

const readers: Readonly<Record<string, () => TimeReader>> = {
  auto: () => ({
    what: 'ISO 8601 time and no number',
    number: (digits) => epochInstant(digits, 'auto'),
    text: (text, zone) => (isNumber(text) ? epochInstant(text, 'auto') : isoOrSlashInstant(text, zone)),
  }),
  s: () => epoch('s', 'seconds'),
  ms: () => epoch('ms', 'milliseconds'),
  us: () => epoch('us', 'microseconds'),
  ns: () => epoch('ns', 'nanoseconds'),
  iso: () => ({ what: 'ISO 8601 time', number: undefined, text: isoInstant }),
  clf: () => clf(),
  rfc2822: () => ({ what: 'RFC 2822 time', number: undefined, text: rfc2822Instant }),
};

/** Where a time stands: 'whole', a value is it and nothing else; 'in-line', somewhere in a line of text. */
export type TimePlace = 'whole' | 'in-line';

/**
 * Reads a `--time-format`.
 * @param name one of the names, or a strptime pattern (it has a `%`)
 * @param zone `--tz`: for text that names no zone
 * @param place of the times; in a line the first one counts
 * @throws Misuse when the name is unknown, the pattern has no year or makes no sense, or there is no such zone
 */
export function parseTimeFormat(name: string, zone = 'UTC', place: TimePlace = 'whole'): TimeFormat {
  return formatOf(name, place, zone === 'UTC' ? utc : parseZone(zone));
}

function readerOf(name: string): TimeReader {
  if (Object.hasOwn(readers, name)) return readers[name]!();
  if (!name.includes('%')) throw new UsageError(`"${name}" is no time format`, form);
  const text = strptime(name);
  const digits = name === '%s' ? (at: string): Instant => epochInstant(at, 's') : undefined;
  return { what: `time of the form ${name}`, number: digits, text };
}

/**
 * The reader of lines in which a time of that format stands; white space at the ends of a pattern means nothing there.
 */
function lineReaderOf(name: string): TimeReader {
  const bare = name.replace(/%([\s\S])/g, (code, of) => (of === 'n' || of === 't' ? ' ' : code)).trim();
  const reader = readerOf(bare);
  const { read, unread } = firstInLine(bare, reader.text);
  return { ...reader, text: read, unread };
}

function formatOf(name: string, place: TimePlace, zone: Zone): TimeFormat {
  const inLine = place === 'in-line';
  const reader = inLine ? lineReaderOf(name) : readerOf(name);
  const tooLong = inLine ? Infinity : longest;
  const at = (value: unknown, raw: () => string): Instant => {
    if (typeof value === 'string') return value.length > tooLong ? NaN : reader.text(value, zone);
    return typeof value === 'number' && reader.number !== undefined ? reader.number(raw()) : NaN;
  };
  const named = formats(name, place, zone);
  const readsZones = !inLine && (name === 'auto' || name === 'iso');
  return {
    name,
    zone: zone.name,
    place,
    read(value, raw) {
      const instant = at(value, raw);
      return Math.abs(instant) <= farthest ? instant : NaN;
    },
    complaint(value, raw) {
      const shown = abridged(typeof value === 'number' ? raw() : JSON.stringify(value));
      if (!Number.isNaN(at(value, raw))) return `${shown} is beyond the calendar`;
      const unread = typeof value === 'string' ? reader.unread?.(value, zone) : undefined;
      if (unread !== undefined)
        return [unread.why, named(value) ?? unread.remedy].filter((part) => part !== undefined).join('; ');
      const none = inLine ? `there is no ${reader.what} in ${shown}` : `${shown} is no ${reader.what}`;
      const remedy = named(value) ?? spelled(value, place) ?? (readsZones ? zoneRemedy(value, zone) : undefined);
      return [none, remedy].filter((part) => part !== undefined).join('; ');
    },
  };
}

/** Names the format that would have read a text, for a message. */
function formats(given: string, place: TimePlace, zone: Zone): (value: unknown) => string | undefined {
  let others: readonly (readonly [string, TimeReader])[] | undefined;
  return (value) => {
    if (typeof value !== 'string' || (place === 'whole' && value.length > longest)) return undefined;
    const of = place === 'whole' ? readerOf : lineReaderOf;
    others ??= (given === 'auto' ? ['clf', 'rfc2822'] : ['iso', 'clf', 'rfc2822']).map((name) => [name, of(name)]);
    const fitting = others.find(([, reader]) => !Number.isNaN(reader.text(value, zone)));
    return fitting && `--time-format ${fitting[0]} reads it`;
  };
}

/** Names the patterns that would have read it. */
function spelled(value: unknown, place: TimePlace): string | undefined {
  const patterns = typeof value === 'string' ? patternsFor(value, place === 'whole') : [];
  return place === 'in-line'
    ? patternRemedy(patterns)
    : patternRemedy(patterns)?.replace('takes the day alone', 'reads it');
}

/** Of a time with the name of a zone behind it that stands for several, or for none. */
function zoneRemedy(value: unknown, zone: Zone): string | undefined {
  if (typeof value !== 'string' || value.length > longest) return undefined;
  const [, time = '', name = ''] = /^(.*\d) ?([A-Za-z][\w/+-]*|\[[^\]]*\])$/.exec(value) ?? [];
  if (!time.includes(':') || Number.isNaN(isoOrSlashInstant(time, zone))) return undefined;
  return `the zone ${name} is not understood: an offset like +02:00 is, and so is [Europe/Berlin]`;
}

function abridged(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

function isNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}

function epoch(unit: Unit, what: string): TimeReader {
  const number = (digits: string): Instant => epochInstant(digits, unit);
  return { what: `number of ${what}`, number, text: number };
}

/** The time field of the Common Log Format, with or without its square brackets. */
function clf(): TimeReader {
  const read = strptime('%d/%b/%Y:%H:%M:%S %z');
  return {
    what: 'time of the Common Log Format',
    number: undefined,
    text: (text, zone) => read(/^\[.*\]$/s.test(text) ? text.slice(1, -1) : text, zone),
  };
}
