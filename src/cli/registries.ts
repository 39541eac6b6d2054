// Of each registry of the plan (plan/registries.ts), the option that names its entries, for help, man page and completions.
// What is in a registry shows up there without an edit here.
import type { Flag } from './flag.js';
import { known } from './options.js';

export { registries } from '../plan/registries.js';

type RegistryFlag = Flag & { readonly registry: NonNullable<Flag['registry']> };

/** Of each registry, the first option that names its entries. */
export function registryFlags(): readonly RegistryFlag[] {
  return [...known.values()].filter(
    (flag, i, all): flag is RegistryFlag =>
      flag.registry !== undefined && all.findIndex(({ registry }) => registry === flag.registry) === i,
  );
}
