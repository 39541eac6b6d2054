// What only the host can give. Each is rare: a new byte string, a numeral of twenty digits, a spelling of a time.

/** The number of the bytes [at, at + length), seen for the first time. */
// @ts-ignore: decorator
@external('host', 'intern')
export declare function intern(at: usize, length: usize): i32;

/** The double of the numeral [at, end), for row `row` of column `column`. */
// @ts-ignore: decorator
@external('host', 'numeral')
export declare function numeral(column: u32, row: u32, at: usize, end: usize): f64;

/** Milliseconds of the value [at, end) (quotation marks included): an instant, or a length of time; NaN for neither. */
// @ts-ignore: decorator
@external('host', 'instant')
export declare function instant(at: usize, end: usize): f64;

// @ts-ignore: decorator
@external('host', 'duration')
export declare function duration(at: usize, end: usize): f64;

// The answer to question `question`, 0 no, 1 yes, 2 that it fails, −1 that the line is the host's: for a number, for the value
// [at, end), for `count` values found at `place`.

// @ts-ignore: decorator
@external('host', 'judgeNumber')
export declare function judgeNumber(question: u32, value: f64): i32;

// @ts-ignore: decorator
@external('host', 'judgeText')
export declare function judgeText(question: u32, at: usize, end: usize): i32;

// @ts-ignore: decorator
@external('host', 'judgeFound')
export declare function judgeFound(question: u32, place: usize, count: u32): i32;

/**
 * Cuts the text [at, end), which is JSON, and puts its pieces into the `room` bytes at `to`, each as JSON with a newline behind
 * it. Returns the length of that; −1: the line is the host's.
 */
// @ts-ignore: decorator
@external('host', 'cut')
export declare function cut(at: usize, end: usize, to: usize, room: u32): i32;

/**
 * Computes what expression `question` comes to for the `count` values found at `place`, and puts its text, if `spelled` or it is no
 * number, into the `room` bytes at `to`. Returns the length of that; −1: the line is the host's. At `place` are then: 1 if it has
 * failed, 1 if it is a number of which the double is all, and at 16 that.
 */
// @ts-ignore: decorator
@external('host', 'compute')
export declare function compute(question: u32, place: usize, count: u32, spelled: u32, to: usize, room: u32): i32;
