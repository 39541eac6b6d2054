// The least of many numbers that change one at a time: a tournament. Each node holds the lower of the two below it, so
// a change costs a walk to the root and the minimum costs nothing; a thousand inputs cost ten comparisons an event.
//
//             3
//         3       5
//       8   3   5   ∞         leaves: one a place

export class Lowest {
  /** Node 1 is the root, nodes 2 n and 2 n + 1 stand below node n; the leaves are the last `#places`. */
  #nodes = new Float64Array(2).fill(Infinity);
  #places = 1;

  /** The lowest number of all places; +∞ when all are empty. */
  get value(): number {
    return this.#nodes[1]!;
  }

  /** Puts a number in a place (from 0), +∞ to empty it. */
  put(place: number, number: number): void {
    while (place >= this.#places) this.#grow();
    const nodes = this.#nodes;
    let node = this.#places + place;
    nodes[node] = number;
    while (node > 1) {
      node >>= 1;
      const lower = Math.min(nodes[2 * node]!, nodes[2 * node + 1]!);
      if (nodes[node] === lower) return;
      nodes[node] = lower;
    }
  }

  #grow(): void {
    const leaves = this.#nodes.subarray(this.#places);
    this.#places *= 2;
    this.#nodes = new Float64Array(2 * this.#places).fill(Infinity);
    leaves.forEach((number, place) => this.put(place, number));
  }
}
