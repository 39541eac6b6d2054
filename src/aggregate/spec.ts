// An aggregate as data: `{"is":"p95","name":"p95_ms","path":"$.ms","where":"@.status < 500"}`. Its cells are opened when a
// run is built, since they are live: two runs of one plan must not share them.
import type { Duration } from '../model/instant.js';
import { SpecFault, has, specOf, textIn, wrong, type Json, type Spec } from '../text/spec.js';
import { answersTo, kindOf } from '../text/registry.js';
import { aggregateSynonyms } from '../text/synonyms.js';
import type { AggregateEntry, Cells } from './aggregate.js';
import { aggregates, type Aggregation } from './index.js';

/** A column that an aggregate reads, of the events alone for which `where` holds, if there is one. */
export interface AggregateRead {
  readonly path: string;
  readonly as: Exclude<AggregateEntry['takes'], 'nothing'>;
  readonly where?: string;
}

/** @param name of the member of the results */
export function aggregateSpec({ entry, fn, path, beside, args, where }: Aggregation, name: string): Spec {
  const written = args.slice(entry.argumentsIn?.(fn).length ?? 0);
  return specOf(fn, { name, path, beside, args: written.length === 0 ? undefined : written, where });
}

/** The call of a spec, without its name: `collect($.path, 10) where @.a`. Throws SpecFault. */
export function aggregateText(spec: Spec): string {
  entryOf(spec);
  const parts = [...pathsIn(spec), ...argumentsIn(spec)];
  const call = parts.length === 0 ? spec.is : `${spec.is}(${parts.join(', ')})`;
  return has(spec, 'where') ? `${call} where ${textIn(spec, 'where')}` : call;
}

/**
 * What the aggregate reads of each event: at its path, and at the second one. What takes nothing may be of some events
 * only: those that have anything under a condition. Throws SpecFault when there is no such aggregate.
 */
export function aggregateReads(spec: Spec): readonly AggregateRead[] {
  const { takes, beside } = entryOf(spec);
  const where = has(spec, 'where') ? { where: textIn(spec, 'where') } : {};
  if (takes === 'nothing') return has(spec, 'where') ? [{ path: '$', as: 'exists', ...where }] : [];
  const first: AggregateRead = { path: textIn(spec, 'path'), as: takes, ...where };
  return beside === undefined ? [first] : [first, { path: textIn(spec, 'beside'), as: beside, ...where }];
}

/**
 * New cells.
 * @param columns in which it finds what it reads (`aggregateReads`), in that order
 * @param windowLength how long all windows are, in ms; undefined where they are not of one length
 * @throws UsageError when its arguments do not fit; SpecFault
 */
export function openAggregate(spec: Spec, columns: readonly number[], windowLength: Duration | undefined): Cells {
  const entry = entryOf(spec);
  const [column = -1, beside = -1] = columns;
  const args = [...(entry.argumentsIn?.(spec.is) ?? []), ...argumentsIn(spec)];
  return entry.open(column, args, { beside, windowLength });
}

/** One name may be had with a path and without. */
function entryOf(spec: Spec): AggregateEntry {
  kindOf(spec, { noun: 'aggregate', entries: aggregates, synonyms: aggregateSynonyms });
  const named = aggregates.filter((entry) => answersTo(entry, spec.is));
  const entry = named.find(({ takes }) => (takes === 'nothing') !== has(spec, 'path'));
  if (entry === undefined) throw new SpecFault('path', has(spec, 'path') ? 'is more than it takes' : 'is missing');
  if ((entry.beside === undefined) === has(spec, 'beside'))
    throw new SpecFault('beside', has(spec, 'beside') ? 'is more than it takes' : 'is missing');
  return entry;
}

function pathsIn(spec: Spec): readonly string[] {
  return ['path', 'beside'].filter((member) => has(spec, member)).map((member) => textIn(spec, member));
}

function argumentsIn(spec: Spec): readonly string[] {
  if (!has(spec, 'args')) return [];
  const args = spec['args'] as Json;
  if (!Array.isArray(args) || !args.every((arg) => typeof arg === 'string'))
    throw wrong('args', 'a list of strings', args);
  return args;
}
