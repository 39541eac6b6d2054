// Operands become sources, in their order; a pattern becomes as many as it has matches. Nothing is read here, but what
// cannot be read is found out where that is possible without waiting, so that the run fails before it has begun.
import { accessSync, constants, openSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import type { NamedOperand, Operand } from '../model/operand.js';
import { UsageError } from '../text/usage-error.js';
import { descriptorNumber } from './descriptor-number.js';
import { connection, Reconnecting } from './connection.js';
import type { Address } from './connection.js';
import { DescriptorBudget } from './descriptor-budget.js';
import { compressionOf, decisive } from './compression.js';
import { DatagramSource } from './datagrams.js';
import { DecompressedSource } from './decompressed.js';
import { descriptorSource, socketOf } from './descriptor.js';
import { unreadable } from './failure.js';
import { FileSource } from './file.js';
import { FollowedLogs } from './followed-logs.js';
import { FollowedName } from './followed-name.js';
import { FollowedPattern } from './followed-pattern.js';
import { expandGlob, isGlob } from './glob.js';
import { type Reception, SocketListener } from './listener.js';
import { Losses } from './losses.js';
import { isPassing } from './presence.js';
import { RegularFile } from './regular-file.js';
import type { Listener, Source } from './source.js';
import { StreamSource } from './stream.js';
import { shownName, systemName } from '../text/file-name.js';

export interface SourceOptions {
  readonly follow: boolean;
  /** How long the old file of a rotated log is watched, in ms. */
  readonly rotateWaitMs: number;
  readonly reconnect: boolean;
  /** Records may be several lines: those of a datagram are kept apart from those of the next. */
  readonly hasLongRecords?: boolean;
  /** Connections after which a listening input ends; Infinity: never. */
  readonly accept: number;
  /** Files that are in a checkpoint may be gone from their names: they are looked for under others. */
  readonly isKnown?: (name: string) => boolean;
  /** Of a followed pattern: whether this is an older file of a log that is followed, and was read as that. */
  readonly isOld?: (path: string) => boolean;
  /** Messages for the user: broken connections, lost datagrams, bytes left out. */
  readonly notice: (message: string) => void;
  /** Where it is counted what is lost before it is read. */
  readonly losses?: Losses;
}

/** What the inputs of a run have in common. */
interface Common {
  readonly reception: Reception;
  readonly logs: FollowedLogs;
}

/**
 * The sources of the operands.
 * @throws Misuse when a descriptor is named twice; an Error naming the input when it cannot be read
 */
export function openSources(operands: readonly NamedOperand[], options: SourceOptions): readonly (Source | Listener)[] {
  const inputs = expandPatterns(operands, options);
  refuseTwice(inputs);
  const opened: (Source | Listener)[] = [];
  const common = { reception: receptionOf(inputs, options), logs: new FollowedLogs() };
  try {
    for (const input of inputs) opened.push(openSource(input, options, common));
    return opened;
  } catch (error) {
    // One that listens would keep the process alive.
    for (const source of opened) source.close();
    throw error;
  }
}

/** Only those that listen depend on how many descriptors there are. */
function receptionOf(inputs: readonly NamedOperand[], { losses = new Losses() }: SourceOptions): Reception {
  const listens = inputs.some(({ kind }) => kind === 'tcp-listen' || kind === 'unix-listen');
  const descriptors = listens ? new DescriptorBudget(inputs.length) : new DescriptorBudget(0, Infinity, 0);
  return { descriptors, losses };
}

/**
 * Patterns that the shell left alone, and that are no file's name, replaced by the files they match. With `follow` they
 * stay behind these, for files that appear later; what is compressed cannot be followed, and is named by these.
 */
export function expandPatterns(
  operands: readonly NamedOperand[],
  { follow, isOld = () => false }: Pick<SourceOptions, 'follow' | 'isOld'>,
): readonly NamedOperand[] {
  const named = new Set(operands.map(({ name }) => name));
  return operands.flatMap((input) => {
    if (input.kind !== 'file' || !isGlob(input.path) || isPresent(input.path)) return [input];
    const files = expandGlob(input.path).map((path) => ({ kind: 'file' as const, path, name: path }));
    if (follow) return [...files.filter(({ path }) => !named.has(path) && canBeFollowed(path) && !isOld(path)), input];
    if (files.length > 0) return files;
    throw new Error(`cannot read ${shownName(input.name)}: no file matches it`);
  });
}

function refuseTwice(inputs: readonly NamedOperand[]): void {
  const seen = new Set<number>();
  for (const input of inputs) {
    const fd = descriptorNumber(input);
    if (fd !== undefined && seen.has(fd))
      throw new UsageError(`"${shownName(input.name)}" is read twice`, 'each descriptor once');
    if (fd !== undefined) seen.add(fd);
  }
}

function openSource(input: NamedOperand, options: SourceOptions, common: Common): Source | Listener {
  const { notice } = options;
  const { reception, logs } = common;
  const fd = descriptorNumber(input);
  if (fd !== undefined) return new DecompressedSource(descriptorSource(input.name, fd, notice), notice);
  if (input.kind === 'file') {
    const { name, path } = input;
    const open = (file: string): Source => openFile(file, file, options, logs);
    if (options.follow && isGlob(path) && !isPresent(path))
      return new FollowedPattern({ pattern: path, logs, open, notice });
    return openFile(name, path, options, logs);
  }
  if (input.kind === 'udp-listen')
    return new DatagramSource({ ...input, isApart: options.hasLongRecords, notice, losses: reception.losses });
  const address = addressOf(input);
  if (input.kind === 'tcp-listen' || input.kind === 'unix-listen')
    return new SocketListener(input.name, address, options.accept, notice, reception);
  const once = (): Source => connection(input.name, address, notice);
  return options.reconnect ? new Reconnecting(input.name, once, notice) : once();
}

function addressOf(input: Operand): Address {
  if ('path' in input) return { path: input.path };
  return 'host' in input ? { host: input.host, port: input.port } : { path: '' };
}

function openFile(name: string, path: string, options: SourceOptions, logs: FollowedLogs): Source {
  const { follow, notice, isKnown, rotateWaitMs } = options;
  const stats = statOf(name, path, follow || isKnown?.(name) === true);
  if (stats?.isDirectory() === true) throw new Error(`cannot read ${shownName(name)}: Is a directory`);
  if (stats?.isSocket() === true)
    throw new Error(`cannot read ${shownName(name)}: it is a socket; write unix:${shownName(name)}`);
  if (stats?.isCharacterDevice() === true) return descriptorSource(name, openDevice(name, path), notice);
  if (follow) return new FollowedName({ name, path, rotateWaitMs, notice, logs });
  if (stats?.isFIFO() === true) return new DecompressedSource(namedPipe(name, path, notice), notice);
  return new DecompressedSource(new FileSource(name, path, notice), notice);
}

/** @returns undefined for a file that is not to be read now but is waited for */
function statOf(name: string, path: string, follow: boolean): Stats | undefined {
  try {
    const stats = statSync(systemName(path));
    accessSync(systemName(path), constants.R_OK);
    return stats;
  } catch (error) {
    if (follow && isPassing(error)) return undefined;
    throw unreadable(name, error);
  }
}

/** Opened without waiting: reading then waits for the first writer, and ends when the last one has gone. */
function namedPipe(name: string, path: string, notice: SourceOptions['notice']): Source {
  const fd = (): number => openSync(systemName(path), constants.O_RDONLY | constants.O_NONBLOCK);
  return new StreamSource({ name, live: true, notice, open: (take) => socketOf(fd(), take) });
}

function openDevice(name: string, path: string): number {
  try {
    return openSync(systemName(path), constants.O_RDONLY | constants.O_NOCTTY);
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** Of what a pattern has found: no folder, and nothing compressed. */
function canBeFollowed(path: string): boolean {
  const file = new RegularFile(path);
  try {
    const stats = statSync(systemName(path));
    return stats.isFile() ? compressionOf(file.peek(0, decisive)) === undefined : stats.isFIFO();
  } catch {
    // The follower of the name reports why it cannot be read.
    return true;
  } finally {
    file.park();
  }
}

function isPresent(path: string): boolean {
  return statSync(systemName(path), { throwIfNoEntry: false }) !== undefined;
}
