// Products without rounding: what `x * y` loses is a double, too (Dekker 1971, with Veltkamp's way of cutting a double
// into halves of 26 bits whose products are exact).

const cut = 2 ** 27 + 1;

/** `x × y − product`, exactly, for `product = x * y` when neither it nor its last bits leave the range of doubles. */
export function twoProductError(x: number, y: number, product: number): number {
  const xs = cut * x;
  const x1 = xs - (xs - x);
  const x2 = x - x1;
  const ys = cut * y;
  const y1 = ys - (ys - y);
  const y2 = y - y1;
  return x1 * y1 - product + x1 * y2 + x2 * y1 + x2 * y2;
}
