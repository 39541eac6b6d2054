// A first signal lets what was read come to its end (SPEC §9), and that may take as long as a reader likes that takes
// nothing. Whoever sent the signal and still waits is told what for, once, and what would end it.
import type { StopRequest } from '../os/host.js';

/** Wall time that a stop may take unexplained, in ms. */
const patience = 1000;

/**
 * Says what is waited for, should a stop take longer than one expects.
 * @param now what is being done at that time: `writing to rows`
 * @param say is told it
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
