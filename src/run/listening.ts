// Where a listening input listens. With port 0 the system chooses the port, and whoever is to connect has to learn it.
import type { Listener, Source } from '../source/source.js';

/**
 * Says the ports once they are known.
 * @param say is told `tcp-listen://127.0.0.1:0 listens on port 40123`
 */
export function tellPorts(sources: readonly (Source | Listener)[], say: (text: string) => void): void {
  for (const source of sources) {
    const { listening } = source as { readonly listening?: Promise<number | undefined> };
    // Not being able to listen is told by whoever reads from it.
    listening?.then((port) => port !== undefined && say(`${source.name} listens on port ${port}`), () => undefined); // prettier-ignore
  }
}
