// Where a pane stands among those of its window, as members of a row (SPEC §12); nearly always the same in neighbouring rows.
import type { Pane } from '../model/pane.js';
import type { PaneMode } from './output/row-layout.js';

/** One number for all of `paneInfoText`; −1 when the indices are too large for it. */
export function paneInfoCode({ timing, index, nonSpeculativeIndex, last }: Pane): number {
  if (index >= 1 << 12) return -1;
  const phase = timing === 'early' ? 0 : timing === 'on-time' ? 1 : 2;
  return ((index << 13) | (nonSpeculativeIndex + 1)) * 8 + phase * 2 + (last ? 1 : 0);
}

/** Whether the row of the pane has these members. */
export function tellsPane(pane: Pane, mode: PaneMode): boolean {
  return mode === 'always' || (mode === 'auto' && !isOnlyOne(pane));
}

/** The one pane that its window will ever have, and on time. */
function isOnlyOne({ timing, index, last }: Pane): boolean {
  return timing === 'on-time' && index === 0 && last;
}

/** The text of these members; empty for a row without them. */
export function paneInfoText(pane: Pane, mode: PaneMode): string {
  if (!tellsPane(pane, mode)) return '';
  const { timing, index, nonSpeculativeIndex, last } = pane;
  const order = `"timing":"${timing}","index":${index},"nonSpeculativeIndex":${nonSpeculativeIndex}`;
  return `${order},"first":${index === 0},"last":${last}`;
}
