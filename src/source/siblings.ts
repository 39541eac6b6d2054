// Where a rotated log is to be looked for: beside its name, and where that is a link (as the logs of containers are),
// beside what it leads to, since it is there that files are renamed.
import { nameFromBytes, systemName } from '../text/file-name.js';
import { readdirSync, readlinkSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';

/** The system's own limit (ELOOP). */
const mostLinks = 40;

/** What `path` leads to, link by link: itself first, last what is no link or is not there. Mostly `path` alone. */
export function linkedPaths(path: string): readonly string[] {
  const paths = [path];
  while (paths.length <= mostLinks) {
    const last = paths.at(-1)!;
    const target = linkAt(last);
    if (target === undefined) break;
    paths.push(isAbsolute(target) ? target : directoryOf(last) + target);
  }
  return paths;
}

/** The name under which a log is written and rotated: that of the file itself, not that of a link to it. */
export function nameOfLog(path: string): string {
  return basename(linkedPaths(path).at(-1)!);
}

/** Paths of the regular files beside `path` and what it leads to, these not included, in the order of their names. */
export function siblings(path: string): readonly string[] {
  const own = linkedPaths(path);
  const found = new Set<string>();
  for (const directory of new Set(own.map(directoryOf)))
    for (const name of filesIn(directory === '' ? '.' : directory)) found.add(directory + name);
  for (const taken of own) found.delete(taken);
  return [...found].sort();
}

/** All of the path before its last name: nothing is simplified, because `link/..` is not where the link stands. */
function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function filesIn(directory: string): readonly string[] {
  try {
    const entries = readdirSync(systemName(directory), { withFileTypes: true, encoding: 'buffer' });
    return entries.filter((entry) => entry.isFile()).map((entry) => nameFromBytes(entry.name));
  } catch {
    return [];
  }
}

function linkAt(path: string): string | undefined {
  try {
    return nameFromBytes(readlinkSync(systemName(path), 'buffer'));
  } catch {
    return undefined;
  }
}
