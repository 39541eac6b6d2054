// The memory that the process may have and has. V8 learns the limit of its heap at the start of the process and aborts
// there; typed arrays and the memories of WebAssembly stand outside of the heap, and only the machine limits them.
import type { MemoryGauge } from './host.js';

let collector: (() => void) | undefined;

export const processMemory: MemoryGauge = {
  granted() {
    const { totalmem } = process.getBuiltinModule('node:os');
    // Zero, or more than there is, where no control group sets a limit.
    return Math.min(totalmem(), process.constrainedMemory() || Infinity);
  },

  use() {
    const { getHeapStatistics } = process.getBuiltinModule('node:v8');
    const { used_heap_size: heap, heap_size_limit: heapLimit, external_memory: outside } = getHeapStatistics();
    return { heap, heapLimit, outside };
  },

  used() {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },

  collect() {
    collector ??= exposed();
    collector();
    // What the arrays of the first collection took is given back at the next one at the latest.
    collector();
  },
};

/** V8 shows its collector to contexts that are made after this. */
function exposed(): () => void {
  process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
  return process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void;
}
