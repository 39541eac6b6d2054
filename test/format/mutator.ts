// Lines that look like JSON and mostly are none: seeds of every kind of value and of every trap the decoders met, and
// small damage done to them. JSON.parse is the judge of what is JSON. Deterministic: the same seed gives the same mutants.

/** Lines worth trying as they are: valid, invalid, and at the edge. */
export const seeds: readonly string[] = [
  '{"ts":"2026-01-01T00:00:00Z","path":"/a","bytes":512,"latency_ms":3.25}',
  '{"ts":1767225600,"path":"/b","bytes":-0,"latency_ms":1e3}',
  '{"ts":1767225599968455295,"path":null,"bytes":12345678901234567890}',
  '  { "ts" : "2026-01-01 00:00:00.5+01:00" , "path" : "x" , "bytes" : 1.0e+2 }  ',
  '{"path":"/a","path":"/c","ts":1,"ts":"2026-01-01T00:00:01Z"}',
  '{"\\u0070ath":"\\u002fa","ts":"2026-01-01T00:00:02Z","bytes":1E400}',
  '{"__proto__":{"path":"/x"},"ts":"2026-01-01T00:00:03Z","constructor":1}',
  '{"ts":"2026-01-01T00:00:04Z","path":"Ünïcödé ☃ 😀","bytes":0.1}',
  '{"ts":"2026-01-01T00:00:05Z","path":"\\ud83d\\ude00 \\ud800 \\"\\\\\\/\\b\\f\\n\\r\\t"}',
  '{"ts":"2026-01-01T00:00:06Z","path":["a",{"b":[]}],"bytes":{"n":{}}}',
  '{"ts":"2026-01-01T00:00:07Z","items":[{"path":"/p","bytes":1},{"path":"/q","bytes":2.50},[]]}',
  '{"ts":"2026-02-30T00:00:00Z","path":true,"bytes":false}',
  '{"@watermark":"2026-01-01T00:00:00Z"}',
  '{"@mark":{"a":[1,2]}}',
  '{"@end":true}',
  '{"a":1,"@end":true}',
  '{}',
  '[]',
  '[1,2,3]',
  'null',
  'true',
  '"text"',
  '-12.5e-3',
  'plain text with {"json":1} inside',
  '{"a":01}',
  '{"a":1,}',
  '{"a":+1}',
  '{"a":.5}',
  '{"a":5.}',
  '{"a":1e}',
  '{"a":-}',
  "{'a':1}",
  '{"a":"\t"}',
  '{"a":"\\x"}',
  '{"a":"\\u12g4"}',
  '{"a":NaN}',
  '{"a" 1}',
  '{"a":1 "b":2}',
  '{"a":1}{"b":2}',
  '{"a":nul}',
  '{"a":truefalse}',
  '\ufeff{"a":1}',
  '{"a":1}\u00a0',
  '{"a":"unfinished',
  `${'{"a":'.repeat(1024)}1${'}'.repeat(1024)}`,
  `${'{"a":'.repeat(1025)}1${'}'.repeat(1025)}`,
  `{"a":${'['.repeat(1023)}${']'.repeat(1023)}}`,
  `{"a":${'['.repeat(1024)}${']'.repeat(1024)}}`,
  `{"a":"${'[{'.repeat(1500)}"}`,
];

/** Bytes that mean something to a JSON scanner, and some that mean nothing or half a character. */
const alphabet = [
  ...Buffer.from('{}[]":,\\u0019-+.eE tfn/\t\r@ax\x01\x7f'),
  0xc3,
  0xa9,
  0xe2,
  0x98,
  0x83,
  0xf0,
  0xff,
  0x80,
];

/** A source of numbers in [0, bound), the same for the same seed (a 32-bit xorshift). */
export function random(seed: number): (bound: number) => number {
  let state = (seed * 0x9e3779b9) | 0 || 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

/**
 * `count` damaged copies of the seeds, one line each: bytes inserted, deleted, overwritten, doubled, cut off. None
 * contains a newline.
 */
export function* mutants(count: number, seed = 1): Generator<Uint8Array> {
  const pick = random(seed);
  const short = seeds.filter((line) => line.length < 1000);
  for (let i = 0; i < count; i++) {
    let line = [...Buffer.from(short[pick(short.length)]!)];
    for (let n = pick(3); n >= 0; n--) line = damaged(line, pick);
    yield Uint8Array.from(line.filter((byte) => byte !== 10));
  }
}

function damaged(line: readonly number[], pick: (bound: number) => number): number[] {
  const at = pick(line.length + 1);
  const byte = alphabet[pick(alphabet.length)]!;
  switch (pick(5)) {
    case 0:
      return line.toSpliced(at, 0, byte);
    case 1:
      return line.toSpliced(at, 1 + pick(3));
    case 2:
      return line.toSpliced(at, 1, byte);
    case 3:
      return line.toSpliced(at, 0, ...line.slice(at, at + pick(20)));
    default:
      return line.slice(0, at);
  }
}
