// Which step of `A then B` may have which options, where not each may have its own.
import type { Name } from '../options.js';

/** Of what is read from the inputs: only the first step has any. */
export const ofInputs: readonly Name[] = ['follow', 'rotate-wait', 'reconnect', 'accept', 'idle'];
/** A step after the first has these of the one before, and may only say the same. */
export const ofRows: readonly Name[] = ['input-format', 'multiline', 'time', 'time-format', 'watermark'];
/** Of the rows that leave: those of the last step. */
export const ofResults: readonly Name[] = ['output', 'output-format'];
/** Of the run as a whole: given once, with whichever step. */
export const ofRun: readonly Name[] = [
  ...([
    'append',
    'line-buffered',
    'checkpoint',
    'pipeline',
    'name',
    'checkpoint-every',
    'fresh',
    'no-drain',
    'threads',
  ] as const),
  ...(['max-memory', 'strict', 'max-bad', 'fail-on-late', 'stats', 'progress', 'quiet', 'verbose', 'color'] as const),
  ...(['plan', 'json'] as const),
];
/** A file of the first step that FLOWCTL_OPTS names is not that of the others as well. */
export const files: readonly Name[] = ['late', 'rejects', 'duplicates', 'timeouts'];

/** What an option means for the run as a whole, whichever step it stands in. */
export function isOfRun(name: string): boolean {
  return [...ofRun, 'output'].some((one) => one === name);
}
