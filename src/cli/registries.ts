// The registries behind the options whose values they name (`--window`, `--trigger` …), for help, man page and
// completions. What is in a registry shows up there without an edit here.
import { accumulations } from '../accumulation/index.js';
import { aggregates } from '../aggregate/index.js';
import type { Entry } from '../text/registry.js';
import { triggers } from '../trigger/index.js';
import { watermarks } from '../watermark/index.js';
import { windows } from '../window/index.js';
import type { Flag } from './flag.js';

export const registries: Readonly<Record<NonNullable<Flag['registry']>, readonly Entry[]>> = {
  windows,
  triggers,
  watermarks,
  aggregates,
  accumulations,
};
