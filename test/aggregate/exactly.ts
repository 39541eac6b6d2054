// The oracle of the exact aggregates: fixed-point numbers wide enough for every double and every midpoint between two
// of them, and the definition of "nearest" spelled out. Slow, and written without looking at the code it judges.

/** Fixed-point numbers count units of 2^-1080. */
export const scale = 1080n;

/** A double or an integer, times 2^1080; infinity is where the next double would be. */
export function fixed(x: number | bigint): bigint {
  if (typeof x === 'bigint') return x << scale;
  if (Number.isNaN(x)) throw new RangeError('not a number');
  if (!Number.isFinite(x)) return BigInt(Math.sign(x)) << (1024n + scale);
  let [digits, shift] = [x, scale];
  for (; !Number.isInteger(digits); shift--) digits *= 2;
  return BigInt(digits) << shift;
}

/**
 * Whether `text` is how `of / over` is to be written: in full when whole, else the nearest double, ties to even; when
 * that would be infinite, the nearest whole number.
 */
export function isWritten(text: string, of: bigint, over: bigint): boolean {
  if (of % over === 0n) return text === (of / over).toString();
  if (isBeyond(of, over)) return isNearestWhole(text, of, over);
  return isNearest(text, (bound) => bound * over, of << scale);
}

/** The same of the square root of `of / over`. */
export function isRootWritten(text: string, of: bigint, over: bigint): boolean {
  const whole = BigInt(/^\d+$/.test(text) ? text : 0);
  if (whole * whole * over === of) return text === whole.toString();
  return isNearest(text, (bound) => (bound < 0n ? -1n : 1n) * bound * bound * over, of << (2n * scale));
}

function isNearest(text: string, grow: (bound: bigint) => bigint, exact: bigint): boolean {
  const x = Number(text);
  if (!Number.isFinite(x)) return false;
  const even = (bitsOf(x) & 1n) === 0n;
  const [low, high] = [grow(between(neighbour(x, -1), x)), grow(between(x, neighbour(x, 1)))];
  const inside = even ? low <= exact && exact <= high : low < exact && exact < high;
  return inside && text === String(x);
}

/** Whether rounding to a double gives infinity, which it does from half a step above the largest. */
function isBeyond(of: bigint, over: bigint): boolean {
  return (of < 0n ? -of : of) >= ((1n << 1024n) - (1n << 970n)) * over;
}

function isNearestWhole(text: string, of: bigint, over: bigint): boolean {
  const twice = 2n * (BigInt(text) * over - of);
  return -over <= twice && twice <= over;
}

function between(a: number, b: number): bigint {
  return (fixed(a) + fixed(b)) / 2n;
}

function neighbour(x: number, step: 1 | -1): number {
  if (x === 0) return step * Number.MIN_VALUE;
  return doubleOf(bitsOf(x) + (x > 0 === step > 0 ? 1n : -1n));
}

const bits = new DataView(new ArrayBuffer(8));

function bitsOf(x: number): bigint {
  bits.setFloat64(0, x);
  return bits.getBigInt64(0);
}

function doubleOf(pattern: bigint): number {
  bits.setBigInt64(0, pattern);
  return bits.getFloat64(0);
}
