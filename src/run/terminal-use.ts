// Whether anything but messages may come out on the terminal of standard error: rows on standard output, or what the
// reader of a pipe makes of them (`| jq`, `| less`), which cannot be found out. A line drawn there would be torn.
import type { Job } from '../job.js';
import type { Destination } from '../model/destination.js';

/** @param mayReach whether what is written to a descriptor may come out on a terminal */
export function writesBeside(
  { results, late, rejects, stats }: Pick<Job, 'results' | 'late' | 'rejects' | 'stats'>,
  mayReach: (fd: number) => boolean,
): boolean {
  return [results, late, rejects, stats].some((to) => {
    const fd = to === undefined ? undefined : descriptorOf(to);
    return fd !== undefined && mayReach(fd);
  });
}

function descriptorOf(to: Destination): number | undefined {
  if (to.kind === 'stdout') return 1;
  return to.kind === 'fd' ? to.fd : undefined;
}
