// The complaint that several watermarks share: something stands behind the colon that has no business there.
import { UsageError } from '../text/usage-error.js';

/** @throws Misuse unless `args` is undefined */
export function withoutArgument(args: string | undefined, form: string): void {
  if (args !== undefined) throw new UsageError(`it takes no argument, not "${args}"`, form);
}
