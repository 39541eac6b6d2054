// Where everything lies: nothing is ever given back, blocks are only outgrown (each twice its predecessor, so that at
// most half of the memory is waste). The host reserves the big blocks (input, columns) and owns their addresses.

let top: usize = 0;

/** Reserves `size` zeroed bytes, aligned to 16; 0 when the memory cannot grow any further. */
export function reserve(size: usize): usize {
  if (top == 0) top = (__heap_base + 15) & ~15;
  const block = top;
  const next = <u64>block + <u64>((size + 15) & ~15);
  if (next > 0xffff0000) return 0;
  const pages = <i32>((next + 0xffff) >> 16);
  const have = memory.size();
  if (pages > have && memory.grow(pages - have) < 0) return 0;
  top = <usize>next;
  return block;
}
