// A spec: what the value of an option meant, as plain JSON, named after the registry entry that gives it its meaning:
// `{"is":"tumbling","size":60000}`. It may come from a file written by hand, so its members are checked.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

export interface Spec {
  /** The name of a registry entry. */
  readonly is: string;
  readonly [member: string]: Json;
}

/** A part of a plan is not what belongs there. */
export class SpecFault extends Error {
  /** Where, from the spec that was read: `size`, `parts[0].is`; empty: the spec itself. */
  readonly place: string;
  /** What is wrong with it: `must be a number, not "5s"`. */
  readonly fault: string;

  constructor(place: string, fault: string) {
    super(place === '' ? fault : `${place} ${fault}`);
    this.name = 'SpecFault';
    this.place = place;
    this.fault = fault;
  }
}

/** The spec with these members; those that are undefined are not there. */
export function specOf(is: string, members: Readonly<Record<string, Json | undefined>> = {}): Spec {
  const given = Object.entries(members).filter((member): member is [string, Json] => member[1] !== undefined);
  return { is, ...Object.fromEntries(given) };
}

/**
 * A number of the spec.
 * @param otherwise what a member that is not there stands for
 * @throws SpecFault
 */
export function numberIn(spec: Spec, member: string, otherwise?: number): number {
  const value = memberOf(spec, member) ?? otherwise;
  if (typeof value !== 'number') throw wrong(member, 'a number', value);
  return value;
}

/** @throws SpecFault */
export function textIn(spec: Spec, member: string): string {
  const value = memberOf(spec, member);
  if (typeof value !== 'string') throw wrong(member, 'a string', value);
  return value;
}

/** @throws SpecFault */
export function specIn(spec: Spec, member: string): Spec {
  return asSpec(memberOf(spec, member), member);
}

/** @throws SpecFault */
export function specsIn(spec: Spec, member: string): readonly Spec[] {
  const value = memberOf(spec, member);
  if (!Array.isArray(value)) throw wrong(member, 'a list', value);
  return (value as readonly Json[]).map((part, i) => asSpec(part, `${member}[${i}]`));
}

/** @throws SpecFault */
export function textsIn(spec: Spec, member: string): readonly string[] {
  const value = memberOf(spec, member);
  if (!Array.isArray(value)) throw wrong(member, 'a list', value);
  return (value as readonly Json[]).map((part, i) => {
    if (typeof part !== 'string') throw wrong(`${member}[${i}]`, 'a string', part);
    return part;
  });
}

/** Whether the spec has the member; what is null has not been given. */
export function has(spec: Spec, member: string): boolean {
  return memberOf(spec, member) !== undefined;
}

/** @throws SpecFault unless the value is an object with a name */
export function asSpec(value: Json | undefined, place: string): Spec {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, 'an object', value);
  const { is } = value as { readonly [member: string]: Json };
  if (typeof is !== 'string') throw wrong(place === '' ? 'is' : `${place}.is`, 'a string', is);
  return value as Spec;
}

/** Runs `read`; a fault in it is a fault at `place`. */
export function within<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SpecFault)) throw error;
    const dot = error.place === '' || place === '' || error.place.startsWith('[') ? '' : '.';
    throw new SpecFault(`${place}${dot}${error.place}`, error.fault);
  }
}

/** The fault of a member that is not what was wanted: `must be a number, not "5s"`. */
export function wrong(place: string, wanted: string, value: Json | undefined): SpecFault {
  if (value === undefined) return new SpecFault(place, `is missing: it must be ${wanted}`);
  const text = JSON.stringify(value);
  return new SpecFault(place, `must be ${wanted}, not ${text.length > 60 ? `${text.slice(0, 57)}…` : text}`);
}

function memberOf(spec: Spec, member: string): Json | undefined {
  return Object.hasOwn(spec, member) ? (spec[member] ?? undefined) : undefined;
}
