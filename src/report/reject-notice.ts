// The first few rejects as a person sees them: where, what, and the line with a caret under the byte that was wrong.
// The line is hostile: control characters (a terminal would obey them) are made visible, and only a stretch of a long
// line is shown.
import type { RejectRecord } from '../format/rejects.js';
import type { Paint } from '../os/host.js';
import { visible } from '../text/visible.js';

/** Characters of the line that are shown, at most; and of these, after the caret where there are as many. */
const width = 72;
const after = 32;

/**
 * Two to four lines of text, the last with its line end.
 * @param column byte within the line at which it went wrong; undefined: the line as a whole
 * @param paint how its parts are painted; the identity without colour
 * @param remedy what is to be done about it
 */
export function rejectNotice(record: RejectRecord, column: number | undefined, paint: Paint, remedy?: string): string {
  const place = `${visible(record.source)}:${record.line}`;
  const head = `${paint.place(place)}: ${paint.problem(visible(record.error))} (byte ${record.offset})\n`;
  const { text, caret } = stretch(record.raw, column ?? 0);
  const line = `  ${paint.line(text)}\n`;
  const below = column === undefined ? '' : `  ${' '.repeat(caret)}${paint.caret('^')}\n`;
  return head + line + below + (remedy === undefined ? '' : `  ${visible(remedy)}\n`);
}

/** The part of a line around byte `column`, and the caret's place in it. Lines may have millions of characters. */
function stretch(raw: string, column: number): { readonly text: string; readonly caret: number } {
  const bytes = Buffer.from(raw);
  const far = 4 * (width + 1);
  const left = Array.from(bytes.toString('utf8', Math.max(0, column - far), column));
  const right = Array.from(bytes.toString('utf8', column, column + far));
  const shownLeft = left.slice(-(width - Math.min(right.length, after)));
  const shownRight = right.slice(0, width - shownLeft.length);
  const cutLeft = shownLeft.length < left.length ? '…' : '';
  const cutRight = shownRight.length < right.length ? '…' : '';
  const text = cutLeft + visible([...shownLeft, ...shownRight].join('')) + cutRight;
  return { text, caret: cutLeft.length + shownLeft.length };
}

export { visible };
