// What the scanner cannot answer by itself, answered from the values it has found: an event is made of nothing but those,
// and the condition tested on it.
import { addMember } from '../event/add-member.js';
import type { Judgement, Place } from '../event/condition.js';
import { beginWork, endWork, TooMuchWork } from '../event/jsonpath/work.js';
import { outcome, type FoundValue } from '../kernel/conditions.js';
import { exactRecord } from './exact-record.js';

/**
 * The outcome for the values at the places of a judgement; undefined: it is more work than that.
 * @param allowed in the units of work.ts
 */
export type Judge = (found: readonly FoundValue[], allowed: number) => number | undefined;

/** @param exact whether the condition is given the digits of numbers from 2^53 on */
export function judgeOf({ places, test }: Judgement, exact: boolean): Judge {
  const event = eventOf(places);
  const value = exact ? exactValue : plainValue;
  return (found, allowed) => {
    beginWork(allowed);
    try {
      const holds = test(event(found.map(value)));
      return holds === undefined ? outcome.failed : holds ? outcome.yes : outcome.no;
    } catch (error) {
      if (!(error instanceof TooMuchWork)) throw error;
      return undefined;
    } finally {
      endWork();
    }
  };
}

function plainValue(found: FoundValue): unknown {
  return typeof found === 'string' ? JSON.parse(found) : found;
}

function exactValue(found: FoundValue): unknown {
  return typeof found === 'string' ? exactRecord(found, JSON.parse(found)) : found;
}

/** Makes an event of the values at these places, of which none is within another; undefined: nothing stands there. */
function eventOf(places: readonly Place[]): (values: readonly unknown[]) => unknown {
  if (places[0]?.length === 0) return ([event]) => event;
  return (values) => {
    const event = {};
    places.forEach((place, i) => {
      if (values[i] !== undefined) put(event, place, values[i]);
    });
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
