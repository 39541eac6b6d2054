// One side of a join: the options of both, with those of the side in their place.
import type { IntervalJoinSpec } from '../../plan/plan.js';
import type { Side } from '../side-flags.js';
import { ColumnSet } from './column-set.js';
import type { OptionReader } from './option-reader.js';
import { selection } from './what.js';
import { progress } from './when.js';
import { times } from './where.js';

/** The stream of a side; what is found on the way is the caller's to report. */
export async function sideModel(reader: OptionReader, name: Side) {
  const findings = reader.of(name);
  const { format, time, timeFormat, zone, zones } = await times(findings);
  const { clock, clockPath, ...paced } = progress(findings);
  const { control } = findings.options;
  const stream = {
    name,
    format,
    read: {
      ...selection(findings),
      ...{ time, clock: clockPath, timeFormat, zone, columns: new ColumnSet().columns },
      numericText: findings.given('numeric-text'),
      control: control === 'in' || control === 'both',
    },
    ...paced,
  };
  return { findings, stream, clock, zones };
}

/** The type of a join that has only some of them. */
export function typeAmong<const Types extends readonly IntervalJoinSpec['type'][]>(
  reader: OptionReader,
  types: Types,
  why: string,
): Types[number] {
  const { type = 'inner' } = reader.options;
  if ((types as readonly string[]).includes(type)) return type;
  reader.refuse('type', `"${type}" is ${why}`, types.join('|'));
  return 'inner';
}
