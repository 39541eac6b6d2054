// What help and man page are made of: a page is a list of blocks, rendered as plain text here and as roff in
// cli/roff.ts. `Backticks` mark what is typed.
import type { ChalkInstance } from 'chalk';

export type TextBlock =
  /** A paragraph. */
  | string
  | { readonly heading: string }
  /** Lines that are kept as they are. */
  | { readonly code: readonly string[] }
  /** Terms with what they mean. */
  | { readonly terms: readonly (readonly [term: string, meaning: string])[] };

/** How the marked parts of a page look; `plain` for no marks at all. */
export interface Style {
  readonly heading: (text: string) => string;
  readonly typed: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** How wide what is written on is, and how it is marked. */
export interface PageStyle {
  /** Columns. */
  readonly width: number;
  readonly style: Style;
}

const same = (text: string): string => text;

export const plain: Style = { heading: same, typed: same, faint: same };

/** The style for a terminal. */
export function coloured(chalk: ChalkInstance): Style {
  return { heading: chalk.bold, typed: chalk.cyan, faint: chalk.dim };
}

/** The page as text, no line of a paragraph longer than `width`; ends with a newline. */
export function pageText(blocks: readonly TextBlock[], width: number, style: Style): string {
  let text = '';
  for (const block of blocks) {
    text += `${blockText(block, width, style)}\n`;
    if (block !== blocks.at(-1) && !isHeading(block)) text += '\n';
  }
  return text;
}

function isHeading(block: TextBlock): boolean {
  return typeof block === 'object' && 'heading' in block;
}

function blockText(block: TextBlock, width: number, style: Style): string {
  if (typeof block === 'string') return wrap(block, width, '', style);
  if ('heading' in block) return style.heading(block.heading);
  if ('code' in block) return block.code.map((line) => `  ${style.typed(line)}`.trimEnd()).join('\n');
  return termsText(block.terms, width, style);
}

/** The widest term that has its meaning beside it. */
const widest = 24;

/** Terms in a column with their meanings beside them; a term that is too long gets a line of its own. */
export function termsText(
  terms: readonly (readonly [term: string, meaning: string])[],
  width: number,
  style: Style,
  column = 4 + Math.max(0, ...terms.map(([term]) => term.length).filter((length) => length <= widest)),
): string {
  return terms
    .map(([term, meaning]) => {
      const text = wrap(meaning, width, ' '.repeat(column), style).trimStart();
      const shown = `  ${style.typed(term)}`;
      if (term.length + 4 > column) return `${shown}\n${' '.repeat(column)}${text}`;
      return `${shown}${' '.repeat(column - 2 - term.length)}${text}`.trimEnd();
    })
    .join('\n');
}

/** Words filled into lines of at most `width`, each begun with `indent`. */
function wrap(text: string, width: number, indent: string, style: Style): string {
  const lines: string[] = [];
  let line = '';
  // What is typed stays on one line, blanks and all.
  for (const word of text.match(/(?:`[^`]*`|[^\s`])+/g) ?? []) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && indent.length + longer.replaceAll('`', '').length > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line]
    .map((full) => indent + full.replace(/`([^`]*)`/g, (_, typed: string) => style.typed(typed)))
    .join('\n');
}
