// Record plans for tests, written as on the command line.
import { parseEach } from '../../src/event/each.js';
import { parseTimeFormat } from '../../src/event/event-time.js';
import { parseFilter } from '../../src/event/filter.js';
import type { RecordSpec } from '../../src/event/read-spec.js';
import { parsePath } from '../../src/event/path.js';
import { compileSet, splitSet } from '../../src/event/set.js';
import type { ColumnPlan } from '../../src/event/read-plan.js';
import type { RecordPlan } from '../../src/format/input/input-format.js';
import { ndjson } from '../../src/format/input/ndjson.js';
import { text } from '../../src/format/input/text.js';

export interface Asked {
  readonly time?: string;
  readonly format?: string;
  readonly zone?: string;
  readonly keys?: readonly string[];
  readonly columns?: readonly (readonly [path: string, as: ColumnPlan['as'], condition?: string])[];
  readonly clock?: string;
  readonly set?: readonly string[];
  readonly where?: readonly string[];
  readonly each?: string;
  readonly text?: boolean;
  readonly control?: boolean;
  readonly numericText?: boolean;
}

export function recordPlan(asked: Asked): RecordPlan {
  const { time, format = 'auto', zone = 'UTC', keys = [], columns = [], clock, where = [], each } = asked;
  return {
    time: time === undefined ? undefined : { path: parsePath(time), format: parseTimeFormat(format, zone) },
    keys: keys.map((path) => ({ name: parsePath(path).lastName, path: parsePath(path) })),
    columns: columns.map(([path, as, condition]) => ({
      path: parsePath(path),
      as,
      where: condition === undefined ? undefined : parseFilter(condition, asked.numericText),
    })),
    clock: clock === undefined ? undefined : { path: parsePath(clock), format: parseTimeFormat(format, zone) },
    set: (asked.set ?? []).map((text) => compileSet(splitSet(text), asked.numericText ?? false)),
    where: where.map((filter) => parseFilter(filter, asked.numericText)),
    each: each === undefined ? undefined : parseEach(each),
    format: asked.text === true ? text : ndjson,
    numericText: asked.numericText ?? false,
    control: asked.control ?? false,
  };
}

/** The same as data. */
export function recordSpec(asked: Asked): RecordSpec {
  const { time = null, format = 'auto', zone = 'UTC', keys = [], columns = [], clock = null, where = [] } = asked;
  return {
    format: { is: asked.text === true ? 'text' : 'ndjson' },
    read: {
      set: (asked.set ?? []).map(splitSet),
      ...{ time, clock, timeFormat: format, zone, where, each: asked.each ?? null },
      keys: keys.map((path) => ({ name: parsePath(path).lastName, path })),
      columns: columns.map(([path, as, where]) => (where === undefined ? { path, as } : { path, as, where })),
      numericText: asked.numericText ?? false,
      control: asked.control ?? false,
    },
  };
}
