// How wide the columns of a table are: as wide as what stood in them so far, and together no wider than the terminal.
import { cutToWidth, displayWidth } from '../../text/display-width.js';

/** Columns between two columns. */
const gap = 2;
/** No column of text is cut to less, and none is padded to more where the width is not limited. */
const leastText = 8;
const mostPadding = 80;

/** A text of a row, and the side on which it stands. */
export interface PlacedText {
  readonly text: string;
  readonly right: boolean;
}

/** Natural widths grow, and never fall. */
export function grown(widths: readonly number[], rows: readonly (readonly PlacedText[])[]): number[] {
  return widths.map((width, i) => rows.reduce((most, row) => Math.max(most, displayWidth(row[i]!.text)), width));
}

/**
 * The widths that are given to columns.
 * @param limit columns of the terminal; Infinity: none
 * @param shrinks whether a column may be cut: text may, numbers may not
 */
export function fitted(natural: readonly number[], limit: number, shrinks: readonly boolean[]): number[] {
  const widths = natural.map((width) => (limit === Infinity ? Math.min(width, mostPadding) : width));
  const excess = (): number => widths.reduce((sum, width) => sum + width, gap * (widths.length - 1)) - limit;
  for (let over = excess(); over > 0; over = excess()) {
    const widest = widths.reduce(
      (best, width, i) => (shrinks[i]! && width > (widths[best] ?? leastText) ? i : best),
      -1,
    );
    if (widest < 0) break;
    // Down to the next widest, so that several long columns share what there is.
    const others = widths.filter((width, i) => i !== widest && shrinks[i]! && width < widths[widest]!);
    widths[widest] = Math.max(leastText, Math.min(widths[widest]! - 1, Math.max(widths[widest]! - over, ...others)));
  }
  return widths;
}

/** A row as a line, without blanks at its end. */
export function tableLine(row: readonly PlacedText[], widths: readonly number[], limit: number): string {
  const cells = row.map(({ text, right }, i) => {
    const shown = limit === Infinity ? text : cutToWidth(text, widths[i]!);
    const padding = ' '.repeat(Math.max(0, widths[i]! - displayWidth(shown)));
    return right ? padding + shown : shown + padding;
  });
  const line = cells.join(' '.repeat(gap)).trimEnd();
  return `${limit === Infinity ? line : cutToWidth(line, limit)}\n`;
}
