// Text and whole numbers put into a buffer byte by byte. For the few dozen bytes of a row's part that is faster than any
// call into the runtime; test/kernel/put-text.test.ts holds the results equal to Buffer.write and String.

/** Copies the bytes; returns where they end. */
export function putBytes(buffer: Uint8Array, at: number, bytes: Uint8Array): number {
  const { length } = bytes;
  for (let i = 0; i < length; i++) buffer[at + i] = bytes[i]!;
  return at + length;
}

/** Writes text as UTF-8, quickly when it is ASCII; returns where it ends. Room for three bytes a character is needed. */
export function putText(buffer: Buffer, at: number, text: string): number {
  const { length } = text;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return at + buffer.write(text, at, 'utf8');
    buffer[at + i] = code;
  }
  return at + length;
}

/** Writes a whole number of at most 2^53 − 1 in either direction as JavaScript writes it; returns where it ends. */
export function putInteger(buffer: Uint8Array, at: number, n: number): number {
  if (n < 0) {
    buffer[at++] = 45;
    n = -n;
  }
  let end = at + digitsOf(n);
  const stop = end;
  // Beyond 2^31 a division is one of doubles; what is left after a few of them is not.
  while (n > 0x7fffffff) {
    const rest = Math.floor(n / 10);
    buffer[--end] = 48 + (n - rest * 10);
    n = rest;
  }
  let small = n | 0;
  do {
    const rest = (small / 10) | 0;
    buffer[--end] = 48 + (small - rest * 10);
    small = rest;
  } while (small > 0);
  return stop;
}

/**
 * Writes a finite number as JavaScript writes it; returns where it ends. Twenty-four bytes are enough. With at most three
 * decimals it is done here: a decimal of up to 15 digits that reads back as `x` is the only one, so it is the shortest.
 */
export function putNumber(buffer: Buffer, at: number, x: number): number {
  if (Number.isInteger(x) && x <= Number.MAX_SAFE_INTEGER && x >= Number.MIN_SAFE_INTEGER)
    return putInteger(buffer, at, x);
  const thousandths = Math.round(x * 1000);
  // `String` would keep what it has made until a full collection, tens of megabytes of it, and is slower.
  if (thousandths / 1000 !== x || thousandths >= 1e15 || thousandths <= -1e15)
    return putText(buffer, at, JSON.stringify(x));
  const whole = Math.trunc(x);
  if (x < 0 && whole === 0) buffer[at++] = 45;
  at = putInteger(buffer, at, whole);
  let rest = Math.abs(thousandths - whole * 1000);
  buffer[at++] = 46;
  for (let unit = 100; rest > 0; unit /= 10) {
    const digit = (rest / unit) | 0;
    buffer[at++] = 48 + digit;
    rest -= digit * unit;
  }
  return at;
}

function digitsOf(n: number): number {
  let digits = 1;
  for (let power = 10; n >= power; power *= 10) digits++;
  return digits;
}
