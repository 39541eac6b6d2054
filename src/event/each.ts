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

/** What the pieces of a record come of, where that is one place in it. */
export interface EachSource {
  readonly are: 'words' | 'parts' | 'values';
  /** To the text, or to the container whose values are pieces. */
  readonly steps: readonly Step[];
  /** Of parts: the text that always separates them, if it is that simple. */
  readonly separator?: string | undefined;
  /** Of a text. */
  readonly cut?: Cut;
}

type Cut = (text: string) => readonly string[];

export interface Each {
  readonly text: string;
  /** undefined: it takes a whole record to tell. */
  readonly source?: EachSource | undefined;
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
    const source = path.items && ({ are: 'values', steps: path.items } as const);
    return { text: trimmed, source, pieces: (record) => path.places(record) };
  }
  if (inner[1] === 'split') return parseSplit(trimmed, inner[2]!);
  return cut(trimmed, parsePath(inner[2]!), { are: 'words', cut: words });
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
  const pattern = quoted[2]!;
  const separator = /^[ -~]{1,4}$/.test(pattern) && !/["\\^$.*+?()[\]{}|]/.test(pattern) ? pattern : undefined;
  return cut(text, parsePath(args.slice(0, comma)), { are: 'parts', cut: splitter(pattern), separator });
}

/** The pattern as it stands between the quotes: a backslash is the pattern's, as in single quotes of a shell. */
function splitter(pattern: string): Cut {
  try {
    return splitterAt(pattern);
  } catch (error) {
    throw new UsageError(`"${pattern}" is no regular expression: ${(error as Error).message}`, form);
  }
}

function cut(text: string, path: Path, how: Omit<EachSource, 'steps'> & { readonly cut: Cut }): Each {
  const { steps } = path;
  const pieces = how.cut;
  return {
    text,
    source: steps && { ...how, steps },
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
