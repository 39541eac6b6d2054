// `flowctl … >&-`: was standard output closed from the start? The runtime opens /dev/null, for reading and writing, in
// the place of closed standard descriptors, and everything written would be lost in silence. Other programs hand us
// the very same descriptor on purpose (Python's DEVNULL, Node's 'ignore'), but shells never do, so a shell must be
// seen to have started us. In doubt the answer is no.
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { openedFor } from './descriptor.js';

const shells = /^(ba|da|z|k|mk|a|fi)?sh$/;

/** Whether descriptor 1 was closed when the program began, where the system shows it (Linux). */
export function isOutputClosed(): boolean {
  return isStandIn('self') && (startedByShell(process.ppid) || isNamedByShell());
}

function isStandIn(pid: number | 'self'): boolean {
  try {
    return readlinkSync(`/proc/${pid}/fd/1`) === '/dev/null' && openedFor(1, pid)?.access === 'both';
  } catch {
    return false;
  }
}

/** Our parent is a shell, and what we have is not what it has itself. */
function startedByShell(parent: number): boolean {
  try {
    return shells.test(readFileSync(`/proc/${parent}/comm`, 'utf8').trim()) && !isStandIn(parent);
  } catch {
    return false;
  }
}

/** A shell that became us (`bash -c`) left our own path in `_`; other programs pass on an older one. */
function isNamedByShell(): boolean {
  try {
    const named = process.env['_'];
    const self = process.argv[1];
    return (
      named !== undefined &&
      self !== undefined &&
      realpathSync(named) === realpathSync(self) &&
      !isStandIn(process.ppid)
    );
  } catch {
    return false;
  }
}
