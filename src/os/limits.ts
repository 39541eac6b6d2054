// What the system allows: open files, and the length of a socket's path.
import { readdirSync, readFileSync } from 'node:fs';

/** The longest path of a socket, in bytes: sun_path less its NUL. The runtime cuts a longer one off in silence. */
export const longestSocketPath = process.platform === 'linux' ? 107 : 103;

/** How many descriptors a process may have open: RLIMIT_NOFILE, the soft limit; Infinity where it is unknown. */
export function descriptorLimit(): number {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1')) ?? [];
    return soft === undefined ? Infinity : Number(soft);
  } catch {
    return reportedLimit();
  }
}

/** How many are open now. */
export function openDescriptors(): number {
  try {
    return readdirSync('/dev/fd').length;
  } catch {
    return 0;
  }
}

/** Elsewhere than on Linux it is only in the report of the runtime on itself. */
function reportedLimit(): number {
  type Report = { readonly userLimits?: { readonly open_files?: { readonly soft?: unknown } } };
  const { userLimits } = process.report.getReport() as Report;
  return Number(userLimits?.open_files?.soft) || Infinity;
}
