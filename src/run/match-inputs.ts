// Which operand is which input of the checkpoint (SPEC §10). A file is known by device, inode and first bytes: rotation
// may have given its name to another, and a pattern may find it under a new one. Only what has no such identity, or is
// not to be seen any more, goes by its name.
import type { SavedInput, SavedLocation } from '../checkpoint/checkpoint.js';
import type { NamedOperand } from '../model/operand.js';
import { fileIdOf } from '../os/file-id.js';
import { descriptorNumber } from '../source/descriptor-number.js';
import { isIt } from '../source/find-again.js';
import type { Sign } from '../source/find-again.js';
import { RegularFile } from '../source/regular-file.js';
import type { Location, Source } from '../source/source.js';

/**
 * By the index of an operand, that of the input that it goes on with, which is of the same stream.
 * @param streams by operand, the number of its stream
 */
export function matchInputs(
  operands: readonly NamedOperand[],
  streams: readonly number[],
  inputs: readonly SavedInput[],
): ReadonlyMap<number, number> {
  const known = new Map<number, number>();
  const left = new Set(inputs.keys());
  const claim = (fits: (operand: NamedOperand, input: SavedInput, place: string | undefined) => boolean): void => {
    operands.forEach((operand, i) => {
      if (known.has(i)) return;
      const place = operand.kind === 'file' ? fileIdOf(operand.path)?.id : undefined;
      for (const input of left) {
        if ((inputs[input]!.stream ?? 0) !== streams[i] || !fits(operand, inputs[input]!, place)) continue;
        known.set(i, input);
        left.delete(input);
        return;
      }
    });
  };
  claim((operand, input, place) => placeIn(input) === place && isAt(operand, input, 'inode'));
  claim((operand, input) => operand.name === input.name && isAt(operand, input, 'content'));
  claim((operand, input) => isAt(operand, input, 'content'));
  claim((operand, input) => operand.name !== input.name && isAt(operand, input, 'packed'));
  claim((operand, input) => operand.name === input.name);
  // The shell may give the pipe of a <(…) another number.
  claim((operand, { name, writer }) => writer !== undefined && isPipe(operand) && isPipe({ kind: 'file', path: name }));
  return known;
}

/** Whether the file was read to its end and is the same since, as far as its length and the bytes that are known tell. */
export function isUnchanged(operand: NamedOperand, input: SavedInput): boolean {
  const place = operand.kind === 'file' ? fileIdOf(operand.path) : undefined;
  if (!input.finished || place?.id !== placeIn(input) || place?.size !== input.size) return false;
  // An empty file that is empty still may have been copied and emptied meanwhile: that is looked for.
  return input.size > 0 && isAt(operand, input, 'inode');
}

/** Whether bytes of a last line are left. A compressed file is complete, and has more bytes than it takes. */
export function waits({ location, size }: SavedInput): boolean {
  return location !== null && location.offset < size;
}

/** Where `source` goes on; undefined for a pipe, and for a descriptor that leads to another file than before. */
export function placeToGoOn(source: Source, operand: NamedOperand, input: SavedInput): Location | undefined {
  const location = locationOf(input);
  if (descriptorNumber(operand) === undefined || location === undefined) return location;
  const { device, inode, head } = source.identity ?? { device: '', inode: '', head: '' };
  const known = location.identity;
  const begins = Buffer.from(head, 'base64').indexOf(Buffer.from(known.head, 'base64')) === 0;
  return device === known.device && inode === known.inode && begins ? location : undefined;
}

function locationOf({ location }: SavedInput): Location | undefined {
  if (location === null) return undefined;
  return asLocation(location);
}

function asLocation({ offset, trace, written, older, ...identity }: SavedLocation): Location {
  return {
    identity,
    offset,
    ...(trace === undefined ? {} : { trace }),
    ...(written === undefined ? {} : { written }),
    ...(older === undefined ? {} : { older: older.map(asLocation) }),
  };
}

function placeIn({ location }: SavedInput): string | undefined {
  return location === null ? undefined : `${location.device}:${location.inode}`;
}

function isAt(operand: NamedOperand, input: SavedInput, by: Sign): boolean {
  const location = locationOf(input);
  if (operand.kind !== 'file' || location === undefined) return false;
  const file = new RegularFile(operand.path);
  try {
    return isIt(file, location, by);
  } catch {
    // Gone, or not to be read: the operand's own opening reports it.
    return false;
  } finally {
    file.park();
  }
}

/** `<(…)` */
function isPipe(operand: Pick<NamedOperand, 'kind'> & { readonly path?: string }): boolean {
  return operand.kind === 'file' && /^\/(dev|proc\/self)\/fd\/\d+$/.test(operand.path ?? '');
}
