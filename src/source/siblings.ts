// The other regular files of a directory: where a rotated log is to be looked for.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Paths of the regular files beside `path`, in the order of their names, `path` itself not included. */
export function siblings(path: string): readonly string[] {
  const directory = dirname(path);
  try {
    const entries = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = entries.map((entry) => join(directory, entry.name));
    return paths.filter((other) => other !== join(path)).sort();
  } catch {
    return [];
  }
}
