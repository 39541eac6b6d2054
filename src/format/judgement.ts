// What the scanner cannot tell by itself, from the values that it has found: an event is made of nothing but those, and an
// expression evaluated on it.
import { addMember } from '../event/add-member.js';
import type { Place } from '../event/condition.js';
import { beginWork, endWork, TooMuchWork } from '../event/jsonpath/work.js';
import type { FoundValue } from '../kernel/conditions.js';
import { exactRecord } from './exact-record.js';

/**
 * What an expression comes to for the values at its places.
 * @param allowed in the units of work.ts
 * @throws TooMuchWork when it is more
 */
export type Evaluation = (found: readonly FoundValue[], allowed: number) => unknown;

/**
 * The evaluation of an expression.
 * @param places that it reads, of which none is within another
 * @param exact whether it is given the digits of numbers from 2^53 on
 */
export function evaluation(
  places: readonly Place[],
  exact: boolean,
  evaluate: (event: unknown) => unknown,
): Evaluation {
  const event = eventOf(places, exact ? exactValue : plainValue);
  return (found, allowed) => {
    beginWork(allowed);
    try {
      return evaluate(event(found));
    } finally {
      endWork();
    }
  };
}

/** The value, or undefined where it is too much work. */
export function unlessTooMuch<Value>(evaluate: () => Value): Value | undefined {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof TooMuchWork) return undefined;
    throw error;
  }
}

type Reading = (found: FoundValue) => unknown;

function plainValue(found: FoundValue): unknown {
  return typeof found === 'string' ? JSON.parse(found) : found;
}

function exactValue(found: FoundValue): unknown {
  return typeof found === 'string' ? exactRecord(found, JSON.parse(found)) : found;
}

/** Makes an event of the values at these places; undefined: nothing stands there. */
function eventOf(places: readonly Place[], value: Reading): (found: readonly FoundValue[]) => unknown {
  if (places[0]?.length === 0) return ([event]) => value(event);
  if (places.every(([step, ...others]) => step !== '__proto__' && others.length === 0))
    return shallow(
      places.map(([name]) => name as string),
      value,
    );
  return (found) => {
    const event = {};
    for (const [i, place] of places.entries()) if (found[i] !== undefined) put(event, place, value(found[i]));
    return event;
  };
}

function shallow(names: readonly string[], value: Reading): (found: readonly FoundValue[]) => unknown {
  return (found) => {
    const event: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i++) if (found[i] !== undefined) event[names[i]!] = value(found[i]);
    return event;
  };
}

/** Puts a value into an object or an array, and the containers on the way to it. */
function put(into: object, [step, ...others]: Place, value: unknown): void {
  const name = String(step);
  if (others.length === 0) {
    addMember(into, name, value);
    return;
  }
  const known = Object.hasOwn(into, name) ? (into as Containers)[name] : undefined;
  const container = known ?? (typeof others[0] === 'number' ? [] : {});
  if (known === undefined) addMember(into, name, container);
  put(container, others, value);
}

type Containers = Readonly<Record<string, object>>;
