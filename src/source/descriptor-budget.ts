// How many connections there may be. Past the limit of open files the runtime takes further connections and closes them
// at once, with neither a count nor a message: for the peer its lines have arrived. So some descriptors are kept free,
// and the connections that would need them are refused where that can be counted.
import { descriptorLimit, openDescriptors } from '../os/limits.js';

/** Kept free for what a run opens later: checkpoints, outputs opened anew, threads. */
const kept = 24;

/** The descriptors that connections may use, shared by all inputs that listen. */
export class DescriptorBudget {
  /** The figure of `ulimit -n`; Infinity where it is unknown. */
  readonly most: number;
  #left: number;

  /** @param files descriptors that other inputs may yet take */
  constructor(files: number, most = descriptorLimit(), open = openDescriptors()) {
    this.most = most;
    this.#left = Math.max(1, most - open - files - kept);
  }

  /** Takes one; false: there is none to be had. */
  take(): boolean {
    if (this.#left <= 0) return false;
    this.#left--;
    return true;
  }

  giveBack(): void {
    this.#left++;
  }
}
