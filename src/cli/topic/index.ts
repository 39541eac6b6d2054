// The topics of `flowctl help`, in the order in which they are listed.
import { aggregates } from './aggregates.js';
import { checkpoints } from './checkpoints.js';
import { comingFrom } from './coming-from.js';
import { controlLines } from './control-lines.js';
import { dedup } from './dedup.js';
import { examples } from './examples.js';
import { exitStatus } from './exit-status.js';
import { expressions } from './expressions.js';
import { fill } from './fill.js';
import { formats } from './formats.js';
import { join } from './join.js';
import { inputs } from './inputs.js';
import { match } from './match.js';
import { model } from './model.js';
import { output } from './output.js';
import { pipelines } from './pipelines.js';
import { disorder } from './disorder.js';
import { sort } from './sort.js';
import { then } from './then.js';
import { time } from './time.js';
import type { Topic } from './topic.js';
import { top } from './top.js';
import { triggers } from './triggers.js';
import { watermarks } from './watermarks.js';
import { windows } from './windows.js';

export const topics: readonly Topic[] = [
  model,
  examples,
  comingFrom,
  windows,
  watermarks,
  triggers,
  aggregates,
  expressions,
  time,
  inputs,
  formats,
  output,
  controlLines,
  checkpoints,
  pipelines,
  dedup,
  join,
  match,
  sort,
  disorder,
  top,
  fill,
  then,
  exitStatus,
];

/** The topic that these words name (`exit status`, `Windows`, `--watermark`); undefined when none does. */
export function topicOf(words: readonly string[]): Topic | undefined {
  const name = words.join('-').toLowerCase().replace(/^-+/, '');
  return topics.find((topic) => topic.name === name || topic.aliases?.includes(name) === true);
}

/** The topic that explains an option, by its long name; undefined when none does in particular. */
export function topicOfOption(long: string): Topic | undefined {
  return topics.find((topic) => topic.options?.includes(long) === true);
}
