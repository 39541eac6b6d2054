// Numbers that are hard on sums: exponents far apart, subnormals, neighbours of 2^53, cancellation, ids of 20 digits.
import fc from 'fast-check';

const edges = [5e-324, 2 ** -1074 * 3, 2 ** -1022, 0.1, 0.5, 1, 2 ** 52 + 0.5, 2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2];
const far = [2 ** 64, 1e21, 1e22, 1e300, 2 ** 1023, Number.MAX_VALUE];

/** Any finite double, the awkward ones often. */
export const double: fc.Arbitrary<number> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.tuple(fc.constantFrom(...edges, ...far), fc.constantFrom(1, -1)).map(([x, sign]) => sign * x),
  fc.integer({ min: -1000, max: 1000 }),
  fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 100),
);

/** Doubles of everyday size. */
export const everyday: fc.Arbitrary<number> = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.integer({ min: 0, max: 2 ** 31 }),
  fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100),
);

/** Integers that may be longer than any double holds exactly. */
export const integer: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
  fc.bigInt({ min: -(10n ** 330n), max: 10n ** 330n }),
);

export const number: fc.Arbitrary<number | bigint> = fc.oneof(
  { weight: 4, arbitrary: double },
  { weight: 1, arbitrary: integer },
);
