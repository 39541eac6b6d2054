// What was sent to us and never became a line (SPEC §3: nothing is lost without being counted): connections for which
// there was no descriptor left, datagrams for which there was no room.

export class Losses {
  /** Connections that were made to a listening input and closed again at once. */
  connections = 0;
  datagrams = 0;
  readonly #meters = new Set<() => void>();

  /** @param look counts here what others have lost, the system above all, since it was last called */
  watch(look: () => void): void {
    this.#meters.add(look);
  }

  /** Counts what is lost by now. */
  look(): void {
    for (const look of this.#meters) look();
  }
}
