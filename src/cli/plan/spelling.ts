// How the options were written that change what the results are. Checkpoints hold such text, so a plan remembers it where
// it would write the option otherwise: `tumbling:1m,offset=0s`.
import { canonical, canonicalMeaning, sameText } from '../../plan/fingerprint.js';
import type { OptionText, Plan, Spelling } from '../../plan/plan.js';
import { known, type Name, type Options } from '../options.js';

/**
 * The plan, with the spelling of its options where it is another.
 * @param trigger the text of the trigger, the short forms written out
 */
export function spelled(plan: Plan, options: Options, trigger: string): Plan {
  const written: Readonly<Record<string, OptionText>> = { ...textsOf(options), trigger: canonical(trigger) };
  const entries = Object.entries(canonicalMeaning(plan)).flatMap(([name, is]): [string, Spelling][] => {
    const { [name]: was } = written;
    return was === undefined || sameText(was, is) ? [] : [[name, { was, is }]];
  });
  return entries.length === 0 ? plan : { ...plan, spelled: Object.fromEntries(entries) };
}

/** As a fingerprint has them. */
function textsOf(options: Options): Record<string, OptionText> {
  const meant = [...known.values()].filter(
    (flag) => flag.meaning === true && flag.long !== 'max-future' && !isSided(flag.long, options),
  );
  return Object.fromEntries(meant.flatMap(({ long }) => textOf(long, options[long as Name])));
}

/** Whether a side has the option for itself: then what is written of both is not all of it. */
function isSided(name: string, options: Options): boolean {
  const given: Readonly<Record<string, unknown>> = options;
  return given[`left-${name}`] !== undefined || given[`right-${name}`] !== undefined;
}

function textOf(name: string, value: Options[Name]): [string, OptionText][] {
  if (value === undefined) return [];
  if (typeof value === 'object') return [[name, value.map((text) => text.trim())]];
  return [[name, value === true ? 'yes' : canonical(value)]];
}
