// A projection on its way to another thread (SPEC §2 `--threads`). Functions do not travel, but every one of them was
// made from a text, or from steps, and is made from it again at the other end: what is read there is the same.
import { parseEach } from '../event/each.js';
import { parseTimeFormat, type TimeFormat } from '../event/event-time.js';
import { parseFilter } from '../event/filter.js';
import { parsePath, singularPath, type Path } from '../event/path.js';
import type { ColumnPlan, ReadPlan } from '../event/read-plan.js';
import type { Step } from '../event/jsonpath/node.js';

/** Steps where there are any: their text may be longer than what was typed, and too long to be read. */
type PortablePath = string | readonly Step[];

interface PortableTime extends Pick<TimeFormat, 'name' | 'zone' | 'place'> {
  readonly path: PortablePath;
}

export interface PortableReadPlan {
  readonly time: PortableTime | undefined;
  readonly clock: PortableTime | undefined;
  readonly keys: readonly { readonly name: string; readonly path: PortablePath }[];
  readonly demands: readonly { readonly as: ColumnPlan['as']; readonly path: PortablePath }[];
  readonly where: readonly string[];
  readonly each: string | undefined;
  readonly text: boolean;
  readonly numericText: boolean;
  readonly control: boolean;
}

/** What the projection was made from, as plain values. */
export function portable({ time, clock, keys, columns: demands, where, each, ...rest }: ReadPlan): PortableReadPlan {
  return {
    time: time && portableTime(time),
    clock: clock && portableTime(clock),
    keys: keys.map(({ name, path }) => ({ name, path: path.steps ?? path.text })),
    demands: demands.map(({ as, path }) => ({ as, path: path.steps ?? path.text })),
    where: where.map((filter) => filter.text),
    each: each?.text,
    text: rest.text,
    numericText: rest.numericText,
    control: rest.control,
  };
}

/** The projection again. */
export function projectionOf({ time, clock, keys, demands, where, each, ...rest }: PortableReadPlan): ReadPlan {
  return {
    time: time && timeOf(time),
    clock: clock && timeOf(clock),
    keys: keys.map(({ name, path }) => ({ name, path: pathOf(path) })),
    columns: demands.map(({ as, path }) => ({ as, path: pathOf(path) })),
    where: where.map((text) => parseFilter(text, rest.numericText)),
    each: each === undefined ? undefined : parseEach(each),
    ...rest,
  };
}

type Timed = NonNullable<ReadPlan['time']>;

function portableTime({ path, format: { name, zone, place } }: Timed): PortableTime {
  return { path: path.steps ?? path.text, name, zone, place };
}

function timeOf({ path, name, zone, place }: PortableTime): Timed {
  return { path: pathOf(path), format: parseTimeFormat(name, zone, place) };
}

function pathOf(path: PortablePath): Path {
  return typeof path === 'string' ? parsePath(path) : singularPath(path);
}
