// An input as a checkpoint holds it.
import type { SavedInput, SavedLocation } from '../checkpoint/checkpoint.js';
import type { Location } from '../source/source.js';
import type { Input } from './input.js';

export function savedInput(input: Input): SavedInput {
  const { source, stream, operand, position, consumedOfLine, location, promisesEnd, writer, finished } = input;
  return {
    name: source.name,
    ...(stream === 0 ? {} : { stream }),
    operand,
    position,
    begun: { rows: consumedOfLine.rows, asides: consumedOfLine.nonEvents },
    location: location === undefined ? null : saved(location),
    ...(promisesEnd ? { promisesEnd } : {}),
    ...(writer === undefined ? {} : { writer }),
    finished: finished !== undefined,
    // Of a followed file as well: it may be gone when the next run looks, read to its end or not.
    size: finished?.size ?? (source.live ? (source.progress?.size ?? 0) : 0),
  };
}

function saved({ identity, older, ...place }: Location): SavedLocation {
  return { ...identity, ...place, ...(older === undefined ? {} : { older: older.map(saved) }) };
}
