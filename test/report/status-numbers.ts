// The numbers of one moment of a run.
import type { StatusNumbers } from '../../src/report/run-status.js';

export const at = Date.UTC(2026, 0, 1, 14, 5, 32);
export const moment: StatusNumbers = {
  events: 1_234_567,
  rate: 410_400,
  watermark: at,
  high: at + 3000,
  holder: { name: 'b.log', waits: false, alone: false },
  openWindows: 24,
  late: 12,
  rejected: 0,
  share: 0.389,
};
