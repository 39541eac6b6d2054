// Text put into a buffer byte by byte: for the few dozen bytes of a key that is faster than a call into the runtime.
// test/kernel/put-text.test.ts holds the result equal to Buffer.write.

/** Writes text as UTF-8, quickly when it is ASCII; returns where it ends. Room for three bytes a character is needed. */
export function putText(buffer: Buffer, at: number, text: string): number {
  const { length } = text;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return at + buffer.write(text, at, 'utf8');
    buffer[at + i] = code;
  }
  return at + length;
}
