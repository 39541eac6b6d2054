// A first signal lets what was read come to its end (SPEC §9), and that takes as long as a reader of the results takes
// nothing. Then a message says once what the run waits for, and what would end it.
import type { StopRequest } from '../os/host.js';

/** Wall time that a stop may take unexplained, in ms. */
const patience = 1000;

/**
 * Reports what is waited for, should a stop take longer than expected.
 * @param now what is being done at that time: `writing to rows`
 * @param say writes the message
 * @returns to be called when the run is over
 */
export function explainStop(stop: StopRequest, now: () => string, say: (text: string) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  void stop.asked.then(() => {
    if (over) return;
    timer = setTimeout(() => say(`stopping, but still ${now()}; a second signal quits at once`), patience).unref();
  });
  return () => {
    over = true;
    clearTimeout(timer);
  };
}
