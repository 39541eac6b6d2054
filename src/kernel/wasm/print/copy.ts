// Bytes from one place to another, sixteen at a time: up to fifteen beyond the end are read and written as well, so both
// sides have that much room behind them. For the few dozen bytes of a row's part no call into the host is faster.

/** Copies `length` bytes; returns where they end. */
// @ts-ignore: decorator
@inline
export function copy(to: usize, from: usize, length: usize): usize {
  const end = to + length;
  do {
    v128.store(to, v128.load(from));
    to += 16;
    from += 16;
  } while (to < end);
  return end;
}

/** Copies the text whose place and length stand at `entry`. */
// @ts-ignore: decorator
@inline
export function copyText(to: usize, entry: usize): usize {
  return copy(to, load<u32>(entry), load<u32>(entry, 4));
}
