// Pages as roff for man(1): plain macros of man(7), ASCII only, so that every formatter renders them alike.
import type { TextBlock } from './page.js';

const named: Readonly<Record<string, string>> = {
  '…': '...',
  '’': '\\(cq',
  '−': '\\-',
  '–': '\\(en',
  '≤': '\\(<=',
  '≥': '\\(>=',
  '∞': '\\(if',
  '×': '\\(mu',
  '→': '\\(->',
  '·': '\\(pc',
};

/** Blocks as roff lines. */
export function roff(blocks: readonly TextBlock[]): string {
  return blocks.map(roffBlock).join('\n');
}

/** A section heading. */
export function section(title: string): string {
  return `.SH ${quotedArgument(title.toUpperCase())}`;
}

/** A term with its blocks, e.g. an option with its paragraphs; the first block stands beside the term. */
export function tagged(term: string, blocks: readonly TextBlock[]): string {
  const [first = '', ...rest] = blocks;
  const beside = typeof first === 'string' ? prose(first) : roffBlock(first);
  return ['.TP', prose(term), beside, ...(rest.length === 0 ? [] : ['.RS', roff(rest), '.RE'])].join('\n');
}

function roffBlock(block: TextBlock): string {
  if (typeof block === 'string') return `.PP\n${prose(block)}`;
  if ('heading' in block) return `.SS ${quotedArgument(block.heading)}`;
  if ('code' in block)
    return ['.PP', '.RS 4', '.nf', ...block.code.map((line) => verbatim(line)), '.fi', '.RE'].join('\n');
  return block.terms.map(([term, meaning]) => `.TP\n\\fB${verbatim(term)}\\fR\n${prose(meaning)}`).join('\n');
}

/** Running text; what stands in backticks is set bold. One line: roff fills it. */
function prose(text: string): string {
  const parts = text.split('`').map((part, i) => (i % 2 === 0 ? escaped(part) : `\\fB${escaped(part)}\\fR`));
  return atLineStart(parts.join(''));
}

function verbatim(line: string): string {
  return line === '' ? '.sp' : atLineStart(escaped(line));
}

/** A dot or quote that begins a line would be a request. */
function atLineStart(text: string): string {
  return /^[.']/.test(text) ? `\\&${text}` : text;
}

function escaped(text: string): string {
  return text
    .replace(/\\/g, '\\e')
    .replace(/-/g, '\\-')
    .replace(/'/g, '\\(aq')
    .replace(/`/g, '\\(ga')
    .replace(/\^/g, '\\(ha')
    .replace(/~/g, '\\(ti')
    .replace(
      /[^\u0020-\u007e]/gu,
      (c) => named[c] ?? `\\[u${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
    );
}

function quotedArgument(text: string): string {
  return `"${escaped(text).replace(/"/g, '\\(dq')}"`;
}
