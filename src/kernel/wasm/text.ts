// The ends of strings and lines, sixteen bytes at a time.

/** `null`, and room to read sixteen bytes. */
export const nullText = memory.data<u8>([0x6e, 0x75, 0x6c, 0x6c, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

/** Bits of the bytes that may end a run of plain characters: quotation mark, backslash, control character. */
// @ts-ignore: decorator
@inline
export function special(at: usize): i32 {
  const bytes = v128.load(at);
  return i8x16.bitmask(
    v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))),
      i8x16.eq(i8x16.min_u(bytes, i8x16.splat(0x1f)), bytes),
    ),
  );
}

/** The closing quotation mark of the string whose characters begin at `at`, or go on there; 0 when it is no string. */
export function closing(at: usize): usize {
  let p = at;
  while (true) {
    const found = special(p);
    if (found == 0) {
      p += 16;
      continue;
    }
    p += ctz(found);
    const c = load<u8>(p);
    if (c == 0x22) return p;
    if (c != 0x5c) return 0;
    p = afterEscape(p + 1);
    if (p == 0) return 0;
  }
}

/** The byte after the escape whose backslash stands before `at`; 0 when there is no such escape. */
function afterEscape(at: usize): usize {
  const c = load<u8>(at);
  if (c != 0x75) return isShortEscape(c) ? at + 1 : 0;
  for (let i: usize = 1; i <= 4; i++) if (!isHex(load<u8>(at + i))) return 0;
  return at + 5;
}

function isShortEscape(c: u8): bool {
  return (
    c == 0x22 || c == 0x5c || c == 0x2f || c == 0x62 || c == 0x66 || c == 0x6e || c == 0x72 || c == 0x74
  );
}

function isHex(c: u8): bool {
  return c - 0x30 <= 9 || (c | 0x20) - 0x61 <= 5;
}

/** The next newline at or after `at`; there must be one. */
export function newline(at: usize): usize {
  let p = at;
  while (true) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(p), i8x16.splat(0x0a)));
    if (found != 0) return p + ctz(found);
    p += 16;
  }
}

/** The first byte from there on that is no white space within a line. */
export function skipSpace(at: usize): usize {
  let p = at;
  let c = load<u8>(p);
  while (c == 0x20 || c == 0x09 || c == 0x0d) c = load<u8>(++p);
  return p;
}
