// How a number is written (SPEC §2 "Aggregates", last lines): as JavaScript writes it, but integers always in full.
// A double of 2^53 and more is an integer, and the shortest digits that read back as it (1152921504606847000 for 2^60,
// 1e+21) are not its digits: a reader who counts in integers would get another number.

/** JSON text of a finite number; an integer has all its digits, and zero has no sign. */
export function numberText(x: number): string {
  return x > Number.MAX_SAFE_INTEGER || x < Number.MIN_SAFE_INTEGER ? BigInt(x).toString() : String(x);
}
