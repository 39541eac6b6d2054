// Who holds a lock, and is it still there? A process number alone is soon another's; with the time it was started it is
// unique on one machine until that is rebooted. Containers may share a file, not their process numbers.
import { readFileSync, readlinkSync } from 'node:fs';
import type { Instant } from '../model/instant.js';
import { systemCode } from '../os/error-text.js';

/** A process, by what distinguishes it from others; undefined where the system does not give it. */
export interface LockOwner {
  readonly pid: number;
  /** When it was started, in the system's own measure. */
  readonly started: string | undefined;
  readonly host: string;
  /** This start of the machine. */
  readonly boot: string | undefined;
  /** Where process numbers mean the same. */
  readonly space: string | undefined;
  /** Wall time at which it took the lock. */
  readonly since: Instant;
}

export function thisProcess(now: Instant): LockOwner {
  return {
    pid: process.pid,
    started: startOf(process.pid)?.at,
    host: process.getBuiltinModule('node:os').hostname(),
    boot: tried(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    space: tried(() => readlinkSync('/proc/self/ns/pid')),
    since: now,
  };
}

/** Whether the holder lives; undefined when that cannot be seen from here. */
export function isAlive(holder: LockOwner, me: LockOwner): boolean | undefined {
  const here = holder.host === me.host;
  const sameBoot = holder.boot === me.boot && (holder.boot !== undefined || here);
  if (!sameBoot) return here ? false : undefined;
  if (holder.space !== me.space) return undefined;
  if (!exists(holder.pid)) return false;
  const start = startOf(holder.pid);
  if (start === undefined) return true;
  return !start.over && (holder.started === undefined || holder.started === start.at);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user gives EPERM, but is there.
    return systemCode(error) !== 'ESRCH';
  }
}

/** From /proc: a process that has ended and was not waited for (`over`) still has its number. */
function startOf(pid: number): { readonly at: string; readonly over: boolean } | undefined {
  const stat = tried(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  // The name of the program may hold anything, parentheses too.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, at] = [fields?.[0], fields?.[19]];
  return state === undefined || at === undefined ? undefined : { at, over: state === 'Z' || state === 'X' };
}

function tried(ask: () => string): string | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
