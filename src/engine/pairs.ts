// Which row of a batch goes to which cell: what a bulk path gathers until the aggregates take it. There is one for all of
// them, because none is under way while another is.

/** So many fit. */
export const room = 8192;
export const slotOf = new Int32Array(room);
export const rowOf = new Int32Array(room);
