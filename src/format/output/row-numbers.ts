// `seq`: rows into a pipe are numbered where there is a checkpoint, so that a reader can drop those it has had.

export class RowNumbers {
  #next: number | undefined;

  /** @param first undefined: rows are not numbered */
  constructor(first: number | undefined) {
    this.#next = first;
  }

  /** The number of the next row. */
  get next(): number | undefined {
    return this.#next;
  }

  /** The same, given to a row. */
  take(): number | undefined {
    return this.#next === undefined ? undefined : this.#next++;
  }

  /** The same as a member behind others: `,"seq":7`; without text where rows are not numbered. */
  takeMember(): string {
    const number = this.take();
    return number === undefined ? '' : `,"seq":${number}`;
  }
}
