// Lists that end at their LIMIT: the list does not show that there was more.
import type { ReportOptions } from './options.js';
import { groupedNumber } from '../text/grouped-number.js';
import type { Concern } from './concern.js';

/** @param panes of this run in which something was left out */
export function cutOff({ calls }: Pick<ReportOptions, 'calls'>, panes: number): Concern[] {
  if (panes === 0) return [];
  const names = calls.flatMap(({ text }) => (/^collect *\(/.test(text) ? [text] : []));
  const where = panes === 1 ? '1 pane' : `${groupedNumber(panes)} panes`;
  const lists = `${names.join(', ')}: the lists of ${where} are cut; they hold the first 1,000 values`;
  return [
    { about: 'collect', text: `${lists}; collect(PATH, LIMIT) keeps LIMIT of them, collect(PATH, unlimited) all` },
  ];
}
