// The rule of fields (SPEC §13), of all forms of a line but JSON: an empty one is null, a JSON number is that number, all
// else is text. Text is copied between quotation marks, so that all that reads values reads JSON. Plain twin:
// format/input/field-record.ts.
import { NULL, SLOT_END, SLOT_START, SLOT_TYPE, SLOT_VALUE, STRING } from './layout';
import { readNumber, type, value } from './number';
import { nullText, special } from './text';

/** Where the next text is copied to. */
export let top: usize = 0;

/**
 * Where texts are copied to: twice the room of the input, for two quotation marks are more than one separator, and an escape
 * is twice the byte.
 */
export function setCopies(at: usize): void {
  top = at;
}

// @ts-ignore: decorator
@inline
export function put(slot: usize, valueType: u32, at: usize, end: usize): void {
  store<u32>(slot, at, SLOT_START);
  store<u32>(slot, end, SLOT_END);
  store<u32>(slot, valueType, SLOT_TYPE);
}

/** By the rule of fields; slot 0 is of what is not read. False for text that has to be escaped. */
export function field(slot: usize, at: usize, end: usize): bool {
  if (slot == 0) return true;
  if (at == end) return nothing(slot);
  if (load<u8>(at) < 58 && readNumber(at) == end) {
    put(slot, type, at, end);
    store<f64>(slot, value, SLOT_VALUE);
    return true;
  }
  return text(slot, at, end);
}

export function nothing(slot: usize): bool {
  if (slot != 0) put(slot, NULL, nullText, nullText + 4);
  return true;
}

/** Whatever it is, as text. */
export function text(slot: usize, at: usize, end: usize): bool {
  const from = top;
  store<u8>(from, 0x22);
  let to = from + 1;
  for (let p = at; p < end; p += 16, to += 16) {
    v128.store(to, v128.load(p));
    const found = special(p);
    if (found != 0 && p + ctz(found) < end) return false;
  }
  close(slot, from + 1 + (end - at));
  return true;
}

/** Text with quotation marks or backslashes; `doubled`: each mark is written twice. False for control characters. */
export function escaped(slot: usize, at: usize, end: usize, doubled: bool): bool {
  let to = top;
  store<u8>(to++, 0x22);
  for (let p = at; p < end; p++) {
    const c = load<u8>(p);
    if (c < 0x20) return false;
    if (c == 0x22 || c == 0x5c) store<u8>(to++, 0x5c);
    store<u8>(to++, c);
    if (c == 0x22 && doubled) p++;
  }
  close(slot, to);
  return true;
}

// @ts-ignore: decorator
@inline
function close(slot: usize, at: usize): void {
  store<u8>(at, 0x22);
  put(slot, STRING, top, at + 1);
  top = at + 1;
}
