// How much work one line may be. RFC 9535 sets no bound: a path with two `..` visits n²/2 nodes of a line nested n deep,
// with three n³/6, and a filter may match a regular expression on each. While a line is evaluated no signal is served,
// so without a bound one line of 6 kB holds a run for minutes. The work is counted and not timed: which lines are too
// much is the same on every machine. The count is one for the thread, because a line is evaluated in one go.

/** Visiting a node takes 25 to 100 ns. */
export const nodeWork = 4;

/** A line of usual size: 64 nodes for each of its bytes. Reads of 64 KiB are then half a second of work at worst. */
const perByte = 64 * nodeWork;
/** Short ones may take more: a pattern has to be compiled. */
const perLine = nodeWork << 14;
/** Of long lines a node has two bytes and more, so that each node may be visited several times. */
const perLongLine = nodeWork << 19;
const perByteOfLong = nodeWork;

/** Reading a record of whatever length may be half a second of work. */
export const readingAllowed = 1 << 24;

/** A line is more work than is allowed. */
export class TooMuchWork extends Error {
  constructor() {
    super('more work than is allowed for a line');
  }
}

let allowed = Infinity;
let left = Infinity;

/** How much work a line of so many bytes may be. */
export function workAllowed(bytes: number): number {
  return Math.min(perLine + perByte * bytes, perLongLine + perByteOfLong * bytes);
}

/** From here on so much work is allowed, until `endWork`. */
export function beginWork(most: number): void {
  allowed = left = most;
}

/** Ends what `beginWork` began; beyond it nothing is bounded. Returns how much work was done. */
export function endWork(): number {
  const done = allowed - left;
  allowed = left = Infinity;
  return done;
}

/**
 * Counts work that is about to be done.
 * @throws TooMuchWork when it is more than is left
 */
export function work(amount: number): void {
  left -= amount;
  if (left < 0) throw new TooMuchWork();
}

/** What `compute` gives, or undefined when that is more work: for reports, which look at the first lines once more. */
export function bounded<T>(most: number, compute: () => T): T | undefined {
  beginWork(most);
  try {
    return compute();
  } catch (error) {
    if (error instanceof TooMuchWork) return undefined;
    throw error;
  } finally {
    endWork();
  }
}
