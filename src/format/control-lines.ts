// Control lines: what an upstream writes between events about time and order (SPEC §8). An object with one member only, whose name begins
// with `@`. Whether they are looked for at all is `--control`; off, such lines are ordinary data.
import type { Control } from '../model/batch.js';
import { farthest, type Instant } from '../model/instant.js';
import { epochInstant } from '../event/time/epoch.js';
import { isoInstant } from '../event/time/iso.js';
import { utc } from '../event/time/zone.js';

/** The meaning of a control line, or why it was not understood. */
export type ControlReading = Control | { readonly type: 'misread'; readonly error: string };

/**
 * Reads a record as a control line.
 * @param raw the value of the member as it was written
 * @returns undefined when it is no control line but an event
 */
export function readControl(
  record: Readonly<Record<string, unknown>>,
  raw: (name: string) => string,
): ControlReading | undefined {
  const name = onlyName(record);
  if (name?.startsWith('@') !== true) return undefined;
  const value = record[name];
  switch (name) {
    case '@watermark':
    case '@clock':
      return timed(name, value, () => raw(name));
    case '@begin':
      return { type: 'begin', value: raw(name) };
    case '@mark':
      return { type: 'mark' };
    case '@checkpoint':
      return { type: 'checkpoint', id: typeof value === 'string' ? value : raw(name) };
    case '@idle':
    case '@end':
      return value === true ? { type: name === '@idle' ? 'idle' : 'end' } : misread(`${name} can only be true`);
    default:
      return misread(`there is no control line ${JSON.stringify(name)}`);
  }
}

/** Cheap for the many records that are events: it stops at the second member. */
function onlyName(record: Readonly<Record<string, unknown>>): string | undefined {
  let only: string | undefined;
  for (const name in record) {
    if (only !== undefined) return undefined;
    only = name;
  }
  return only;
}

function timed(name: '@watermark' | '@clock', value: unknown, raw: () => string): ControlReading {
  const at = instant(value, raw);
  if (!Number.isNaN(at)) return { type: name === '@watermark' ? 'watermark' : 'clock', at };
  return misread(`${name} is neither milliseconds nor ISO 8601 text nor "max"`);
}

/** Milliseconds, ISO text or `"max"`; NaN for anything else. */
function instant(value: unknown, raw: () => string): Instant {
  if (value === 'max') return Infinity;
  const at =
    typeof value === 'number' ? epochInstant(raw(), 'ms') : typeof value === 'string' ? isoInstant(value, utc) : NaN;
  return Math.abs(at) <= farthest ? at : NaN;
}

function misread(error: string): ControlReading {
  return { type: 'misread', error };
}
