// Filters that have let nothing through, where that is no answer but a mistake: a member that is not there is compared,
// or text with a number (SPEC §14 "Nothing silent"). That no event has passed is counted; why, the first ones tell. A
// filter that simply holds of none, as in a watch for errors, is as it should be.
import type { Filter } from '../event/filter.js';
import { parsePath } from '../event/path.js';
import type { Misfit } from '../event/jsonpath/misfit.js';
import type { ReadPlan } from '../event/read-plan.js';
import { visible } from './reject-notice.js';
import { isNumericText, kindOf, shown, type Concern } from './concern.js';
import { membersText } from './members.js';

/**
 * Asked only when all events of the run were filtered out.
 * @param events some of the first; none of them has passed
 */
export function nothingPassed(
  { recordPlan }: { readonly recordPlan: ReadPlan },
  events: readonly unknown[],
): Concern[] {
  if (events.length === 0) return recordPlan.each === undefined ? [] : [noPiece(recordPlan.each.text)];
  for (const filter of recordPlan.where) {
    const why = whyNone(filter, events);
    const about = `--where '${filter.text}'`;
    if (why !== undefined) return [{ about, text: visible(`no event passes ${about}: ${why}`) }];
  }
  return [];
}

/** Why the filter can hold of none of these events; undefined when it could. */
export function whyNone(filter: Filter, events: readonly unknown[]): string | undefined {
  const misfits = events.map((event) => filter.misfit(event));
  const [first] = misfits;
  if (first === undefined || misfits.includes(undefined)) return undefined;
  const mistyped = misfits.find((misfit) => misfit!.value !== undefined);
  if (mistyped?.why !== undefined) return `it fails of the first events: ${mistyped.why}`;
  return mistyped ? typesText(mistyped) : absentText(first, events) + quotesText(first, filter);
}

function noPiece(each: string): Concern {
  return { about: '--each', text: visible(`no event has anything at --each ${each}; nothing is counted`) };
}

function typesText({ path, value, other }: Misfit): string {
  const kinds = `${kindOf(value)} and ${kindOf(other)}`;
  const what = `${path} is ${kindOf(value)}, e.g. ${shown(value)}, compared with ${shown(other)}`;
  const numeric = [value, other].every((side) => typeof side === 'number' || isNumericText(side));
  return `${what}; ${kinds} are never equal, less or greater${numeric ? ', but with --numeric-text' : ''}`;
}

function absentText({ path }: Misfit, events: readonly unknown[]): string {
  const from = path.replace(/^@/, '$');
  return `none of the first ${events.length} has ${path}${membersText(parsePath(from), events)}`;
}

/** `level == error`, where the text is meant. */
function quotesText({ path }: Misfit, { text }: Filter): string {
  const name = /^[@$]\.([A-Za-z_]\w*)$/.exec(path)?.[1];
  const isRight = name !== undefined && new RegExp(`[=!]=\\s*${name}(?![\\w.(\\[])`).test(text);
  return isRight ? `; if the text is meant, it stands in quotes: "${name}"` : '';
}
