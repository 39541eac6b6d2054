// What was meant by a PATH that is none: several of them, an expression, a word of SQL. It is shown beside what is
// wrong.
import { parsePath, type Path } from '../../event/path.js';
import { UsageError } from '../../text/usage-error.js';

const name = String.raw`[\w.$@]+`;
const severalNames = new RegExp(String.raw`^${name}(?:\s*,\s*${name})+$`);

/**
 * Reads a PATH of `--key`.
 * @param key its name, where it has one
 * @throws UsageError when it is none, with the remedy where several were meant
 */
export function keyPath(text: string, key = 'x'): Path {
  return meaning(text, () => {
    if (/[-+*/%(]/.test(text)) return `a key that is computed is set before: --set '${key}=${text}' --key ${key}`;
    if (!severalNames.test(text)) return undefined;
    const each = text.split(',').map((part) => `--key ${part.trim()}`);
    return `each key has an option of its own: ${each.join(' ')}`;
  });
}

/**
 * Reads a PATH of an aggregate.
 * @param call of which it is an argument, e.g. `sum(a * b)`
 * @throws UsageError when it is none, with the remedy where an expression was meant
 */
export function aggregatePath(text: string, fn: string): Path {
  return meaning(text, () => {
    const distinct = new RegExp(String.raw`^distinct\s+(${name})$`, 'i').exec(text)?.[1];
    if (distinct !== undefined) return `did you mean distinct(${distinct})?`;
    if (/[<>=]/.test(text)) return `a condition stands behind the call: '${fn} where ${text}'`;
    if (/[-+*/%]/.test(text)) return `a value that is computed is set before: --set 'x=${text}' --agg '${fn}(x)'`;
    return undefined;
  });
}

function meaning(text: string, remedy: () => string | undefined): Path {
  try {
    return parsePath(text);
  } catch (error) {
    const meant = error instanceof UsageError ? remedy() : undefined;
    if (meant === undefined) throw error;
    const { message, form } = error as UsageError;
    throw new UsageError(`${message}; ${meant}`, form);
  }
}
