// `flowctl checkpoint show FILE`: what a checkpoint holds, in words or as JSON; it takes no lock and changes nothing.
import { durationText } from '../text/duration.js';
import { farthest, type Instant } from '../model/instant.js';
import { isoText } from '../kernel/iso-text.js';
import type { Checkpoint, SavedInput, SavedOutput } from './checkpoint.js';
import { CheckpointFile } from './checkpoint-file.js';
import { optionName } from './option-difference.js';
import { pipelineText } from './show-pipeline.js';
import { groupedNumber } from '../text/grouped-number.js';
import { shownName } from '../text/file-name.js';

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

function summary({ zones, written, meaning, drained, inputs, outputs, standing }: Checkpoint) {
  return {
    written: isoText(written),
    timeZoneData: zones,
    drained,
    ...{ ...standing, watermark: instant(standing.watermark), processing: instant(standing.processing) },
    options: meaning,
    inputs: inputs.map(({ name, position, finished, location }) => ({
      name,
      bytes: position.offset,
      lines: position.line,
      finished,
      file: location && { device: location.device, inode: location.inode, offset: location.offset },
    })),
    outputs: { results: outputs.results, late: outputs.late, rejects: outputs.rejects, sequence: outputs.sequence },
  };
}

function words(path: string, checkpoint: Checkpoint, now: Instant): string {
  const { written, zones, drained, inputs, outputs, standing, meaning } = checkpoint;
  const age = durationText(Math.max(0, Math.floor((now - written) / 1000) * 1000));
  const lines = [
    `${shownName(path)}, written ${isoText(written)} (${age} ago), time-zone data ${zones}`,
    drained
      ? 'The run is complete: all windows were closed, and new input will be refused.'
      : `A run on this file goes on with ${counted(standing.openWindows, 'open window')} and ${counted(standing.keys, 'key')}.`,
    '',
    `watermark   ${instant(standing.watermark) ?? 'none yet'}`,
    `clock       ${instant(standing.processing) ?? 'unknown'}`,
    `so far      ${counted(standing.lines, 'line')}, ${counted(standing.events, 'event')}, ${groupedNumber(standing.late)} late, ${groupedNumber(standing.rejected)} rejected`,
    ...section('inputs', inputs.map(inputWords)),
    ...section('outputs', outputWords(outputs)),
    ...section('options', optionWords(meaning)),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function inputWords({ name, position, finished, location }: SavedInput): string {
  const place = `${counted(position.offset, 'byte')}, ${counted(position.line, 'line')} read`;
  const file = location === null ? '' : `, now byte ${location.offset} of inode ${location.inode}`;
  return `${shownName(name)}: ${place}${finished ? ', to its end' : ''}${location?.offset === position.offset ? '' : file}`;
}

function outputWords({ results, late, rejects, sequence }: Checkpoint['outputs']): readonly string[] {
  const written = ([name, output]: readonly [string, SavedOutput | null]): readonly string[] =>
    output === null ? [] : [`${name}: ${counted(output.length, 'byte')} (inode ${output.place.split(':')[1] ?? '?'})`];
  const numbered = sequence === null ? [] : [`results: the next row has "seq":${sequence}`];
  const files = [['results', results] as const, ['late', late] as const, ['rejects', rejects] as const];
  return [...files.flatMap(written), ...numbered];
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
