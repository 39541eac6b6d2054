// The events of a single line, for a look at a few of them beside the decoders: as objects, not as columns.
import type { Pieces } from '../event/each.js';
import { isObject } from '../event/jsonpath/node.js';
import { addMember } from '../event/add-member.js';
import { setText, type SetMember } from '../event/set.js';
import type { RecordPlan } from './input/input-format.js';

/**
 * The events of a record as filters and paths see them; none when it is no record, or a control line.
 * @param header of a format that has one
 */
export function eventsOf(
  line: string,
  { format, recordClock, control, each, set }: Pick<RecordPlan, 'format' | 'recordClock' | 'control' | 'each' | 'set'>,
  header?: string,
): unknown[] {
  if (line.trim() === '') return [];
  const read = format.reader(recordClock, header).read(line);
  if (!('record' in read)) return [];
  const { record } = read;
  if (control && isObject(record) && Object.keys(record).length === 1 && Object.keys(record)[0]!.startsWith('@'))
    return [];
  const members = isObject(record) ? record : {};
  const events =
    each === undefined ? [record] : valuesOf(each.pieces(record)).map((value) => ({ ...members, '@each': value }));
  return events.map((event) => withMembers(event, set));
}

function valuesOf(pieces: Pieces): unknown[] {
  return Array.from({ length: pieces.length }, (_, i) => pieces.at(i)!.value);
}

function withMembers(event: unknown, set: readonly SetMember[]): unknown {
  if (set.length === 0 || !isObject(event)) return event;
  const made = { ...event };
  for (const member of set) addMember(made, member.name, JSON.parse(setText(member, made) ?? 'null'));
  return made;
}
