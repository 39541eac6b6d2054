// An aggregate as data: `{"is":"sum","name":"sum_bytes","path":"$.bytes"}`. Its cells are opened when a run is built, since
// they are live: two runs of one plan must not share them.
import { SpecFault, has, specOf, textIn, wrong, type Json, type Spec } from '../text/spec.js';
import { kindOf } from '../text/registry.js';
import { aggregateSynonyms } from '../text/synonyms.js';
import type { AggregateEntry, Cells } from './aggregate.js';
import { aggregates, type Aggregation } from './index.js';

/** @param name of the member of the results */
export function aggregateSpec({ entry, path, args }: Aggregation, name: string): Spec {
  return specOf(entry.name, { name, path, args: args.length === 0 ? undefined : args });
}

/** The call of a spec, without its name: `collect($.path, 10)`. Throws SpecFault. */
export function aggregateText(spec: Spec): string {
  const { name } = entryOf(spec);
  return has(spec, 'path') ? `${name}(${[textIn(spec, 'path'), ...argumentsIn(spec)].join(', ')})` : name;
}

/** What the aggregate reads of its path. Throws SpecFault when there is none such. */
export function takenBy(spec: Spec): AggregateEntry['takes'] {
  return entryOf(spec).takes;
}

/**
 * New cells.
 * @param column in which it finds what it reads; −1: it reads nothing
 * @throws UsageError when its arguments do not fit; SpecFault
 */
export function openAggregate(spec: Spec, column: number): Cells {
  return entryOf(spec).open(column, argumentsIn(spec));
}

/** One name may be had with a path and without. */
function entryOf(spec: Spec): AggregateEntry {
  const { name } = kindOf(spec, aggregates, 'aggregate', aggregateSynonyms);
  const named = aggregates.filter((entry) => entry.name === name);
  const entry = named.find(({ takes }) => (takes === 'nothing') !== has(spec, 'path'));
  if (entry === undefined) throw new SpecFault('path', has(spec, 'path') ? 'is more than it takes' : 'is missing');
  return entry;
}

function argumentsIn(spec: Spec): readonly string[] {
  if (!has(spec, 'args')) return [];
  const args = spec['args'] as Json;
  if (!Array.isArray(args) || !args.every((arg) => typeof arg === 'string'))
    throw wrong('args', 'a list of strings', args);
  return args;
}
