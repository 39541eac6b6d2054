// An input as a checkpoint remembers it.
import type { SavedInput } from '../checkpoint/checkpoint.js';
import type { Input } from './input.js';

export function savedInput(reading: Input): SavedInput {
  const { source, operand, position, begun, location, finished } = reading;
  return {
    name: source.name,
    operand,
    position,
    begun,
    location: location === undefined ? null : { ...location.identity, offset: location.offset },
    finished: finished !== undefined,
    size: finished?.size ?? 0,
  };
}
