// A plan as a file: JSON that is checked before it is taken for a plan. What is wrong with it is named by
// its place; whether its parts fit together is found out when it is planned again.
import { accumulationWords } from '../accumulation/index.js';
import { aggregateText } from '../aggregate/spec.js';
import { inputFormatText } from '../format/input/index.js';
import { buildOutputFormat } from '../format/output/index.js';
import { didYouMean } from '../text/suggest.js';
import { asSpec, SpecFault, textIn, within, wrong, type Json, type Spec } from '../text/spec.js';
import { triggerText } from '../trigger/index.js';
import { watermarkText } from '../watermark/index.js';
import { windowText } from '../window/index.js';
import type { Plan } from './plan.js';

/** Throws SpecFault where a value is not what belongs at its place. */
type Check = (value: Json | undefined, place: string) => void;

/** The plan that a JSON value is. Throws SpecFault when it is none. */
export function planOf(value: Json): Plan {
  isPlan(value, '');
  return value as unknown as Plan;
}

const text: Check = (value, place) => {
  if (typeof value !== 'string') throw wrong(place, 'a string', value);
};

const number: Check = (value, place) => {
  if (typeof value !== 'number') throw wrong(place, 'a number', value);
};

const flag: Check = (value, place) => {
  if (typeof value !== 'boolean') throw wrong(place, 'true or false', value);
};

function oneOf(...values: readonly Json[]): Check {
  const listed = values.map((value) => JSON.stringify(value)).join(' or ');
  return (value, place) => {
    if (value === undefined || !values.includes(value)) throw wrong(place, listed, value);
  };
}

/** A number, or one of these words. */
function numberOr(...words: readonly string[]): Check {
  const listed = ['a number', ...words.map((word) => JSON.stringify(word))].join(' or ');
  return (value, place) => {
    if (typeof value !== 'number' && !words.some((word) => word === value)) throw wrong(place, listed, value);
  };
}

function orNull(check: Check): Check {
  return (value, place) => (value === null ? undefined : check(value, place));
}

function listOf(check: Check): Check {
  return (value, place) => {
    if (!Array.isArray(value)) throw wrong(place, 'a list', value);
    (value as readonly Json[]).forEach((member, i) => check(member, `${place}[${i}]`));
  };
}

/** An object of just these members. */
function record(checks: Readonly<Record<string, Check>>, optional: readonly string[] = []): Check {
  return (value, place) => {
    const members = object(value, place);
    for (const name of Object.keys(members))
      if (!Object.hasOwn(checks, name))
        throw new SpecFault(inside(place, name), `is no member of a plan${didYouMean(name, Object.keys(checks))}`);
    for (const [name, check] of Object.entries(checks)) {
      const member = Object.hasOwn(members, name) ? members[name] : undefined;
      if (member !== undefined || !optional.includes(name)) check(member, inside(place, name));
    }
  };
}

/** An object whose members are all alike, whatever their names. */
function recordOf(check: Check): Check {
  return (value, place) => {
    for (const [name, member] of Object.entries(object(value, place))) check(member, inside(place, name));
  };
}

function object(value: Json | undefined, place: string): Readonly<Record<string, Json>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, 'an object', value);
  return value as Readonly<Record<string, Json>>;
}

function inside(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`;
}

/** One of several forms, which a member distinguishes. */
function either(one: readonly [tell: string, check: Check], other: readonly [tell: string, check: Check]): Check {
  return (value, place) => {
    const members = object(value, place);
    const [, check] = Object.hasOwn(members, other[0]) ? other : one;
    check(value, place);
  };
}

/** A spec, of which `read` makes something. */
function specBy(read: (spec: Spec) => unknown): Check {
  return (value, place) => {
    const spec = asSpec(value, place);
    within(place, () => read(spec));
  };
}

const version: Check = (value) => {
  if (value !== 1) throw new SpecFault('version', `is ${JSON.stringify(value ?? null)}; this flowctl reads version 1`);
};

const destination: Check = (value, place) => {
  const { is } = asSpec(value, place);
  oneOf('file', 'fd', 'stdout', 'none')(is, `${place}.is`);
  record({ is: text, ...(is === 'file' ? { path: text } : is === 'fd' ? { fd: number } : {}) })(value, place);
};

const read = record(
  {
    ...{ time: orNull(text), clock: orNull(text), timeFormat: text, zone: text },
    keys: listOf(record({ name: text, path: text })),
    columns: listOf(record({ path: text, as: oneOf('number', 'json', 'exists', 'duration'), where: text }, ['where'])),
    ...{ where: listOf(text), each: orNull(text), numericText: flag, control: flag },
    set: listOf(record({ name: text, expression: text })),
  },
  ['set'],
);

const stream = record({
  name: text,
  operands: listOf(text),
  source: record({ follow: flag, rotateWait: number, reconnect: flag, accept: orNull(number) }),
  format: specBy(inputFormatText),
  read,
  watermark: orNull(specBy(watermarkText)),
  idle: orNull(number),
  maxFuture: numberOr('off', 'auto'),
});

const windowed = {
  window: specBy(windowText),
  domain: oneOf('event', 'processing'),
  trigger: specBy((spec) => triggerText(spec)),
  allowUnsafeTrigger: flag,
  accumulation: specBy(accumulationWords),
  allowedLateness: numberOr('unlimited'),
  onTime: oneOf('always', 'if-triggered', 'if-new'),
  closing: oneOf('always', 'if-new'),
  timestamp: oneOf('end', 'earliest', 'latest'),
};

const computed = { let: listOf(record({ name: text, expression: text })), having: listOf(text) };

/** An operator that makes rows. */
function making(checks: Readonly<Record<string, Check>>, optional: readonly string[] = []): Check {
  return record({ ...checks, ...computed }, [...Object.keys(computed), ...optional]);
}

const groupWindow = record(
  {
    is: oneOf('group-window'),
    aggregates: listOf(specBy((spec) => [aggregateText(spec), textIn(spec, 'name')])),
    ...windowed,
    ...computed,
  },
  ['let', 'having'],
);

const dedup = record({
  is: oneOf('dedup'),
  ...{ within: number, keep: oneOf('first', 'earliest'), allowedLateness: number },
});

const intervalJoin = making({
  is: oneOf('interval-join'),
  type: oneOf('inner', 'left', 'right', 'full', 'semi', 'anti'),
  ...{ from: number, to: number, allowedLateness: number },
});

const asOfJoin = making({
  is: oneOf('as-of-join'),
  type: oneOf('inner', 'left'),
  ...{ tolerance: orNull(number), gone: orNull(text), allowedLateness: number },
});

const windowJoin = making({
  is: oneOf('window-join'),
  type: oneOf('inner', 'left', 'right', 'full', 'semi', 'anti'),
  ...{ window: specBy(windowText), allowedLateness: number },
});

const table = record({ path: text, format: specBy(inputFormatText), read });

const tableJoin = making({
  is: oneOf('table-join'),
  type: oneOf('inner', 'left', 'anti'),
  table,
});

const top = making({ is: oneOf('top'), limit: number, by: text, order: oneOf('desc', 'asc'), ...windowed });

const gaps = record({
  is: oneOf('gaps'),
  every: specBy((spec) => windowText(spec)),
  ...{ with: oneOf('null', 'zero', 'previous'), for: number, accumulation: oneOf('accumulating', 'retracting') },
});

const silence = making({ is: oneOf('silence'), after: number, allowedLateness: number, expect: table }, ['expect']);

const sort = record({ is: oneOf('sort'), allowedLateness: number });
const matching = making({
  is: oneOf('match'),
  pattern: text,
  define: listOf(record({ name: text, expression: text })),
  within: orNull(number),
  skip: (value, place) => {
    const { is } = asSpec(value, place);
    oneOf('past-last', 'next', 'none', 'to-first', 'to-last')(is, inside(place, 'is'));
    record({ is: text, ...(is.startsWith('to-') ? { name: text } : {}) })(value, place);
  },
  allowedLateness: number,
});

const disorder = record({ is: oneOf('disorder'), window: orNull(specBy(windowText)), as: oneOf('text', 'json') });

const operators: Readonly<Record<string, Check>> = {
  'group-window': groupWindow,
  dedup,
  'interval-join': intervalJoin,
  'as-of-join': asOfJoin,
  'table-join': tableJoin,
  'window-join': windowJoin,
  sort,
  match: matching,
  top,
  gaps,
  silence,
  disorder,
};

const operator: Check = (value, place) => {
  const { is } = asSpec(value, place);
  oneOf(...Object.keys(operators))(is, inside(place, 'is'));
  operators[is]!(value, place);
};

const resultFormat: Check = (value, place) => {
  specBy(buildOutputFormat)(value, place);
  const pane = oneOf('auto', 'always', 'never');
  record({ is: text, times: oneOf('iso', 'ms', 's', 'zoned'), pane, control: flag })(value, place);
};

const stepOutputs = {
  ...{ late: orNull(destination), rejects: orNull(destination), lateFormat: oneOf('raw', 'annotated') },
  ...{ duplicates: orNull(destination), timeouts: orNull(destination) },
};

const stepLimits = {
  ...{ maxLine: number, maxKeys: orNull(number), maxOpenWindows: orNull(number) },
  ...{ maxRows: orNull(number), maxPartials: orNull(number) },
};

const clock = oneOf('wall', 'input', 'event');

const chained = record(
  {
    ...{ format: specBy(inputFormatText), read, maxFuture: numberOr('off'), resultFormat, clock },
    outputs: record(stepOutputs, ['duplicates', 'timeouts']),
    limits: record(stepLimits, ['maxRows', 'maxPartials']),
    spelled: recordOf(record({ was: spelling, is: spelling })),
  },
  ['spelled'],
);

const source: Check = (name, place) => (typeof name === 'number' ? undefined : text(name, place));

const isPlan = record(
  {
    version,
    streams: listOf(stream),
    steps: listOf(record({ operator, from: listOf(source), chained }, ['chained'])),
    outputs: record(
      { ...stepOutputs, results: destination, stats: orNull(destination), append: flag, lineBuffered: flag },
      ['duplicates', 'timeouts'],
    ),
    ...{ resultFormat, clock },
    limits: record(
      {
        ...{ ...stepLimits, strict: flag, failOnLate: flag, maxMemory: orNull(number) },
        maxBad: orNull(either(['lines', record({ lines: number })], ['percent', record({ percent: number })])),
      },
      ['maxRows', 'maxPartials'],
    ),
    checkpoint: orNull(
      record(
        {
          ...{ path: text, name: text },
          every: either(['ms', record({ ms: number })], ['events', record({ events: number })]),
          fresh: flag,
        },
        ['name'],
      ),
    ),
    ...{ drain: flag, threads: numberOr('auto') },
    spelled: recordOf(record({ was: spelling, is: spelling })),
  },
  ['spelled'],
);

function spelling(value: Json | undefined, place: string): void {
  if (Array.isArray(value)) listOf(text)(value, place);
  else text(value, place);
}
