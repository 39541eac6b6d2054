// Where a pane stands among those of its window, as a row says it; neighbouring rows nearly always say the same.
import type { Pane } from '../model/pane.js';

/** One number for all that `standing` says; −1 when the indices are too large for it. */
export function paneInfoCode({ timing, index, nonSpeculativeIndex, last }: Pane): number {
  if (index >= 1 << 12) return -1;
  const phase = timing === 'early' ? 0 : timing === 'on-time' ? 1 : 2;
  return ((index << 13) | (nonSpeculativeIndex + 1)) * 8 + phase * 2 + (last ? 1 : 0);
}

/** What stands between the key and the `ts`. */
export function paneInfoText({ timing, index, nonSpeculativeIndex, last }: Pane): string {
  const order = `"timing":"${timing}","index":${index},"nonSpeculativeIndex":${nonSpeculativeIndex}`;
  return `,"pane":{${order},"first":${index === 0},"last":${last}},"ts":`;
}
