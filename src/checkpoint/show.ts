// `flowctl checkpoint show FILE`: what a checkpoint holds, in words or as JSON; it takes no lock and changes nothing.
import { durationText } from '../text/duration.js';
import { farthest, type Instant } from '../model/instant.js';
import { isoText } from '../kernel/iso-text.js';
import type { Checkpoint, CheckpointSummary, OutputPositions, SavedInput, SavedOutput } from './checkpoint.js';
import { CheckpointFile } from './checkpoint-file.js';
import { optionName } from './option-difference.js';
import { pipelineText } from './show-pipeline.js';
import { groupedNumber } from '../text/grouped-number.js';
import { shownName } from '../text/file-name.js';
import { stepName } from '../text/step-name.js';

/**
 * The text to print, its last line end included.
 * @throws an Error ready to be shown when there is neither a whole checkpoint nor a pipeline at `path`
 */
export function checkpointText(path: string, json: boolean, now: Instant): string {
  const pipeline = pipelineText(path, json, now);
  if (pipeline !== undefined) return pipeline;
  const checkpoint = new CheckpointFile(path).read();
  if (checkpoint === undefined)
    throw new Error(`cannot read the checkpoint ${shownName(path)}: No such file or directory`);
  return json ? `${JSON.stringify(summary(checkpoint), null, 2)}\n` : words(path, checkpoint, now);
}

function summary(checkpoint: Checkpoint) {
  const { zones, written, meaning, drained, inputs, outputs, standing, steps = [] } = checkpoint;
  const verbs = verbsOf(checkpoint);
  return {
    written: isoText(written),
    timeZoneData: zones,
    drained,
    ...standingSummary(standing),
    options: meaning,
    inputs: inputs.map(({ name, position, finished, location }) => ({
      name,
      bytes: position.offset,
      lines: position.line,
      finished,
      file: location && { device: location.device, inode: location.inode, offset: location.offset },
    })),
    outputs: outputSummary(outputs),
    ...(steps.length === 0
      ? {}
      : {
          then: steps.map((step, i) => ({
            verb: verbs[i],
            ...(step.standing === undefined ? {} : standingSummary(step.standing)),
            outputs: outputSummary(step.outputs),
          })),
        }),
  };
}

function standingSummary(standing: CheckpointSummary) {
  return { ...standing, watermark: instant(standing.watermark), processing: instant(standing.processing) };
}

function outputSummary({ results, late, rejects, duplicates, timeouts, sequence }: OutputPositions) {
  return { results, late, rejects, duplicates, timeouts, sequence };
}

function words(path: string, checkpoint: Checkpoint, now: Instant): string {
  const { written, zones, drained, inputs, outputs, standing, meaning, steps = [] } = checkpoint;
  const age = durationText(Math.max(0, Math.floor((now - written) / 1000) * 1000));
  const ofSteps = steps.flatMap((step, i) => outputWords(step.outputs, `step ${i + 2} `));
  const lines = [
    `${shownName(path)}, written ${isoText(written)} (${age} ago), time-zone data ${zones}`,
    drained
      ? 'The run is complete: all windows were closed, and new input will be refused.'
      : `A run on this file goes on with ${heldWords([standing, ...steps.map((step) => step.standing)])}.`,
    ...(steps.length === 0 ? ['', ...standingWords(standing)] : stepWords(checkpoint)),
    ...section('inputs', inputs.map(inputWords)),
    ...section('outputs', [...outputWords(outputs), ...ofSteps]),
    ...section('options', optionWords(meaning)),
  ];
  return `${lines.join('\n')}\n`;
}

/** How each step stands: the first, and those after `then`. */
function stepWords(checkpoint: Checkpoint): readonly string[] {
  const verbs = verbsOf(checkpoint);
  const later = (checkpoint.steps ?? []).map(({ standing }, i) => {
    return section(stepName(i + 2, verbs[i] ?? ''), standing === undefined ? ['not recorded'] : wordsOfStep(standing));
  });
  return [...section('step 1', wordsOfStep(checkpoint.standing)), ...later.flat()];
}

function wordsOfStep(standing: CheckpointSummary): readonly string[] {
  return [...standingWords(standing), `holds       ${heldWords([standing])}`];
}

/** The verbs of the steps after the first. */
function verbsOf({ meaning: { then } }: Checkpoint): readonly string[] {
  return then?.split(' then ') ?? [];
}

function heldWords(standings: readonly (CheckpointSummary | undefined)[]): string {
  const sum = (of: (standing: CheckpointSummary) => number): number =>
    standings.reduce((total, standing) => total + (standing === undefined ? 0 : of(standing)), 0);
  const [windows, keys] = [sum(({ openWindows }) => openWindows), sum((standing) => standing.keys)];
  return `${counted(windows, 'open window')} and ${counted(keys, 'key')}`;
}

function standingWords({ watermark, processing, lines, events, late, rejected }: CheckpointSummary): readonly string[] {
  return [
    `watermark   ${instant(watermark) ?? 'none yet'}`,
    `clock       ${instant(processing) ?? 'unknown'}`,
    `so far      ${counted(lines, 'line')}, ${counted(events, 'event')}, ${groupedNumber(late)} late, ${groupedNumber(rejected)} rejected`,
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function inputWords({ name, position, finished, location }: SavedInput): string {
  const place = `${counted(position.offset, 'byte')}, ${counted(position.line, 'line')} read`;
  const file = location === null ? '' : `, now byte ${location.offset} of inode ${location.inode}`;
  return `${shownName(name)}: ${place}${finished ? ', to its end' : ''}${location?.offset === position.offset ? '' : file}`;
}

/** @param prefix says of which step they are */
function outputWords(outputs: OutputPositions, prefix = ''): readonly string[] {
  const { sequence, ...files } = outputSummary(outputs);
  const written = ([name, output]: readonly [string, SavedOutput | null]): readonly string[] =>
    output === null
      ? []
      : [`${prefix}${name}: ${counted(output.length, 'byte')} (inode ${output.place.split(':')[1] ?? '?'})`];
  const numbered = sequence === null ? [] : [`${prefix}results: the next row has "seq":${sequence}`];
  return [...Object.entries(files).flatMap(written), ...numbered];
}

function optionWords(meaning: Checkpoint['meaning']): readonly string[] {
  const width = Math.max(0, ...Object.keys(meaning).map((name) => optionName(name).length));
  return Object.entries(meaning).map(([name, value]) => `${optionName(name).padEnd(width)}  ${value}`);
}

/** An instant as text; null for −∞, `max` for +∞. */
function instant(at: Instant): string | null {
  if (at === Infinity) return 'max';
  if (at === -Infinity) return null;
  return Math.abs(at) <= farthest ? isoText(at) : String(at);
}

function counted(n: number, what: string): string {
  return `${groupedNumber(n)} ${what}${n === 1 ? '' : 's'}`;
}
