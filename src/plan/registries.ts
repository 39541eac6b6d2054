// The registries whose entries give the specs of a plan their meaning, as one value: what a tool that reads plans walks.
import { accumulations } from '../accumulation/index.js';
import { aggregates } from '../aggregate/index.js';
import { inputFormats } from '../format/input/index.js';
import { outputFormats } from '../format/output/index.js';
import type { Entry } from '../text/registry.js';
import { triggers } from '../trigger/index.js';
import { watermarks } from '../watermark/index.js';
import { windows } from '../window/index.js';

export type RegistryName =
  'windows' | 'triggers' | 'watermarks' | 'aggregates' | 'accumulations' | 'inputFormats' | 'outputFormats';

export const registries: Readonly<Record<RegistryName, readonly Entry[]>> = {
  windows,
  triggers,
  watermarks,
  aggregates,
  accumulations,
  inputFormats,
  outputFormats,
};
