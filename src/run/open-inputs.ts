// The operands become inputs of the run. After a resume each goes on as the input that an earlier run knew (SPEC §10):
//
//   the checkpoint's input is …                what happens
//   a file among the operands, by any name     it is read on; if it was at its end and has not grown, it is left alone
//   a file that is not there any more          its operand looks for it, reads it to its end, then what has its name now
//   a pipe, a connection that we make          goes on where it stopped; what came after has to be sent again
//   a connection that was made to us           is gone and forgotten; one that is made now is a new input
//   none of the operands                       nothing, if it was read to its end; else the run is refused
import { existsSync } from 'node:fs';
import type { Checkpoint, SavedInput } from '../checkpoint/checkpoint.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { Job } from '../job.js';
import type { NamedOperand } from '../model/operand.js';
import { compressionOf } from '../source/compression.js';
import { expandPatterns, openSources } from '../source/open.js';
import { Losses } from '../source/losses.js';
import type { Listener, Source } from '../source/source.js';
import { Failure } from './failure.js';
import { inputName, systemName } from '../text/file-name.js';
import type { Loop } from './loop.js';
import { isUnchanged, matchInputs, placeToGoOn, waits } from './match-inputs.js';
import { wasReadBefore } from './read-before.js';

export interface OpenedInputs {
  readonly operands: readonly NamedOperand[];
  /** By operand, the number of its stream. */
  readonly streams: readonly number[];
  readonly sources: readonly (Source | Listener)[];
  /** By operand, the number of the input that it goes on with. */
  readonly known: ReadonlyMap<number, number>;
  /** Of the sources. */
  readonly losses: Losses;
}

type Resumed = Pick<Checkpoint, 'inputs' | 'written'>;

interface InputParts {
  readonly loop: Loop;
  readonly pipeline: Pipeline;
  readonly notice: (text: string) => void;
  /** The input ends with this run: a last line that has waited for its end is read without it. */
  readonly drain: boolean;
}

/**
 * Opens the operands and finds out which of them are in a checkpoint.
 * @param resumed what the run goes on from
 */
export function openInputs(job: Job, resumed: Resumed | undefined, notice: (text: string) => void): OpenedInputs {
  const saved = resumed?.inputs ?? [];
  const names = new Set(saved.filter((input) => input.location !== null).map((input) => input.name));
  const isKnown = (name: string): boolean => names.has(name);
  const isOld = (path: string): boolean => resumed !== undefined && wasReadBefore(path, resumed);
  const losses = new Losses();
  const opened = job.streams.map((stream) => {
    const operands = expandPatterns(stream.inputs, { follow: stream.follow, isOld });
    const hasLongRecords = stream.recordPlan.format.framing !== 'lines';
    const options = { ...stream, hasLongRecords, notice, isKnown, isOld, losses };
    return { operands, sources: openSources(operands, options) };
  });
  const operands = opened.flatMap((stream) => stream.operands);
  const streams = opened.flatMap((stream, i) => stream.operands.map(() => i));
  const sources = opened.flatMap((stream) => stream.sources);
  return { operands, streams, sources, known: matchInputs(operands, streams, saved), losses };
}

/**
 * Hands the inputs to the loop, in the order of their operands.
 * @returns those of the checkpoint that are not read, by number
 * @throws Failure when one that is not at its end is no operand any more
 */
export async function addInputs(
  { operands, streams, sources, known }: OpenedInputs,
  saved: readonly SavedInput[],
  parts: InputParts,
): Promise<ReadonlyMap<number, SavedInput>> {
  const { loop, pipeline, notice, drain } = parts;
  const unreadInputs = missingInputs(saved, new Set(known.values()), pipeline, notice);
  const size = readSize(sources.length);
  for (const [i, source] of sources.entries()) {
    const [number, operand, stream] = [known.get(i), operands[i]!, streams[i]!];
    if ('accept' in source) loop.listen(stream, source);
    else if (number === undefined) loop.add(stream, source, size);
    else if (isUnchanged(operand, saved[number]!) && !(drain && waits(saved[number]!)))
      unreadInputs.set(number, saved[number]!);
    else await takeUp(source, operand, [number, saved[number]!], parts, size);
  }
  return unreadInputs;
}

/** The input goes on as `source`, from its place. */
async function takeUp(
  source: Source,
  operand: NamedOperand,
  [number, saved]: readonly [number, SavedInput],
  { loop, pipeline, notice }: InputParts,
  size: number,
): Promise<void> {
  const { stream = 0, position, begun, promisesEnd = false, writer, finished } = saved;
  const location = placeToGoOn(source, operand, saved);
  if (location !== undefined) source.resume?.(location);
  else if (position.offset > 0 && writer === undefined) notice(`${inputName(source.name)} ${toBeSentAgain(position)}`);
  const consumedOfLine = { rows: begun.rows, nonEvents: begun.asides };
  const shift = position.offset - (location?.offset ?? 0);
  const input = loop.add(stream, source, size, {
    id: number,
    from: position,
    shift,
    consumedOfLine,
    promisesEnd,
    writer,
  });
  // A process of the pipeline that had ended sends nothing.
  if (finished && writer === undefined && (source.live || (await loop.look(input)))) pipeline.reopen(number);
}

/** Inputs of the checkpoint that are no operands any more. */
function missingInputs(
  saved: readonly SavedInput[],
  known: ReadonlySet<number>,
  pipeline: Pipeline,
  notice: (text: string) => void,
): Map<number, SavedInput> {
  const left = [...saved.entries()].filter(([number]) => !known.has(number));
  for (const [, input] of left) {
    const { name, operand, position } = input;
    const isGone = wasAtEnd(input) && !existsSync(systemName(name));
    if (isGone) notice(`${inputName(name)} is gone; all ${input.size} bytes that were seen of it are counted`);
    if (isGone || !hasUnread(input)) continue;
    if (name !== operand) notice(`${inputName(name)} ${toBeSentAgain(position)}`);
    else throw new Failure(`${inputName(name)} ${whatIsUnread(input)}; name it again, or start over with --fresh`);
  }
  pipeline.detachInputs(left.map(([number]) => number));
  const unreadInputs = new Map<number, SavedInput>();
  for (const [number, input] of left) {
    if (input.name === input.operand) unreadInputs.set(number, { ...input, finished: true });
    else pipeline.forget(number);
  }
  return unreadInputs;
}

/** A followed file has no end, but had been read as far as it was written. */
function wasAtEnd({ finished, location, size }: SavedInput): boolean {
  return !finished && location !== null && size > 0 && location.offset >= size;
}

/** A file that was read to its end may have an unfinished last line, which waits for the next run. */
function hasUnread({ finished, position, location, size }: SavedInput): boolean {
  if (location === null) return !finished && position.offset > 0;
  const head = Buffer.from(location.head, 'base64');
  // The size of a compressed file is not that of what is in it.
  if (finished) return compressionOf(head) === undefined && location.offset < size;
  return position.offset > 0 || head.length > 0;
}

function whatIsUnread({ finished, position, location, size }: SavedInput): string {
  const gone = 'is not among the inputs any more';
  if (finished)
    return `${gone}, and its last ${size - (location?.offset ?? 0)} bytes, a line without its end, are not counted yet`;
  return `was read up to byte ${position.offset} (${position.line} lines) and ${gone}`;
}

function toBeSentAgain({ offset, line }: SavedInput['position']): string {
  return `was counted up to byte ${offset} (${line} lines); what comes now has to be what followed`;
}

/** Many files share the memory that a few may have. */
function readSize(inputs: number): number {
  return inputs <= 8 ? 256 * 1024 : inputs <= 64 ? 64 * 1024 : 16 * 1024;
}
