// Records of fields between separators (RFC 4180) to the slots of values, and where such records end. A quotation mark
// opens a field only where the field begins; within it a mark is written twice, and line ends are text. Plain twins:
// format/input/csv-fields.ts and quoted-lines.ts; held equal by test/laws/separated.test.ts.
import { escaped, field } from './field';
import { NODE_BIT, NODE_SLOT } from './layout';
import { reserve } from './memory';
import { skipSpace } from './text';

let separator: u8 = 0;
/** Longer records are the host's. */
let longest: usize = 0;
let root: usize = 0;
/** The slot of each column, 0 where it is not read; and room for more of them. */
let columns: usize = 0;
let columnsEnd: usize = 0;
let columnsRoom: u32 = 0;
/** The header, which is no record where it comes again; 0: none is looked for. */
let header: usize = 0;
let headerSize: usize = 0;
/** The nodes that each record has. */
export let seen: u64 = 0;
/** Line ends in the record that was read last, but for its own. */
export let lineEnds: u32 = 0;

/** Before the columns: what stands between two fields, and the bytes of the longest record that is read here. */
export function setSeparator(byte: u8, most: usize, rootNode: usize): void {
  separator = byte;
  longest = most;
  root = rootNode;
}

/** Records have so many columns, none of which is read. False when memory ran out. */
export function setColumns(count: u32): bool {
  if (columns == 0 || count > columnsRoom) {
    columnsRoom = max(2 * columnsRoom, max(count, 16));
    columns = reserve(columnsRoom << 2);
  }
  if (columns == 0) return false;
  memory.fill(columns, 0, <usize>count << 2);
  columnsEnd = columns + (<usize>count << 2);
  seen = load<u64>(root, NODE_BIT);
  return true;
}

/** A column is read at this node. */
export function placeColumn(column: u32, node: usize): void {
  store<u32>(columns + (<usize>column << 2), load<u32>(node, NODE_SLOT));
  seen |= load<u64>(node, NODE_BIT);
}

/** The header, which is kept there; 0: it comes no second time. */
export function setHeader(at: usize, length: usize): void {
  header = at;
  headerSize = length;
}

/** Finds the fields of the record at `at`: the newline that ends it, before `end`; 0: the record is the host's. */
export function readRecord(at: usize, end: usize): usize {
  if (load<u8>(at) <= 0x20 && load<u8>(skipSpace(at)) == 0x0a) return 0;
  if (header != 0 && isHeader(at)) return 0;
  lineEnds = 0;
  const between = i8x16.splat(<i8>separator);
  let start = at;
  let block = at;
  let found = endsIn(block, between);
  for (let column = columns; column != columnsEnd; column += 4) {
    const slot: usize = load<u32>(column);
    let next: usize;
    if (load<u8>(start) == 0x22) {
      const mark = closingMark(start + 1, end);
      if (mark == 0 || !read(slot, start + 1, mark, true)) return 0;
      next = mark + 1;
      if (load<u8>(next) == 0x0d && load<u8>(next, 1) == 0x0a) next++;
      const c = load<u8>(next);
      if (c != separator && c != 0x0a) return 0;
      block = next + 1;
      found = endsIn(block, between);
      if (c == 0x0a) return isLast(column, at, next) ? next : 0;
    } else {
      while (found == 0) found = endsIn((block += 16), between);
      next = block + ctz(found);
      found &= found - 1;
      if (load<u8>(next) == 0x0a) {
        if (!isLast(column, at, next)) return 0;
        return read(slot, start, next - <usize>(next > start && load<u8>(next - 1) == 0x0d), false) ? next : 0;
      }
      if (!read(slot, start, next, false)) return 0;
    }
    start = next + 1;
  }
  return 0;
}

/** Bits of the separators and newlines among sixteen bytes. */
// @ts-ignore: decorator
@inline
function endsIn(at: usize, between: v128): i32 {
  const bytes = v128.load(at);
  return i8x16.bitmask(v128.or(i8x16.eq(bytes, between), i8x16.eq(bytes, i8x16.splat(0x0a))));
}

// @ts-ignore: decorator
@inline
function read(slot: usize, at: usize, end: usize, quoted: bool): bool {
  return slot == 0 || field(slot, at, end) || escaped(slot, at, end, quoted);
}

// @ts-ignore: decorator
@inline
function isLast(column: usize, at: usize, newline: usize): bool {
  return column + 4 == columnsEnd && newline - at <= longest;
}

/** Behind a byte order mark it may come again as well. */
// @ts-ignore: decorator
@inline
function isHeader(at: usize): bool {
  const first = load<u32>(at);
  if ((first & 0xffffff) == 0xbfbbef) return true;
  return (headerSize < 4 || first == load<u32>(header)) && memory.compare(at, header, headerSize) == 0;
}

/** The quotation mark that closes the field from `at` on, the line ends in which are counted; 0: none does before `end`. */
function closingMark(at: usize, end: usize): usize {
  let p = at;
  while (p < end) {
    const bytes = v128.load(p);
    const found = i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x0a))));
    if (found == 0) {
      p += 16;
      continue;
    }
    p += ctz(found);
    if (load<u8>(p) == 0x0a) {
      lineEnds++;
      p++;
    } else if (load<u8>(p, 1) == 0x22) p += 2;
    else return p < end ? p : 0;
  }
  return 0;
}

/**
 * The end of the last record that ends in [from, end), where `from` is between records; `from` when none does. What comes after
 * a field that is not closed, or that is too long, is not looked at.
 */
export function lastRecordEnd(from: usize, end: usize): usize {
  let last = from;
  for (let block = from; block < end;) {
    const bytes = v128.load(block);
    const quotes = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0x22)));
    const stop = min(end, block + (quotes == 0 ? 16 : ctz(quotes)));
    const newlines = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0x0a))) & ((1 << <i32>(stop - block)) - 1);
    if (newlines != 0) last = block + 32 - clz(newlines);
    block = stop;
    if (quotes == 0 || stop == end) continue;
    if (stop != last && load<u8>(stop - 1) != separator) {
      block++;
      continue;
    }
    const mark = closingMark(stop + 1, end);
    if (mark == 0 || mark - last > longest) return last;
    block = mark + 1;
  }
  return last;
}
