// `flowctl checkpoint show DIR`: the processes of a pipeline, what each reads, and from which snapshot they would go on;
// it takes no lock and changes nothing.
import { isoText } from '../kernel/iso-text.js';
import type { Instant } from '../model/instant.js';
import { durationText } from '../text/duration.js';
import { inputName, shownName } from '../text/file-name.js';
import type { Checkpoint } from './checkpoint.js';
import { CheckpointFile } from './checkpoint-file.js';
import { endedBefore, type PipelineMember, type Newest, newestSnapshot } from './newest-snapshot.js';
import { PipelineDirectory } from './pipeline-directory.js';

interface Shown {
  readonly member: PipelineMember;
  readonly runs: boolean;
  /** What it would go on from; undefined: the beginning, of which nothing is on disk. */
  readonly checkpoint: Checkpoint | undefined;
}

/** @returns the text to print; undefined when `path` is no directory of a pipeline */
export function pipelineText(path: string, json: boolean, now: Instant): string | undefined {
  const directory = new PipelineDirectory(path);
  if (!directory.exists) return undefined;
  const members = directory.members();
  const newest = newestSnapshot(members);
  const shown = members.map((member): Shown => {
    const checkpoint = new CheckpointFile(placeOf(directory, member, newest)).read();
    return { member, runs: directory.runs(member.name, now), checkpoint };
  });
  return json ? `${JSON.stringify(summary(shown, newest), null, 2)}\n` : words(path, shown, newest, now);
}

function placeOf(directory: PipelineDirectory, member: PipelineMember, newest: Newest): string {
  const { name, ended } = member;
  if (ended !== undefined && (newest === 'ended' || endedBefore(member, newest ?? 0)))
    return directory.end(name, ended);
  return directory.snapshot(name, newest === 'ended' ? 0 : (newest ?? 0));
}

function summary(shown: readonly Shown[], newest: Newest) {
  return {
    complete: newest === 'ended',
    snapshot: newest === 'ended' ? null : (newest ?? null),
    processes: shown.map(({ member: { name, snapshots, ended }, runs, checkpoint }) => ({
      name,
      runs,
      snapshots,
      ended: ended !== undefined,
      written: checkpoint === undefined ? null : isoText(checkpoint.written),
      inputs: (checkpoint?.inputs ?? []).map(({ name: input, writer, position }) => ({
        ...{ name: input, process: writer ?? null, bytes: position.offset, lines: position.line },
      })),
      options: checkpoint?.meaning ?? {},
    })),
  };
}

function words(path: string, shown: readonly Shown[], newest: Newest, now: Instant): string {
  const width = Math.max(0, ...shown.map(({ member }) => member.name.length));
  const lines = shown.map((one) => `  ${one.member.name.padEnd(width)}  ${processWords(one, now)}`);
  return `${[`${shownName(path)}: ${stateWords(newest)}`, '', ...lines].join('\n')}\n`;
}

function stateWords(newest: Newest): string {
  if (newest === 'ended') return 'the pipeline is complete; new input will be refused.';
  if (newest === undefined || newest === 0) return 'no snapshot is complete; its processes begin at the beginning.';
  return `its processes go on from snapshot ${newest}.`;
}

function processWords({ member, runs, checkpoint }: Shown, now: Instant): string {
  const { snapshots, ended } = member;
  const state = runs ? 'runs' : ended === undefined ? 'stopped' : 'ended';
  const numbers = snapshots.length === 0 ? '' : `, has ${snapshots.join(', ')}`;
  if (checkpoint === undefined) return `${state}${numbers}`;
  const reads = checkpoint.inputs.map(({ name, writer }) =>
    writer === undefined ? inputName(name) : `from ${writer}`,
  );
  const age = durationText(Math.max(0, Math.floor((now - checkpoint.written) / 1000) * 1000));
  return `${state}${numbers}; reads ${reads.join(', ')}; written ${age} ago`;
}
