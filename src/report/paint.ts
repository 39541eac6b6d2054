// Without colour: what is painted stays as it is.
import type { Paint } from '../os/host.js';

const same = (text: string): string => text;

export const plainPaint: Paint = { place: same, problem: same, line: same, caret: same };
