// The records of the scanner, as byte offsets: AssemblyScript's objects would put a header before each of them.
//
//   node    a place that is read, or one on the way to it: a tree of names and indexes, built by the host
//   slot    where the value of a node was found in the present line
//   state   a container being read: which one, at which node, inside which other
//   edge    the bytes between the end of one value and the beginning of the next, learned once and then compared

/** What a slot holds. */
export const STRING: u32 = 1;
export const NUMBER: u32 = 2;
/** A number whose nearest double must be found by the host: too many digits, or a large exponent. */
export const NUMERAL: u32 = 3;
export const NULL: u32 = 4;
export const BOOLEAN: u32 = 5;
export const CONTAINER: u32 = 6;

// slot
export const SLOT_START: usize = 0;
export const SLOT_END: usize = 4;
export const SLOT_TYPE: usize = 8;
export const SLOT_VALUE: usize = 16;
export const SLOT_SIZE: u32 = 32;

// node
export const NODE_CHILD: usize = 0;
export const NODE_SIBLING: usize = 4;
export const NODE_NAME: usize = 8;
export const NODE_LENGTH: usize = 12;
/** Which element of an array; −1: a member, known by its name. */
export const NODE_INDEX: usize = 16;
/** The slot of the value; 0: no field reads it. */
export const NODE_SLOT: usize = 20;
/** The largest index among the children, −1 without any. */
export const NODE_LAST: usize = 24;
/** One bit of 64, for which nodes a line has had. */
export const NODE_BIT: usize = 32;
export const NODE_SIZE: u32 = 48;
// Node 0 is the place that no field reads, without name or children: the first 64 bytes of the memory are left empty
// (`memoryBase` in asconfig.json), so that reading it needs no case of its own.

// state
export const STATE_PARENT: usize = 0;
export const STATE_KIND: usize = 4;
export const STATE_NODE: usize = 8;
export const STATE_INDEX: usize = 12;
/** The slot that ends where this container ends; 0: none. */
export const STATE_OWNER: usize = 16;
export const STATE_DEPTH: usize = 20;
export const STATE_EDGE: usize = 24;
export const STATE_CHILD: usize = 28;
export const STATE_SIBLING: usize = 32;
export const STATE_EDGES: usize = 36;
export const STATE_SIZE: u32 = 48;

/** Kinds of state: between lines, in an object, in an array. */
export const OUTSIDE: u32 = 0;
export const OBJECT: u32 = 1;
export const ARRAY: u32 = 2;

// edge: the first 16 bytes and the last 16 of what is compared, each with a mask
export const EDGE_HEAD: usize = 0;
export const EDGE_HEAD_MASK: usize = 16;
export const EDGE_TAIL: usize = 32;
export const EDGE_TAIL_MASK: usize = 48;
/** Bytes compared: those of the edge, and for a number one bit pattern more. */
export const EDGE_COMPARED: usize = 64;
/** Bytes from one value's end to the next one's beginning. */
export const EDGE_LENGTH: usize = 68;
export const EDGE_KIND: usize = 72;
export const EDGE_SLOT: usize = 76;
export const EDGE_TARGET: usize = 80;
/** The edges that last followed this one, the latest first. */
export const EDGE_GUESS: usize = 84;
export const EDGE_SECOND: usize = 88;
export const EDGE_SIBLING: usize = 92;
/** Bits of the nodes whose value begins here, and of those among them that have children. */
export const EDGE_TOUCHED: usize = 96;
export const EDGE_INNER: usize = 104;
export const EDGE_EVENTS: usize = 112;
export const EDGE_TEXT: usize = 116;
/** For a literal, its type and length (it is part of the edge). */
export const EDGE_LITERAL: usize = 120;
export const EDGE_LITERAL_LENGTH: usize = 124;
/** Pairs: place within the edge, and slot (plus 1 where the slot ends). */
export const EDGE_EVENT: usize = 128;
export const MAX_EVENTS: u32 = 8;
export const EDGE_SIZE: u32 = 192;

/** Kinds of edge: what stands after it. */
export const NOWHERE: u32 = 0;
export const TEXT: u32 = 1;
export const DIGITS: u32 = 2;
export const DIGITS_SKIPPED: u32 = 3;
export const LITERAL: u32 = 4;
export const LINE_END: u32 = 5;
