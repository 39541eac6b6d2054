// The words of the command line. The runtime has decoded them, and what was no UTF-8 is lost in that; Linux shows the
// bytes.
import { readFileSync } from 'node:fs';
import { nameFromBytes } from '../text/file-name.js';

/** The arguments behind the program's name, bytes that are no text being kept as names keep them. */
export function commandArguments(): readonly string[] {
  const words = process.argv.slice(2);
  return words.some((word) => word.includes('\ufffd')) ? exactly(words) : words;
}

function exactly(words: readonly string[]): readonly string[] {
  const raw = rawArguments().slice(-words.length);
  return words.map((word, i) => (raw[i]?.toString() === word ? nameFromBytes(raw[i]) : word));
}

/** Those of the runtime as well; none where the system does not show them. */
function rawArguments(): readonly Buffer[] {
  try {
    const bytes = readFileSync('/proc/self/cmdline');
    const found: Buffer[] = [];
    for (let at = 0; at < bytes.length;) {
      const end = bytes.indexOf(0, at);
      found.push(bytes.subarray(at, end < 0 ? bytes.length : end));
      at = end < 0 ? bytes.length : end + 1;
    }
    return found;
  } catch {
    return [];
  }
}
