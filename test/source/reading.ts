// Ways to read a source to its end, and places to put files.
import type { NamedOperand } from '../../src/model/operand.js';
import { openSources } from '../../src/source/open.js';
import type { SourceOptions } from '../../src/source/open.js';
import type { Listener, Source } from '../../src/source/source.js';

export function options(more: Partial<SourceOptions> = {}): SourceOptions {
  return { follow: false, rotateWaitMs: 5000, reconnect: false, accept: Infinity, notice: () => undefined, ...more };
}

export function file(path: string): NamedOperand {
  return { kind: 'file', path, name: path };
}

/** The only source of an operand. */
export function open(input: NamedOperand, more: Partial<SourceOptions> = {}): Source {
  const [source] = openSources([input], options(more));
  return source as Source;
}

export function listener(input: NamedOperand, more: Partial<SourceOptions> = {}): Listener {
  const [source] = openSources([input], options(more));
  return source as Listener;
}

/** All that comes until the end, as text. */
export async function all(source: Source, room = 65_536): Promise<string> {
  const parts: Buffer[] = [];
  const into = new Uint8Array(room);
  while (true) {
    const n = await source.read(into);
    if (n === 0) return Buffer.concat(parts).toString();
    parts.push(Buffer.from(into.subarray(0, n)));
  }
}

/** Reads until the text so far ends with `end`. */
export async function until(source: Source, end: string, room = 65_536): Promise<string> {
  const into = new Uint8Array(room);
  let text = '';
  while (!text.endsWith(end)) {
    const n = await source.read(into);
    if (n === 0) return `${text}(end)`;
    text += Buffer.from(into.subarray(0, n)).toString();
  }
  return text;
}
