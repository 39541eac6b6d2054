// Where a listening input listens. With port 0 the system chooses the port, and its clients need to be given it.
import type { Listener, Source } from '../source/source.js';
import { shownName } from '../text/file-name.js';

/**
 * Waits until all that listen do.
 * @throws an Error naming the input that cannot
 */
export async function untilListening(sources: readonly (Source | Listener)[]): Promise<void> {
  for (const source of sources) await portOf(source);
}

/**
 * Reports the ports once they are known.
 * @param say writes a message: `tcp-listen://127.0.0.1:0 listens on port 40123`
 */
export function reportPorts(sources: readonly (Source | Listener)[], say: (text: string) => void): void {
  for (const source of sources) {
    // That it cannot listen is an error of the first read.
    portOf(source)?.then((port) => port !== undefined && say(`${shownName(source.name)} listens on port ${port}`), () => undefined); // prettier-ignore
  }
}

function portOf(source: Source | Listener): Promise<number | undefined> | undefined {
  return (source as { readonly listening?: Promise<number | undefined> }).listening;
}
