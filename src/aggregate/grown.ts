// Room for more slots. Arrays at least double, so that a run that opens windows one by one copies each cell only a few
// times; they never shrink, because the operator uses freed slots again.

/** An array of at least `length` cells that begins with those of `cells`; `cells` itself when it is long enough. */
export function grown(cells: Float64Array, length: number, clear = 0): Float64Array {
  if (length <= cells.length) return cells;
  const wider = new Float64Array(Math.max(length, 2 * cells.length, 64));
  wider.set(cells);
  if (clear !== 0) wider.fill(clear, cells.length);
  return wider;
}
