// Lines that are nearly right: a seeded mutator of valid JSON (insert, delete, overwrite, double, swap), drawing on the
// bytes that mean something to a scanner. The same seed gives the same mutants.

/** A 32-bit generator (xorshift): numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4294967296;
  };
}

const meaningful = Buffer.from('{}[]",:\\/"0123456789-+.eEtfnu \t\r@Za');
const odd = Buffer.from([0, 1, 0x1f, 0x7f, 0x80, 0xc3, 0xa9, 0xe2, 0xf0, 0xff]);

/** A mutant of the line, of one to four changes; never with a newline in it. */
export function mutant(line: Uint8Array, next: () => number): Uint8Array {
  let bytes: readonly number[] = [...line];
  const changes = 1 + Math.floor(next() * next() * 4);
  for (let i = 0; i < changes; i++) bytes = change(bytes, next);
  return Uint8Array.from(bytes.filter((byte) => byte !== 10));
}

function change(bytes: readonly number[], next: () => number): readonly number[] {
  const at = Math.floor(next() * (bytes.length + 1));
  const size = 1 + Math.floor(next() * next() * 12);
  const before = bytes.slice(0, at);
  switch (Math.floor(next() * 6)) {
    case 0:
      return [...before, anyByte(next), ...bytes.slice(at)];
    case 1:
      return [...before, ...bytes.slice(at + size)];
    case 2:
      return [...before, anyByte(next), ...bytes.slice(at + 1)];
    case 3:
      return [...bytes.slice(0, at + size), ...bytes.slice(at)];
    case 4: {
      const from = Math.floor(next() * (bytes.length + 1));
      return [...before, ...bytes.slice(from, from + size), ...bytes.slice(at)];
    }
    default:
      return before.concat(next() < 0.2 ? [] : bytes.slice(at + size), next() < 0.5 ? [] : bytes.slice(at, at + size));
  }
}

function anyByte(next: () => number): number {
  const from = next() < 0.06 ? odd : meaningful;
  return from[Math.floor(next() * from.length)]!;
}
