// A strptime pattern in the words of the scanner (kernel/wasm/timestamp.ts): for texts in which every field has all its
// digits, as programs write them. Other texts, and other patterns, are left to the pattern's own reader (time/strptime.ts);
// where the scanner reads a text, both read the same, because a field never takes fewer digits than it can.

const literal = 0;
const zone = 11;

const stepOf: Readonly<Record<string, number>> = {
  Y: 1,
  y: 2,
  m: 3,
  b: 4,
  h: 4,
  B: 4,
  d: 5,
  e: 6,
  H: 7,
  M: 8,
  S: 9,
  f: 10,
  L: 10,
  z: zone,
  a: 12,
  A: 12,
};

const shorthands: Readonly<Record<string, string>> = { T: '%H:%M:%S', D: '%m/%d/%y', F: '%Y-%m-%d' };

/**
 * The steps of a pattern that `parseTimeFormat` has accepted; undefined when the scanner cannot read it.
 * @param zoneName of texts that name no zone: only UTC needs no rules
 */
export function scanPattern(pattern: string, zoneName: string): readonly number[] | undefined {
  const long = pattern.replace(/%([TDF])/g, (_, code: string) => shorthands[code]!);
  if (!long.includes('%') || /[^ !#-[\]-~]|%[^YymbhBdeHMSfLzaA%]/.test(long)) return undefined;
  if (zoneName !== 'UTC' && !long.includes('%z')) return undefined;
  return long.match(/%.| +|[^%]/g)!.flatMap((part) => {
    if (part === '%%') return [literal, 37];
    return part.startsWith('%') ? [stepOf[part[1]!]!] : [literal, part.charCodeAt(0)];
  });
}
