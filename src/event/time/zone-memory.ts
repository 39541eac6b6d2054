// What two questions about zones share: which instant a clock means (zone.ts), and what it shows (cel/zone-clock.ts). The
// rules of zones, and the code that reads them, are loaded only for zones other than UTC.

/** Whether the name is UTC's. */
export function isUtc(name: string): boolean {
  return /^(?:Etc\/)?(?:UTC|GMT|Z)$/i.test(name);
}

/** The code that reads the rules of zones. */
export function loadTemporal(): (typeof import('temporal-polyfill'))['Temporal'] {
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  return (require('temporal-polyfill') as typeof import('temporal-polyfill')).Temporal;
}

/** Names that are remembered; there are about 600 zones. */
const mostNames = 1000;

/** What is found for the name of a zone, once. */
export function rememberedByName<T>(find: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    if (known.has(name)) return known.get(name)!;
    if (known.size === mostNames) known.clear();
    const found = find(name);
    known.set(name, found);
    return found;
  };
}

/** A quarter of an hour, in ms: clocks are changed between two. */
export const quarter = 900_000;
const kept = 20_000;

/**
 * A number for each quarter of an hour, found once.
 * @param find is given the beginning of a quarter
 */
export function rememberedByQuarter(find: (begin: number) => number): (ms: number) => number {
  const numbers = new Map<number, number>();
  return (ms) => {
    const at = Math.floor(ms / quarter);
    let number = numbers.get(at);
    if (number === undefined) {
      if (numbers.size === kept) numbers.clear();
      numbers.set(at, (number = find(at * quarter)));
    }
    return number;
  };
}
