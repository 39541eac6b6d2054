// What a run reads of each line, in the terms of the scanner (kernel/scanner.ts), and whether the scanner can do it:
// places that select at most one node, of events in lines that are not cut up.
import { canScan, canScanFields, type FieldKind, type TimeForms, type Field } from '../kernel/scanner.js';
import type { TimeFormat } from '../event/event-time.js';
import type { Path } from '../event/path.js';
import type { ColumnPlan } from '../event/read-plan.js';
import type { RecordPlan } from './input/input-format.js';
import { scanConditions } from './scan-conditions.js';
import { scanPattern } from './scan-pattern.js';

const fieldKinds: Readonly<Record<ColumnPlan['as'], FieldKind>> = {
  number: 'double',
  duration: 'length',
  json: 'span',
  exists: 'presence',
};

/**
 * The fields of a record plan: time, clock, keys, columns, in this order, and without keys whether the row passes; undefined
 * when they are beyond the scanner.
 */
export function scanFields(recordPlan: RecordPlan): readonly Field[] | undefined {
  const { time, clock, keys, columns, set, where, each, format } = recordPlan;
  const { scanned } = format;
  if (scanned === undefined || each !== undefined) return undefined;
  const conditions = scanConditions(recordPlan);
  const wanted: readonly Wanted[] = [
    ...(time === undefined ? [] : [{ as: 'time', path: time.path } as const]),
    ...(clock === undefined ? [] : [{ as: 'optional-time', path: clock.path } as const]),
    ...keys.map(({ path }) => ({ as: 'key', path }) as const),
    ...columns.map(({ as, path }, i) => ({ as: fieldKinds[as], path, where: conditions.ofColumns[i] })),
  ];
  const fields = wanted.flatMap(({ as, path, where }): Field[] =>
    path.steps ? [{ as, steps: path.steps, where }] : [],
  );
  if (fields.length !== wanted.length || !canScan(fields, conditions, conditions.members)) return undefined;
  if (scanned !== 'json' && !canScanFields(scanned, fields, conditions, conditions.members)) return undefined;
  const places = [...conditions.questions, ...conditions.members].flatMap((asked) => asked.places);
  const read = [
    ...fields.flatMap(({ as, steps }) => (as === 'presence' && steps.length === 0 ? [] : [steps])),
    ...places,
  ];
  if (set.length > 0 && !read.every((place) => isApart(place, set))) return undefined;
  // Without keys no column tells rows that pass from the others.
  return where.length === 0 || keys.length > 0 ? fields : [...fields, { as: 'passes', steps: [] }];
}

/** Neither the whole event, which has computed members too, nor within one of them. */
function isApart([first, ...others]: Field['steps'], set: RecordPlan['set']): boolean {
  return first !== undefined && (others.length === 0 || !set.some(({ name }) => name === first));
}

interface Wanted {
  readonly as: FieldKind;
  readonly path: Path;
  /** The number of its condition. */
  readonly where?: number | undefined;
}

/** Which forms the scanner reads itself; it is stricter than `read` of the format, which reads the others. */
export function timeForms({ name, zone }: TimeFormat): TimeForms {
  const iso = name === 'auto' || name === 'iso';
  const epoch = name === 'auto' || name === 's' || name === 'ms' || name === 'us' || name === 'ns';
  return {
    iso: iso ? (zone === 'UTC' ? 'zoneless too' : 'zoned') : undefined,
    epoch: epoch ? name : undefined,
    pattern: scanPattern(name === 'clf' ? '%d/%b/%Y:%H:%M:%S %z' : name, zone),
  };
}
