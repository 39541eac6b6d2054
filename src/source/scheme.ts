// How rotation names the older files of a log. The scheme shows in the name that a file we know has got: of `app.log` and
// `app.log.2` it is `app.log.N`, of `app.log` and `app-20260101.log` it is `app-N.log`. Any digits that rotation has put
// into the name count, and what compression has put behind it does not.

export interface Scheme {
  readonly pattern: RegExp;
}

const compressed = /\.(?:gz|zst|bz2|xz|lz4|br|zip|Z)$/;

/** The scheme by which `name` is an older file of the log `base`; undefined when no number shows one. */
export function schemeOf(name: string, base: string): Scheme | undefined {
  const plain = name.replace(compressed, '');
  const [before, after] = frameOf(plain, base);
  const mark = plain.slice(before.length, plain.length - after.length);
  if (!/\d/.test(mark)) return undefined;
  const digits = mark.split(/\d+/).map(escape).join('(\\d+)');
  return { pattern: new RegExp(`^${escape(before)}${digits}${escape(after)}$`) };
}

/** The numbers of a name, the first being the most significant; undefined when the name is of another scheme. */
export function numbersIn({ pattern }: Scheme, name: string): readonly string[] | undefined {
  return pattern.exec(name.replace(compressed, ''))?.slice(1);
}

/** Below 0: the numbers of `a` are the lower ones. */
export function compareNumbers(a: readonly string[], b: readonly string[]): number {
  for (const [i, text] of a.entries()) {
    const difference = BigInt(text) - BigInt(b[i]!);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return 0;
}

/** Years, dates and seconds or milliseconds since 1970 only ever grow; a day before a month or a count may not. */
export function areDates([first = '', ...rest]: readonly string[]): boolean {
  if (/^(?:19|20)\d\d$/.test(first)) return rest.length > 0;
  return /^(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-3]\d(?:\d\d){0,3})?$|^1\d{9}(?:\d{3})?$/.test(first);
}

/**
 * How sure it is, without a scheme to go by, that `name` is an older file of the log `base`: `app.log.1`, `app.log_1` and
 * `app.log.old1` are its own, `app-1.log` may as well be the log of another program.
 */
export function likeness(name: string, base: string): 'own' | 'perhaps' | 'other' {
  const plain = name.replace(compressed, '');
  if (plain === base) return name === base ? 'other' : 'own';
  if (plain.startsWith(base)) return /^[._-]?\w*[._-]?\d[\w.:-]*$/.test(plain.slice(base.length)) ? 'own' : 'other';
  const dot = base.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [base.slice(0, dot), base.slice(dot)] : [base, ''];
  if (!plain.startsWith(stem) || !plain.endsWith(extension)) return 'other';
  const mark = plain.slice(stem.length, plain.length - extension.length);
  return /^[._-]?\d[\w.:-]*$/.test(mark) ? 'perhaps' : 'other';
}

/** What both names begin and end with; a number is not cut in two. */
function frameOf(name: string, base: string): readonly [string, string] {
  const shorter = Math.min(name.length, base.length);
  let from = 0;
  while (from < shorter && name[from] === base[from]) from++;
  let until = 0;
  while (until < shorter - from && name.at(-1 - until) === base.at(-1 - until)) until++;
  const isDigit = (text: string | undefined): boolean => text !== undefined && /\d/.test(text);
  while (from > 0 && isDigit(name[from - 1]) && isDigit(name[from])) from--;
  while (until > 0 && isDigit(name.at(-until)) && isDigit(name.at(-1 - until))) until--;
  return [name.slice(0, from), name.slice(name.length - until)];
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&');
}
