// What a run reads of each line, in the terms of the scanner (kernel/scanner.ts), and whether the scanner can do it:
// places that select at most one node, of events in lines of JSON that are neither cut up nor added to, and filtered only by
// such places; and no column may have a condition of its own.
import { canScan, type FieldKind, type TimeForms, type Field } from '../kernel/scanner.js';
import type { TimeFormat } from '../event/event-time.js';
import type { Path } from '../event/path.js';
import type { ColumnPlan } from '../event/read-plan.js';
import type { RecordPlan } from './input/input-format.js';
import { ndjson } from './input/ndjson.js';
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
  if (format !== ndjson || set.length > 0 || each !== undefined) return undefined;
  const conditions = scanConditions(where);
  if (where.length > 0 && conditions === undefined) return undefined;
  if (columns.some((column) => column.where !== undefined)) return undefined;
  const wanted: readonly (readonly [FieldKind, Path])[] = [
    ...(time === undefined ? [] : [['time', time.path] as const]),
    ...(clock === undefined ? [] : [['optional-time', clock.path] as const]),
    ...keys.map(({ path }) => ['key', path] as const),
    ...columns.map(({ as, path }) => [fieldKinds[as], path] as const),
  ];
  const fields = wanted.flatMap(([as, { steps }]): Field[] => (steps === undefined ? [] : [{ as, steps }]));
  if (fields.length !== wanted.length || !canScan(fields, conditions?.each)) return undefined;
  // Without keys no column tells rows that pass from the others.
  return conditions === undefined || keys.length > 0 ? fields : [...fields, { as: 'passes', steps: [] }];
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
