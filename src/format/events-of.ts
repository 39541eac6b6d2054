// The events of a single line, for a look at a few of them beside the decoders: as objects, not as columns.
import { isObject } from '../event/jsonpath/node.js';
import { parseLine } from './parse-line.js';
import type { ReadPlan } from '../event/read-plan.js';

/** The events of a line as filters and paths see them; none when it is no record, or a control line. */
export function eventsOf(
  line: string,
  { text, control, each }: Pick<ReadPlan, 'text' | 'control' | 'each'>,
): unknown[] {
  if (line.trim() === '') return [];
  const read = parseLine(line, text);
  if (!('record' in read)) return [];
  const { record } = read;
  if (control && isObject(record) && Object.keys(record).length === 1 && Object.keys(record)[0]!.startsWith('@'))
    return [];
  if (each === undefined) return [record];
  const members = isObject(record) ? record : {};
  return each.pieces(record).map(({ value }) => ({ ...members, '@each': value }));
}
