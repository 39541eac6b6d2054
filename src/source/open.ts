// Operands become sources, in their order; a pattern becomes as many as it has matches. Nothing is read here, but what
// cannot be read is found out where that is possible without waiting, so that the run fails before it has begun.
import { accessSync, constants, openSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import type { NamedOperand, Operand } from './operand.js';
import { systemCode } from '../os/error-text.js';
import { UsageError } from '../text/usage-error.js';
import { descriptorNumber } from './descriptor-number.js';
import { connection, Reconnecting } from './connection.js';
import type { Address } from './connection.js';
import { DescriptorBudget } from './descriptor-budget.js';
import { DatagramSource } from './datagrams.js';
import { DecompressedSource } from './decompressed.js';
import { descriptorSource, socketOf } from './descriptor.js';
import { unreadable } from './failure.js';
import { FileSource } from './file.js';
import { FollowedFile } from './follow.js';
import { expandGlob, isGlob } from './glob.js';
import { type Reception, SocketListener } from './listener.js';
import { Losses } from './losses.js';
import type { Listener, Source } from './source.js';
import { StreamSource } from './stream.js';
import { shownName, systemName } from '../text/file-name.js';

export interface SourceOptions {
  readonly follow: boolean;
  /** How long the old file of a rotated log is watched, in ms. */
  readonly rotateWaitMs: number;
  readonly reconnect: boolean;
  /** Connections after which a listening input ends; Infinity: never. */
  readonly accept: number;
  /** Files that a checkpoint knows may be gone from their names: they are looked for under others. */
  readonly isKnown?: (name: string) => boolean;
  /** Told of what the user ought to know: broken connections, lost datagrams, bytes left out. */
  readonly notice: (message: string) => void;
  /** Where it is counted what is lost before it is read. */
  readonly losses?: Losses;
}

/**
 * The sources of the operands.
 * @throws Misuse when a descriptor is named twice; an Error naming the input when it cannot be read
 */
export function openSources(operands: readonly NamedOperand[], options: SourceOptions): readonly (Source | Listener)[] {
  const inputs = expandPatterns(operands, options.follow);
  refuseTwice(inputs);
  const opened: (Source | Listener)[] = [];
  const reception = receptionOf(inputs, options);
  try {
    for (const input of inputs) opened.push(openSource(input, options, reception));
    return opened;
  } catch (error) {
    // One that listens would keep the process alive.
    for (const source of opened) source.close();
    throw error;
  }
}

/** Only those that listen need to know how many descriptors there are. */
function receptionOf(inputs: readonly NamedOperand[], { losses = new Losses() }: SourceOptions): Reception {
  const listens = inputs.some(({ kind }) => kind === 'tcp-listen' || kind === 'unix-listen');
  const descriptors = listens ? new DescriptorBudget(inputs.length) : new DescriptorBudget(0, Infinity, 0);
  return { descriptors, losses };
}

/** Patterns that the shell left alone, and that are no file's name, replaced by the files they match. */
export function expandPatterns(operands: readonly NamedOperand[], follow: boolean): readonly NamedOperand[] {
  return operands.flatMap((input) => {
    if (input.kind !== 'file' || !isGlob(input.path) || isPresent(input.path)) return [input];
    const paths = expandGlob(input.path);
    if (paths.length > 0) return paths.map((path) => ({ kind: 'file' as const, path, name: path }));
    if (follow) return [input];
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

function openSource(input: NamedOperand, options: SourceOptions, reception: Reception): Source | Listener {
  const { notice } = options;
  const fd = descriptorNumber(input);
  if (fd !== undefined) return new DecompressedSource(descriptorSource(input.name, fd, notice), notice);
  if (input.kind === 'file') return openFile(input.name, input.path, options);
  if (input.kind === 'udp-listen')
    return new DatagramSource(input.name, input.host, input.port, notice, reception.losses);
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

function openFile(name: string, path: string, options: SourceOptions): Source {
  const { follow, notice, isKnown } = options;
  const stats = statOf(name, path, follow || isKnown?.(name) === true);
  if (stats?.isDirectory() === true) throw new Error(`cannot read ${shownName(name)}: Is a directory`);
  if (stats?.isSocket() === true)
    throw new Error(`cannot read ${shownName(name)}: it is a socket; write unix:${shownName(name)}`);
  if (stats?.isFIFO() === true) return new DecompressedSource(namedPipe(name, path, options), notice);
  if (stats?.isCharacterDevice() === true) return descriptorSource(name, openDevice(name, path), notice);
  if (follow) return new FollowedFile(name, path, { rotateWaitMs: options.rotateWaitMs, notice });
  return new DecompressedSource(new FileSource(name, path, notice), notice);
}

/** @returns undefined for a file that does not exist but is waited for */
function statOf(name: string, path: string, follow: boolean): Stats | undefined {
  try {
    const stats = statSync(systemName(path));
    accessSync(systemName(path), constants.R_OK);
    return stats;
  } catch (error) {
    if (follow && systemCode(error) === 'ENOENT') return undefined;
    throw unreadable(name, error);
  }
}

/**
 * Opened without waiting: reading then waits for the first writer, and ends when the last one has gone. To be followed
 * it is opened for writing as well, so that there always is a writer.
 */
function namedPipe(name: string, path: string, { follow, notice }: SourceOptions): Source {
  const flags = (follow ? constants.O_RDWR : constants.O_RDONLY) | constants.O_NONBLOCK;
  const fd = (): number => openSync(systemName(path), flags);
  return new StreamSource({ name, live: true, notice, open: (take) => socketOf(fd(), take) });
}

function openDevice(name: string, path: string): number {
  try {
    return openSync(systemName(path), constants.O_RDONLY | constants.O_NOCTTY);
  } catch (error) {
    throw unreadable(name, error);
  }
}

function isPresent(path: string): boolean {
  return statSync(systemName(path), { throwIfNoEntry: false }) !== undefined;
}
