// Rows and late events in the words of a transcript, so that what was expected and what came are compared as the two
// lines a reader would compare. Members that an expectation leaves out (`(0)`, `ts=`, `by`) are left out here too.
import type { Late, Row } from './scenario.js';
import { readTime, timeText } from './transcript-time.js';

type Style = 'ms' | 'clock' | 'iso';

/** `[0,10) key=a 1 2 3 on-time #0 (0) last ts=9` */
export function rowText(row: Row, values: 'list' | 'sum' | 'count', like: string, style: Style): string {
  return [
    row.retract ? 'retract' : '',
    spanText(row, style),
    row.key === '' ? '' : `key=${row.key}`,
    values === 'list' ? (row.list.length === 0 ? 'nothing' : row.list.join(' ')) : String(row[values]),
    row.timing,
    `#${row.index}`,
    like.includes(' (') ? `(${row.nonSpeculativeIndex})` : '',
    row.last ? 'last' : '',
    like.includes('ts=') ? `ts=${timeText(row.ts, style)}` : '',
  ]
    .filter((word) => word !== '')
    .join(' ');
}

/** `late 7 [0,10) by 3, [2,12) by 1`; the value stands for the event. */
export function lateText(late: Late, value: number, like: string, style: Style): string {
  const spans = late.windows.map(
    (window) => spanText(window, style) + (like.includes(' by ') ? ` by ${timeText(window.lateBy, style)}` : ''),
  );
  return [late.reason, String(value), spans.join(', ')].join(' ').trim();
}

/** An expected line with every instant spelt in one style. */
export function respelt(text: string, style: Style): string {
  const spell = (time: string): string => timeText(readTime(time), style);
  return text
    .replaceAll(/\[([^,]+),([^)]+)\)/g, (_, start: string, end: string) => `[${spell(start)},${spell(end)})`)
    .replaceAll(/(ts=| by )([^ ,]+)/g, (_, before: string, time: string) => before + spell(time))
    .replaceAll('global', '[-inf,inf)');
}

function spanText(span: { readonly start: number; readonly end: number }, style: Style): string {
  return `[${timeText(span.start, style)},${timeText(span.end, style)})`;
}
