// `--each`: before all else, every node a path selects, or every piece of the text there, becomes an event of its own:
// the whole record with the node or piece as its member `@each` (SPEC §2). A record without pieces is no event.
import { UsageError } from '../text/usage-error.js';
import { splitterAt } from './split-text.js';
import { parsePath, type Path } from './path.js';
import type { Step } from './jsonpath/node.js';

/** What `--each` makes of a record. */
export interface EachPiece {
  readonly value: unknown;
  /** Where it stands in the record; undefined when it is but a part of a text. */
  readonly steps: readonly Step[] | undefined;
}

/** Pieces in order. A record may have millions: no list of objects need be made of them. */
export interface Pieces {
  readonly length: number;
  at(index: number): EachPiece | undefined;
}

export interface Each {
  readonly text: string;
  /** The pieces of this record. Texts only for `words` and `split`: nodes of other types have none. */
  pieces(record: unknown): Pieces;
}

const form = `PATH, words(PATH) or split(PATH, "REGEX")`;

/**
 * Reads an `--each`.
 * @throws Misuse when it is neither a path nor `words(…)` nor `split(…, "…")`
 */
export function parseEach(text: string): Each {
  const trimmed = text.trim();
  const inner = /^(words|split)\s*\(([\s\S]*)\)$/.exec(trimmed);
  if (inner === null) {
    const path = parsePath(trimmed);
    return { text: trimmed, pieces: (record) => path.places(record) };
  }
  return inner[1] === 'words' ? cut(trimmed, parsePath(inner[2]!), words) : parseSplit(trimmed, inner[2]!);
}

/** Runs of letters and digits; accents written as characters of their own belong to their letter. */
function words(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function parseSplit(text: string, args: string): Each {
  const comma = firstComma(args);
  const quoted = comma === undefined ? null : /^\s*(["'])([\s\S]*)\1\s*$/.exec(args.slice(comma + 1));
  if (quoted === null) throw new UsageError(`"${text}" has no quoted regular expression as its second argument`, form);
  // Empty pieces are none: `a,,b` has two, and ` a b` split at spaces too.
  return cut(text, parsePath(args.slice(0, comma)), splitter(quoted[2]!));
}

/** The pattern as it stands between the quotes: a backslash is the pattern's, as in single quotes of a shell. */
function splitter(pattern: string): (text: string) => readonly string[] {
  try {
    return splitterAt(pattern);
  } catch (error) {
    throw new UsageError(`"${pattern}" is no regular expression: ${(error as Error).message}`, form);
  }
}

function cut(text: string, path: Path, pieces: (text: string) => readonly string[]): Each {
  return {
    text,
    pieces(record) {
      const texts = path.all(record).flatMap((node) => (typeof node === 'string' ? pieces(node) : []));
      return { length: texts.length, at: (index) => ({ value: texts[index], steps: undefined }) };
    },
  };
}

/** The first comma that is not inside brackets or quotes of the path. */
function firstComma(text: string): number | undefined {
  const part = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[[\](),]/gs;
  let depth = 0;
  for (const { 0: found, index } of text.matchAll(part)) {
    if (found === '[' || found === '(') depth++;
    else if (found === ']' || found === ')') depth--;
    else if (found === ',' && depth === 0) return index;
  }
  return undefined;
}
