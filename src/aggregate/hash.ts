// 64 bits of hash of a text, with a fixed seed: a sketch made of it is the same in every run, and sketches of several
// runs can be merged. Two lanes of 32 bits take each code unit, multiply, rotate and add, and are mixed into each other
// at the end by the finalizer of MurmurHash3 (Appleby), in which every bit changes half of all others. Not for hostile
// data: texts that collide can be found from the seed.

/** Where `hash` leaves its 64 bits. */
export interface Hash {
  high: number;
  low: number;
}

/** Hashes a text by its UTF-16 code units into `out`: two integers of 32 bits, unsigned. */
export function hash(text: string, out: Hash): void {
  let a = 0x6a09e667 ^ text.length;
  let b = 0xbb67ae85 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b ^ unit, 0x85ebca77);
    b = (b << 17) | (b >>> 15);
    a = (a + b) | 0;
  }
  b = mixed(b ^ a);
  a = mixed((a + b) | 0);
  out.high = a >>> 0;
  out.low = mixed((b ^ a) + 0x27d4eb2f) >>> 0;
}

function mixed(x: number): number {
  let y = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  y = Math.imul(y ^ (y >>> 13), 0xc2b2ae35);
  return y ^ (y >>> 16);
}
