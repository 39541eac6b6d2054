// Byte strings to the numbers the host gave them: a hash table of 32-byte entries, probed in order, at most half full.
// The hash is seeded by the host, and a long probe gives up, so that chosen keys cannot make it slow.
import { reserve } from './memory';

const ID: usize = 0;
const HASH: usize = 4;
const LENGTH: usize = 8;
const PLACE: usize = 12;
/** The first sixteen bytes stand in the entry itself, zeros after the end. */
const HEAD: usize = 16;
const ENTRY: usize = 32;
const MAX_PROBES: u32 = 256;

let table: usize = 0;
let mask: usize = 0;
let count: usize = 0;
let seed: u64 = 0;
/** Where the next byte string is kept, and where the room for it ends; rooms are a chain, of which this is the last in use. */
let arena: usize = 0;
let arenaEnd: usize = 0;
let firstRoom: usize = 0;
let lastRoom: usize = 0;

/** A room begins with its successor and its end. */
const NEXT: usize = 0;
const END: usize = 4;
const ROOM: usize = 16;
const ROOM_SIZE: usize = 65536;

// sixteen 0xff and then sixteen 0: from 16 − n on, a mask for the first n bytes
const ones = memory.data<u8>([
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0,
]);

/** A mask of the first `n` bytes, at most sixteen. */
// @ts-ignore: decorator
@inline
export function firstBytes(n: usize): v128 {
  return v128.load(ones + 16 - min(n, 16));
}

export function openTable(salt: u64): bool {
  seed = salt | 1;
  mask = 1023;
  table = reserve(1024 * ENTRY);
  return table != 0;
}

/** What was fetched of the table: never read, but stored, so that the compiler does not leave the loads out. */
export let touched: u32 = 0;

/** Fetches what `find` will look at first, for hashes that stand `step` bytes apart. */
export function fetch(from: usize, end: usize, step: usize): void {
  let sum: u32 = 0;
  for (let place = from; place < end; place += step) sum += load<u32>(table + (<usize>load<u32>(place) & mask) * ENTRY);
  touched += sum;
}

/**
 * The host's number for the `length` bytes at `at`, whose hash is known; −1 for bytes not seen before, −2 when the table
 * gives up.
 */
// @ts-ignore: decorator
@inline
export function find(at: usize, length: usize, hash: u32): i32 {
  const head = v128.and(v128.load(at), firstBytes(length));
  let slot = <usize>hash & mask;
  for (let probes: u32 = 0; probes < MAX_PROBES; probes++) {
    const entry = table + slot * ENTRY;
    const known: usize = load<u32>(entry, LENGTH);
    if (known == 0) return -1;
    if (
      load<u32>(entry, HASH) == hash &&
      known == length &&
      !v128.any_true(v128.xor(head, v128.load(entry, HEAD))) &&
      (length <= 16 || sameRest(at, load<u32>(entry, PLACE), length))
    )
      return load<i32>(entry, ID);
    slot = (slot + 1) & mask;
  }
  return -2;
}

/** Remembers the host's number for bytes that were not found. False when memory ran out. */
export function remember(at: usize, length: usize, id: i32): bool {
  if (count * 2 >= mask && !grow()) return false;
  const place = length > 16 ? keep(at, length) : 0;
  if (length > 16 && place == 0) return false;
  const head = v128.and(v128.load(at), firstBytes(length));
  const hash = hashOf(at, length);
  const entry = vacancy(hash);
  store<i32>(entry, id, ID);
  store<u32>(entry, hash, HASH);
  store<u32>(entry, length, LENGTH);
  store<u32>(entry, place, PLACE);
  v128.store(entry, head, HEAD);
  count++;
  return true;
}

function vacancy(hash: u32): usize {
  let slot = <usize>hash & mask;
  while (load<u32>(table + slot * ENTRY, LENGTH) != 0) slot = (slot + 1) & mask;
  return table + slot * ENTRY;
}

function keep(at: usize, length: usize): usize {
  if (arena + length + 16 > arenaEnd && !nextRoom(length + 16)) return 0;
  const place = arena;
  memory.copy(place, at, length);
  arena += length;
  return place;
}

/** Goes on in the next room, if it has so many bytes; else in one of its own before that. */
function nextRoom(least: usize): bool {
  let room: usize = lastRoom == 0 ? firstRoom : load<u32>(lastRoom, NEXT);
  if (room == 0 || room + ROOM + least > <usize>load<u32>(room, END)) {
    const size = max(ROOM_SIZE, ROOM + least);
    const added = reserve(size);
    if (added == 0) return false;
    store<u32>(added, room, NEXT);
    store<u32>(added, added + size, END);
    if (lastRoom == 0) firstRoom = added;
    else store<u32>(lastRoom, added, NEXT);
    room = added;
  }
  lastRoom = room;
  arena = room + ROOM;
  arenaEnd = load<u32>(room, END);
  return true;
}

/** Forgets all byte strings; the memory they took is used again. */
export function forgetKeys(): void {
  memory.fill(table, 0, (mask + 1) * ENTRY);
  count = 0;
  lastRoom = 0;
  arena = arenaEnd = 0;
}

function grow(): bool {
  const old = table;
  const size = (mask + 1) * ENTRY;
  const wider = reserve(2 * size);
  if (wider == 0) return false;
  table = wider;
  mask = 2 * mask + 1;
  for (let entry = old; entry < old + size; entry += ENTRY) {
    if (load<u32>(entry, LENGTH) == 0) continue;
    const to = vacancy(load<u32>(entry, HASH));
    memory.copy(to, entry, ENTRY);
  }
  return true;
}

/** Whether the bytes from the sixteenth on are the same: in sixteens, the last of which may overlap. */
function sameRest(a: usize, b: usize, length: usize): bool {
  const last = length - 16;
  for (let i: usize = 16; i < last; i += 16)
    if (v128.any_true(v128.xor(v128.load(a + i), v128.load(b + i)))) return false;
  return !v128.any_true(v128.xor(v128.load(a + last), v128.load(b + last)));
}

/** The hash of the `length` bytes at `at`. */
// @ts-ignore: decorator
@inline
export function hashOf(at: usize, length: usize): u32 {
  const head = v128.and(v128.load(at), firstBytes(length));
  let hash = mix(seed ^ length, i64x2.extract_lane(head, 0), i64x2.extract_lane(head, 1));
  if (length > 16) hash = hashRest(hash, at, length);
  return <u32>(hash >> 32) ^ <u32>hash;
}

function hashRest(start: u64, at: usize, length: usize): u64 {
  let hash = start;
  const last = length - 16;
  for (let i: usize = 16; i < last; i += 16) hash = mix(hash, load<u64>(at + i), load<u64>(at + i + 8));
  return mix(hash, load<u64>(at + last), load<u64>(at + last + 8));
}

// @ts-ignore: decorator
@inline
function mix(hash: u64, a: u64, b: u64): u64 {
  let h = (hash ^ a) * 0x9e3779b97f4a7c15;
  h = (h ^ (h >> 32) ^ b) * 0xd6e8feb86659fd93;
  return h ^ (h >> 29);
}
