import type { Entry } from '../../text/registry.js';
import { UsageError } from '../../text/usage-error.js';

/** @throws UsageError when something stands behind the name of a format that is all there is */
export function noMore(rest: string, { name, form }: Entry): void {
  if (rest !== '') throw new UsageError(`nothing belongs behind ${name}: "${rest}"`, form);
}
