// Most aggregates take a path and nothing else.
import { UsageError } from '../text/usage-error.js';

/** Refuses arguments behind the path. `form` is what the aggregate accepts. */
export function noArguments(args: readonly string[], form: string): void {
  if (args.length > 0) throw new UsageError(`"${args.join(', ')}" is one argument too many`, form);
}
