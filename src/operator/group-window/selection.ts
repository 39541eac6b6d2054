// Which row of a batch goes to which cell: what a bulk path gathers until the aggregates take it. There is one for all of
// them, because none is under way while another is.

/** So many fit. */
export const capacity = 8192;
export const slotAt = new Int32Array(capacity);
export const rowAt = new Int32Array(capacity);
