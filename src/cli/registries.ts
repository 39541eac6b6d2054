// The registries behind the options whose values they name (`--window`, `--trigger` …), for help, man page and
// completions. What is in a registry shows up there without an edit here.
import { accumulations } from '../accumulation/index.js';
import { aggregates } from '../aggregate/index.js';
import type { Entry } from '../text/registry.js';
import { triggers } from '../trigger/index.js';
import { watermarks } from '../watermark/index.js';
import { windows } from '../window/index.js';
import type { Flag } from './flag.js';
import { known } from './options.js';

export const registries: Readonly<Record<NonNullable<Flag['registry']>, readonly Entry[]>> = {
  windows,
  triggers,
  watermarks,
  aggregates,
  accumulations,
};

type RegistryFlag = Flag & { readonly registry: NonNullable<Flag['registry']> };

/** Of each registry, the first option that names its entries. */
export const registryFlags: readonly RegistryFlag[] = [...known.values()].filter(
  (flag, i, all): flag is RegistryFlag =>
    flag.registry !== undefined && all.findIndex(({ registry }) => registry === flag.registry) === i,
);
