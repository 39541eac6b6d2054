// What only the host can write.

/** Writes a number with more digits than are written here to `at`, as JavaScript writes it; returns where it ends. */
// @ts-ignore: decorator
@external('host', 'numeral')
export declare function numeral(at: usize, x: f64): usize;
