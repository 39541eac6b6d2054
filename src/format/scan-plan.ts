// What a run reads of each line, in the terms of the scanner (kernel/scanner.ts), and whether the scanner can do it:
// places that select at most one node, of events that are lines, or pieces of what stands at one place of them.
import {
  canScan,
  canScanFields,
  type Field,
  type FieldKind,
  type LinePieces,
  type TimeForms,
} from '../kernel/scanner.js';
import type { Each } from '../event/each.js';
import type { TimeFormat } from '../event/event-time.js';
import { singularPath, type Path } from '../event/path.js';
import type { ColumnPlan } from '../event/read-plan.js';
import type { RecordPlan } from './input/input-format.js';
import { scanConditions, type ScanConditions } from './scan-conditions.js';
import { scanPattern } from './scan-pattern.js';

/** Of the member that is the piece. */
const eachName = '@each';
const eachPath = singularPath([eachName]);

const fieldKinds: Readonly<Record<ColumnPlan['as'], FieldKind>> = {
  number: 'double',
  duration: 'length',
  json: 'span',
  exists: 'presence',
};

/**
 * The fields of a record plan: time, clock, keys, columns, in this order, the piece, and without keys whether the row passes;
 * undefined when they are beyond the scanner.
 */
export function scanFields(recordPlan: RecordPlan): readonly Field[] | undefined {
  const { time, clock, keys, columns, set, where, each, format } = recordPlan;
  const { scanned } = format;
  const pieces = each && scanPieces(each);
  if (scanned === undefined) return undefined;
  // Somewhere in a line of text a time is found by the host alone.
  if (format.inLine !== undefined && [time, clock].some((one) => one?.path.text === format.inLine)) return undefined;
  if (each !== undefined && (pieces === undefined || format.framing !== 'lines')) return undefined;
  const conditions = scanConditions(recordPlan);
  const wanted: readonly Wanted[] = [
    ...(time === undefined ? [] : [{ as: 'time', path: time.path } as const]),
    ...(clock === undefined ? [] : [{ as: 'optional-time', path: clock.path } as const]),
    ...keys.map(({ path }) => ({ as: 'key', path }) as const),
    ...columns.map(({ as, path }, i) => ({ as: fieldKinds[as], path, where: conditions.ofColumns[i] })),
    ...(pieces === undefined ? [] : [{ as: 'span', path: eachPath } as const]),
  ];
  const fields = wanted.flatMap(({ as, path, where }): Field[] =>
    path.steps ? [{ as, steps: path.steps, where }] : [],
  );
  const all = pieces === undefined ? fields : [...fields, { as: 'span', steps: pieces.of } as const];
  if (fields.length !== wanted.length || !canScan(all, conditions, conditions.members)) return undefined;
  if (scanned !== 'json' && !canScanFields(scanned, all, conditions, conditions.members)) return undefined;
  const places = [...conditions.questions, ...conditions.members].flatMap((asked) => asked.places);
  const read = [
    ...fields.flatMap(({ as, steps }) => (as === 'presence' && steps.length === 0 ? [] : [steps])),
    ...places,
  ];
  if (scanned === 'text' && (set.length > 0 || !areShort(conditions))) return undefined;
  if (pieces !== undefined && !canCut(recordPlan, read, conditions)) return undefined;
  if (set.length > 0 && !read.every((place) => isApart(place, set))) return undefined;
  // Without keys no column tells rows that pass from the others.
  const areAll = where.length === 0 && each === undefined;
  return areAll || keys.length > 0 ? fields : [...fields, { as: 'passes', steps: [] }];
}

/** What `--each` makes of a line, if it comes of one place in it; whether the scanner can do it, `scanFields` knows. */
export function scanPieces({ source }: Each): LinePieces | undefined {
  if (source === undefined) return undefined;
  const { are, steps: of, separator } = source;
  if (are !== 'parts') return { are: are === 'words' ? 'words' : 'children', of };
  return separator === undefined ? { are: 'cut', of } : { are: 'between', of, separator };
}

/**
 * All pieces of a line have its time. What is read of the whole event would be that with the piece in it; and how much work
 * it is to judge so many events is not known here.
 */
function canCut(
  { time, clock, set, each }: RecordPlan,
  read: readonly Field['steps'][],
  conditions: ScanConditions,
): boolean {
  const ofLines = [time, clock].every((one) => one?.path.steps?.[0] !== eachName);
  const from = each?.source?.steps ?? [];
  return (
    ofLines &&
    areShort(conditions) &&
    set.length === 0 &&
    from[0] !== eachName &&
    read.every((steps) => steps.length > 0)
  );
}

/**
 * Whether the host is asked nothing. Of lines of text it would be asked of nearly each, since they are all different: that takes
 * a fifth more time than reading them plainly.
 */
function areShort({ questions }: ScanConditions): boolean {
  return questions.every(({ kind }) => kind !== 'judge');
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
