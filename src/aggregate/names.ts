// What a result calls its aggregates (SPEC §3): they stand beside the record's own members, so those names are taken,
// and so is everything that begins with `@`, which is how control lines differ from results.
import { UsageError } from '../text/usage-error.js';
import { callForm } from './call.js';

/** The members that every result may have. */
export const reservedNames: readonly string[] = ['window', 'key', 'pane', 'ts', 'retract', 'seq'];

/**
 * The name itself.
 * @throws Misuse when no aggregate may be called so; `text` is the option as it was given
 */
export function checkedName(name: string, text: string): string {
  const form = callForm;
  if (name === '') throw new UsageError(`"${text}" has no name before the =`, form);
  if (name.startsWith('@')) throw new UsageError(`"${text}": a name must not begin with @`, form);
  if (reservedNames.includes(name))
    throw new UsageError(
      `"${text}": the name "${name}" is taken, results have ${reservedNames.join(', ')} already`,
      form,
    );
  return name;
}

/** How an aggregate is called that was given no name: `sum_bytes`; `count` where no path, or none with a last name, is given. */
export function defaultName(fn: string, lastName: string | undefined): string {
  return lastName === undefined ? fn : `${fn}_${lastName}`;
}
