// Datagrams that the system had no room for. It counts them for every socket, and Linux shows the count in the last
// column of /proc/net/udp (proc(5)); other systems have none.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The counter of the system has 32 bits. */
const wraps = 2 ** 32;

interface UdpRow {
  readonly port: number;
  readonly inode: string;
  readonly drops: number;
}

/** Sockets of ours that have a counter already: several may listen on one port, at different addresses. */
const claimed = new Set<string>();

export class DatagramDrops {
  readonly #inode: string | undefined;
  readonly #table: string;
  #seen = 0;

  /** Of a socket of this process that has been bound to the port. */
  constructor(family: 'udp4' | 'udp6', port: number) {
    this.#table = `/proc/self/net/${family === 'udp4' ? 'udp' : 'udp6'}`;
    const mine = ownSockets();
    const isOurs = (row: UdpRow): boolean => row.port === port && mine.has(row.inode) && !claimed.has(row.inode);
    this.#inode = rowsOf(this.#table).find(isOurs)?.inode;
    if (this.#inode !== undefined) claimed.add(this.#inode);
  }

  /** How many were dropped since the last call. */
  since(): number {
    const drops = rowsOf(this.#table).find(({ inode }) => inode === this.#inode)?.drops ?? this.#seen;
    const more = (drops - this.#seen + wraps) % wraps;
    this.#seen = drops;
    return more;
  }

  /** The socket is closed. */
  close(): void {
    if (this.#inode !== undefined) claimed.delete(this.#inode);
  }
}

function rowsOf(table: string): readonly UdpRow[] {
  try {
    return readFileSync(table, 'latin1').split('\n').slice(1, -1).map(rowOf);
  } catch {
    return [];
  }
}

function rowOf(line: string): UdpRow {
  const fields = line.trim().split(/\s+/);
  const port = parseInt(fields[1]?.split(':')[1] ?? '', 16);
  return { port, inode: fields[9] ?? '', drops: Number(fields[12] ?? 0) };
}

/** The inodes of the sockets that this process holds. */
function ownSockets(): ReadonlySet<string> {
  const found = new Set<string>();
  try {
    for (const fd of readdirSync('/proc/self/fd')) found.add(inodeOf(fd));
  } catch {
    // Another system.
  }
  return found;
}

function inodeOf(fd: string): string {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${fd}`))?.[1] ?? '';
  } catch {
    // The descriptor that listed them is gone again.
    return '';
  }
}
