// The one place where a run waits: until something arrives, a stop is requested, or it is time.

export class WakeSignal {
  #raised = false;
  #wake: (() => void) | undefined;

  raise(): void {
    this.#raised = true;
    this.#wake?.();
  }

  /** Resolves at the next signal (at once if one was raised since the last wait), or after `ms`. */
  async wait(ms: number): Promise<void> {
    if (!this.#raised) {
      await new Promise<void>((resolve) => {
        const timer = ms === Infinity ? undefined : setTimeout(resolve, Math.min(Math.max(ms, 0), 0x7fffffff));
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#raised = false;
    this.#wake = undefined;
  }
}

/** Lets the event loop turn: signals, arrivals and timers are handled. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
