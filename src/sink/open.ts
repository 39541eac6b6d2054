// Destinations become sinks. What stands behind a destination decides: files are written at once, pipes, sockets and
// terminals at their reader's pace. Two destinations with one place share one sink. On a resume a regular file is cut
// back to what the checkpoint recorded (SPEC §10), so that each row is there exactly once.
import { constants, openSync } from 'node:fs';
import type { Writable } from 'node:stream';
import type { Destination } from '../model/destination.js';
import { openedFor } from '../os/descriptor.js';
import { endsLine } from '../os/last-byte.js';
import { failure } from './failure.js';
import { type OutputPosition, refuseChanged } from './resumable.js';
import { cutBack, FileSink } from './file-sink.js';
import { openNamedPipe } from './named-pipe.js';
import { nullSink } from './null-sink.js';
import { descriptorOf, fileIdOf } from '../os/file-id.js';
import type { FileId } from '../os/file-id.js';
import { SinkFailure } from './sink.js';
import type { Sink } from './sink.js';
import { StreamSink } from './stream-sink.js';
import { isTerminal } from '../os/terminal.js';
import { shownName, systemName } from '../text/file-name.js';

export interface SinkOptions {
  /** Add to files instead of replacing them. */
  readonly append: boolean;
  /** … behind what was added since a clean stop as well, because --append was given. */
  readonly keep?: boolean;
  /** Write each record by itself. */
  readonly lineBuffered: boolean;
  /** Go on from here; files are then never emptied, whatever `append` is. */
  readonly resume?: OutputPosition | undefined;
  /** The sinks opened so far, by place: one map for all outputs of a run. */
  readonly taken: Map<string, Sink>;
  /** Messages for the user: a pipe without reader, an output that is not the recorded one. */
  readonly notice: (message: string) => void;
}

/**
 * The sink of a destination; the same one for two names of one file, pipe or terminal.
 * @throws SinkFailure when it cannot be opened, or is shorter than in the checkpoint
 */
export function openSink(destination: Destination, options: SinkOptions): Sink {
  if (destination.kind === 'none') return nullSink;
  const fd = descriptorNumber(destination);
  const path = destination.kind === 'file' ? destination.path : undefined;
  const known = fileIdOf(fd ?? path!);
  const shared = known === undefined ? undefined : options.taken.get(known.id);
  if (shared !== undefined) return shared;
  const sink = fd === undefined ? openPath(path!, known, options) : openDescriptor(fd, known, options);
  const place = known ?? fileIdOf(path!);
  if (place !== undefined) options.taken.set(place.id, sink);
  return sink;
}

function descriptorNumber(destination: Exclude<Destination, { readonly kind: 'none' }>): number | undefined {
  if (destination.kind === 'stdout') return 1;
  return destination.kind === 'fd' ? destination.fd : descriptorOf(destination.path);
}

function descriptorName(fd: number): string {
  return fd === 1 ? 'standard output' : fd === 2 ? 'standard error' : `descriptor ${fd}`;
}

function openDescriptor(fd: number, place: FileId | undefined, options: SinkOptions): Sink {
  const name = descriptorName(fd);
  if (place === undefined) throw new SinkFailure('failed', name, `cannot write ${name}: it is not open`);
  const { lineBuffered } = options;
  const leave = openedFor(fd)?.blocking === true ? waitAgain : undefined;
  if (isStream(fd, place)) return new StreamSink(name, writable(name, fd), { mayEnd: fd > 2, lineBuffered, leave });
  if (place.kind !== 'file') return new FileSink({ name, fd, path: undefined, start: 0, lineBuffered });
  const opened = openedFor(fd);
  const start = opened?.append === false ? opened.position : place.size;
  const keep = options.keep === true || opened?.append === true;
  const from = resumeAt(name, fd, place, { ...options, keep });
  // Where the position is right, it is moved on: what shares the descriptor writes behind our rows then.
  const at = from !== undefined && opened?.append === false && opened.position !== from ? from : undefined;
  const sink = new FileSink({ name, fd, path: undefined, start: from ?? start, at, lineBuffered });
  if (from === undefined && opened?.append === true) beginLine(sink, `/dev/fd/${fd}`, place.size);
  return sink;
}

function openPath(path: string, before: FileId | undefined, options: SinkOptions): Sink {
  const { lineBuffered } = options;
  if (before?.kind === 'pipe') return openPipe(path, options);
  const name = shownName(path);
  const keep = options.append || options.resume !== undefined;
  const fd = openForWriting(path, keep);
  const place = fileIdOf(fd)!;
  if (isStream(fd, place)) return new StreamSink(name, writable(name, fd), { mayEnd: true, lineBuffered });
  if (place.kind !== 'file') return new FileSink({ name, fd, path, start: 0, lineBuffered });
  const from = resumeAt(name, fd, place, options);
  const sink = new FileSink({ name, fd, path, start: from ?? place.size, lineBuffered });
  if (from === undefined) beginLine(sink, path, place.size);
  return sink;
}

/** Behind a last line that was cut off the first of ours would be unreadable as well. */
function beginLine(sink: Sink, path: string, size: number): void {
  if (!endsLine(path, size)) sink.write('\n');
}

/** Always for appending: should another program cut the file, we go on at its end and leave no hole. */
function openForWriting(path: string, keep: boolean): number {
  const { O_WRONLY, O_CREAT, O_APPEND, O_TRUNC, O_NOCTTY } = constants;
  try {
    return openSync(systemName(path), O_WRONLY | O_CREAT | O_APPEND | O_NOCTTY | (keep ? 0 : O_TRUNC), 0o666);
  } catch (error) {
    throw failure(shownName(path), error);
  }
}

function openPipe(path: string, options: SinkOptions): Sink {
  const name = shownName(path);
  const waiting = new AbortController();
  const opened = openNamedPipe(path, options.notice, waiting.signal).then((fd) => writable(name, fd));
  return new StreamSink(name, opened, {
    mayEnd: true,
    lineBuffered: options.lineBuffered,
    giveUp: () => waiting.abort(),
  });
}

/**
 * Cuts the file back to the recorded length and returns it; undefined when its own content is left alone: nothing was
 * recorded, or of another file (rotated away, or the shell made a new one), or others have added to it since.
 */
function resumeAt(name: string, fd: number, place: FileId, options: SinkOptions): number | undefined {
  const { resume, notice } = options;
  if (resume === undefined) return undefined;
  if (resume.place !== place.id) {
    if (place.size > 0) notice(`${name} is not the file that the checkpoint knows; going on at its end`);
    return undefined;
  }
  // `>out` has emptied it before we were started: what it held is not wanted there any more.
  if (place.size < resume.length && openedFor(fd)?.append === false) return undefined;
  refuseChanged(name, place, resume, options.keep === true);
  if (place.size > resume.length && resume.clean) return undefined;
  if (place.size > resume.length) cutBack(name, fd, resume.length);
  return resume.length;
}

function isStream(fd: number, place: FileId): boolean {
  if (place.kind === 'pipe' || place.kind === 'socket') return true;
  return place.kind === 'device' && isTerminal(fd);
}

function writable(name: string, fd: number): Writable {
  try {
    if (isTerminal(fd)) return new (process.getBuiltinModule('node:tty').WriteStream)(fd);
    return new (process.getBuiltinModule('node:net').Socket)({ fd, readable: false, writable: true });
  } catch (error) {
    throw failure(name, error);
  }
}

/**
 * Our writing must not wait, and that is a property of what the descriptor stands for, which the shell and the programs
 * after us have as well. So it is taken back; for standard output and error the runtime does it at its end.
 */
function waitAgain(stream: Writable): void {
  const handle = (stream as { readonly _handle?: { readonly setBlocking?: (on: boolean) => void } | null })._handle;
  handle?.setBlocking?.(true);
}
