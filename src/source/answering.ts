// Whether a process listens on a socket in the file system. A connection would show it, but the listener would count it
// where connections are counted (--accept). Linux lists the listening sockets by the path that
// each was given, which may be relative to the directory of its process. What the list does not show (a listener in
// another network namespace, another system) only a connection can.
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { isAbsolute, join, basename } from 'node:path';
import type { SocketIdentity } from './socket-path.js';

/** __SO_ACCEPTCON of the kernel. */
const listening = 0x10000;

interface SocketEntry {
  readonly inode: string;
  readonly path: string;
}

/** Whether a process is known to listen on the socket at `path`; false: only a connection can show it. */
export function isListenedOn(path: string, socket: SocketIdentity): boolean {
  return listed().some((other) => basename(other.path) === basename(path) && leadsTo(other, socket));
}

/** All sockets with a path that are listened on. */
function listed(): readonly SocketEntry[] {
  const text = attempt(() => readFileSync('/proc/net/unix', 'utf8')) ?? '';
  return text.split('\n').flatMap((line) => {
    const [, flags, inode, path] = /^\S+ \S+ \S+ (\S+) \S+ \S+ +(\d+) (.+)$/.exec(line) ?? [];
    const listens = flags !== undefined && (parseInt(flags, 16) & listening) !== 0;
    return listens ? [{ inode: inode!, path: path! }] : [];
  });
}

function leadsTo({ inode, path }: SocketEntry, socket: SocketIdentity): boolean {
  const places = isAbsolute(path) ? [path] : directoriesOf(inode).map((directory) => join(directory, path));
  return places.some((place) => {
    const stats = attempt(() => statSync(place));
    return stats?.dev === socket.dev && stats.ino === socket.ino;
  });
}

/** The working directories of the processes that hold the socket, as far as we may look. */
function directoriesOf(inode: string): readonly string[] {
  const processes = (attempt(() => readdirSync('/proc')) ?? []).filter((name) => /^\d+$/.test(name));
  return processes.flatMap((pid) => {
    const held = attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
    const holds = held.some((fd) => attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) === `socket:[${inode}]`);
    const directory = holds ? attempt(() => readlinkSync(`/proc/${pid}/cwd`)) : undefined;
    return directory === undefined ? [] : [directory];
  });
}

function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
