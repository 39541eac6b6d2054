// Is descriptor N open, and is it the caller's? An open descriptor 3 proves nothing: the runtime itself holds 3 to 20
// (event queues, pipes of its own), and writing into its pipes would wake its insides with junk. The difference:
// its queues have no file type, refuse even an empty write, and of its pipes we hold both ends.
import { fstatSync, readdirSync, readFileSync, readlinkSync, writeSync } from 'node:fs';
import { systemCode } from './error-text.js';

const typeMask = 0o170000;
const accessMask = 3;

/**
 * What the caller of the program let us do with descriptor `fd`. To be read before anything else is opened, since
 * later the program's own files are descriptors too. Sockets handed over by systemd count as not open: they
 * are listening sockets, and start at 3 as well.
 */
export function callersDescriptor(fd: number): 'writable' | 'readable-only' | 'not-open' {
  if (isFromSystemd(fd, process.env, process.pid) || !isFile(fd) || isOwn(fd)) return 'not-open';
  try {
    writeSync(fd, Buffer.alloc(0), 0, 0);
    return 'writable';
  } catch (error) {
    if (systemCode(error) === 'EBADF') return 'readable-only';
    // A full device and a peer that left are the caller's all the same; the first real write will show it.
    return systemCode(error) === 'EINVAL' ? 'not-open' : 'writable';
  }
}

/** The rule of sd_listen_fds(3): LISTEN_FDS descriptors from 3 on belong to the process LISTEN_PID. */
export function isFromSystemd(fd: number, env: NodeJS.ProcessEnv, pid: number): boolean {
  return env['LISTEN_PID'] === String(pid) && fd >= 3 && fd < 3 + Number(env['LISTEN_FDS'] ?? 0);
}

/** How a descriptor was opened, where the system shows it (Linux); undefined elsewhere. */
export function openedFor(fd: number, pid: number | 'self' = 'self'): OpenedFor | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'latin1');
    const flags = parseInt(/^flags:\s*([0-7]+)/m.exec(text)?.[1] ?? '', 8);
    const position = Number(/^pos:\s*(\d+)/m.exec(text)?.[1]);
    if (Number.isNaN(flags)) return undefined;
    const access = (['read', 'write', 'both', 'both'] as const)[flags & accessMask]!;
    return { access, append: (flags & 0o2000) !== 0, blocking: (flags & 0o4000) === 0, position };
  } catch {
    return undefined;
  }
}

export interface OpenedFor {
  readonly access: 'read' | 'write' | 'both';
  readonly append: boolean;
  /** Reads and writes wait. */
  readonly blocking: boolean;
  /** Where the next read or write takes place. */
  readonly position: number;
}

function isFile(fd: number): boolean {
  try {
    return (fstatSync(fd).mode & typeMask) !== 0;
  } catch {
    return false;
  }
}

/** Pipes of which we hold the other end too. */
function isOwn(fd: number): boolean {
  const target = linkOf(fd);
  if (fd < 3 || target?.startsWith('pipe:[') !== true) return false;
  const mine = openedFor(fd)?.access;
  return holders(target).some((other) => opposite(mine, openedFor(other)?.access));
}

function opposite(a: string | undefined, b: string | undefined): boolean {
  return (a === 'read' && b === 'write') || (a === 'write' && b === 'read');
}

function linkOf(fd: number): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return undefined;
  }
}

function holders(target: string): readonly number[] {
  const all = readdirSync('/proc/self/fd').map(Number);
  return all.filter((fd) => linkOf(fd) === target);
}
