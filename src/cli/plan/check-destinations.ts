// An output that is an input would be emptied before it is read, or read as it is written, for ever; two outputs in one
// file would overwrite each other. Files are compared by device and inode, not by name.
import type { Destination } from '../../model/destination.js';
import type { Operand } from '../../model/operand.js';
import type { Name } from '../options.js';
import { quoted } from '../problem.js';
import type { OptionReader } from './option-reader.js';

/** What stands at a path or behind a descriptor. */
export interface OutletId {
  /** Equal for two names of the same thing: device and inode. */
  readonly id: string;
  readonly kind: 'file' | 'directory' | 'pipe' | 'socket' | 'device';
}

/** Looks a path or an open descriptor up; undefined where there is nothing. */
export type IdentifyFile = (target: string | number) => OutletId | undefined;

/** What the caller opened a descriptor for. */
export type IdentifyDescriptor = (fd: number) => 'writable' | 'readable-only' | 'not-open';

export interface Outlet {
  /** Whose option it is. */
  readonly reader: OptionReader;
  readonly option: Name;
  readonly to: Destination | undefined;
}

/** Refuses outputs that are inputs, the same file as two outputs, and directories. */
export function checkDestinations(inputs: readonly Operand[], outlets: readonly Outlet[], placeOf: IdentifyFile): void {
  const read = new Map(inputs.flatMap((input) => entry(idOf(input, placeOf), nameOf(input))));
  const written = new Map<string, Outlet>();
  for (const outlet of outlets) {
    const id = idOf(outlet.to, placeOf);
    if (outlet.to === undefined || id === undefined) continue;
    const input = read.get(id);
    if (id === 'directory') outlet.reader.refuse(outlet.option, `${nameOf(outlet.to)} is a directory`);
    else if (input !== undefined)
      outlet.reader.refuse(outlet.option, `${nameOf(outlet.to)} is also the input ${input}`);
    const other = written.get(id);
    // Descriptors may share a file on purpose (3>&1): then they share their place in it too.
    if (other !== undefined && (outlet.to.kind === 'file' || other.to?.kind === 'file'))
      outlet.reader.refuse(outlet.option, `${nameOf(outlet.to)} is written by --${other.option} already`);
    else written.set(id, outlet);
  }
}

/** Refuses descriptors that the caller did not open; some of their numbers are in use inside the runtime. */
export function checkDescriptors(
  reader: OptionReader,
  inputs: readonly Operand[],
  outlets: readonly Outlet[],
  descriptorOf: IdentifyDescriptor,
): void {
  for (const input of inputs)
    if (input.kind === 'fd' && descriptorOf(input.fd) === 'not-open')
      reader.problems.push({ about: `fd:${input.fd}`, message: notOpen(input.fd, '<') });
  for (const { option, to, reader: own } of outlets) {
    if (to?.kind !== 'fd') continue;
    const state = descriptorOf(to.fd);
    if (state === 'not-open') own.refuse(option, notOpen(to.fd, '>'));
    else if (state === 'readable-only') own.refuse(option, `descriptor ${to.fd} is open for reading only`);
  }
}

function notOpen(fd: number, way: '<' | '>'): string {
  return `descriptor ${fd} is not open; ${fd}${way}FILE opens it`;
}

function entry(id: string | undefined, name: string): (readonly [string, string])[] {
  return id === undefined ? [] : [[id, name]];
}

/** What a regular file is known by, existing or yet to be made; undefined for what may well be shared. */
function idOf(thing: Operand | Destination | undefined, placeOf: IdentifyFile): string | undefined {
  if (thing?.kind === 'file') {
    const place = placeOf(thing.path);
    if (place === undefined) return `path:${plainPath(thing.path)}`;
    return place.kind === 'file' ? place.id : place.kind === 'directory' ? 'directory' : undefined;
  }
  const fd = thing?.kind === 'fd' ? thing.fd : thing?.kind === 'stdin' ? 0 : thing?.kind === 'stdout' ? 1 : undefined;
  const place = fd === undefined ? undefined : placeOf(fd);
  return place?.kind === 'file' ? place.id : undefined;
}

/** `./a//b` is `a/b`. */
function plainPath(path: string): string {
  return path.replace(/\/(\.?\/)+/g, '/').replace(/^(\.\/)+/, '');
}

function nameOf(thing: Operand | Destination): string {
  if ('path' in thing) return quoted(thing.path);
  if (thing.kind === 'fd') return `descriptor ${thing.fd}`;
  return thing.kind === 'stdin' ? 'standard input' : thing.kind === 'stdout' ? 'standard output' : thing.kind;
}
