// Which row of a batch goes to which cell: what a bulk path gathers until the aggregates take it. Each operator has one
// of its own, because an operator may run while another raises its watermark.

/** So many fit. */
export const capacity = 8192;

export class Selection {
  readonly slotAt = new Int32Array(capacity);
  readonly rowAt = new Int32Array(capacity);
  /** How many there are, which the aggregates have yet to take. */
  pairs = 0;
  /** Runs so far. */
  runs = 0;
}
