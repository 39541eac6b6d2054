// The trigger of a scenario as a tree, read from the text of SPEC §6: `T := NAME[(ARG, …)]`. A second, small parser on
// purpose: it only has to understand correct texts.
import { parseDuration } from '../../src/text/duration.js';

export type TriggerTree =
  | { readonly is: 'watermark'; readonly early: TriggerTree | undefined; readonly late: TriggerTree | undefined }
  | { readonly is: 'default' | 'never' | 'always' }
  | { readonly is: 'count'; readonly n: number }
  | { readonly is: 'delay'; readonly by: number }
  | { readonly is: 'aligned'; readonly period: number; readonly offset: number }
  | { readonly is: 'event-every'; readonly every: number }
  | { readonly is: 'delta'; readonly by: number }
  | { readonly is: 'repeat'; readonly part: TriggerTree }
  | { readonly is: 'any' | 'all' | 'each'; readonly parts: readonly TriggerTree[] }
  | { readonly is: 'or-finally'; readonly part: TriggerTree; readonly until: TriggerTree };

export function readTrigger(text: string): TriggerTree {
  const [, name, inside] = /^\s*([a-z-]+)\s*(?:\((.*)\))?\s*$/s.exec(text) ?? [];
  const args = inside === undefined ? [] : splitArguments(inside);
  const arg = (i: number): string => args[i] ?? '';
  switch (name) {
    case 'watermark':
      return { is: 'watermark', early: namedPart(args, 'early'), late: namedPart(args, 'late') };
    case 'default':
    case 'never':
    case 'always':
      return { is: name };
    case 'count':
      return { is: 'count', n: Number(arg(0)) };
    case 'delay':
      return { is: 'delay', by: parseDuration(arg(0)) };
    case 'aligned':
      return {
        is: 'aligned',
        period: parseDuration(arg(0)),
        offset: args.length > 1 ? parseDuration(arg(1), true) : 0,
      };
    case 'event-every':
      return { is: 'event-every', every: parseDuration(arg(0)) };
    case 'delta':
      return { is: 'delta', by: Number(arg(0)) };
    case 'repeat':
      return { is: 'repeat', part: readTrigger(arg(0)) };
    case 'any':
    case 'all':
    case 'each':
      return { is: name, parts: args.map(readTrigger) };
    case 'or-finally':
      return { is: 'or-finally', part: readTrigger(arg(0)), until: readTrigger(arg(1)) };
    default:
      throw new Error(`no trigger: ${text}`);
  }
}

/** The part behind `early=` or `late=`. */
function namedPart(args: readonly string[], name: string): TriggerTree | undefined {
  const found = args.find((arg) => arg.startsWith(`${name}=`));
  return found === undefined ? undefined : readTrigger(found.slice(name.length + 1));
}

/** Splits at the commas that stand in no parentheses. */
function splitArguments(text: string): string[] {
  const args: string[] = [];
  let arg = '';
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (char === ',' && depth === 0) {
      args.push(arg.trim());
      arg = '';
    } else arg += char;
  }
  return [...args, arg.trim()];
}

/** The parts of a trigger, in order; a `watermark(…)` has always two, `never` standing for a missing one. */
export function partsOf(tree: TriggerTree): readonly TriggerTree[] {
  if ('parts' in tree) return tree.parts;
  if (tree.is === 'repeat') return [tree.part];
  if (tree.is === 'or-finally') return [tree.part, tree.until];
  if (tree.is === 'watermark') return [tree.early ?? { is: 'never' }, tree.late ?? { is: 'never' }];
  return [];
}

/** Can it finish while data may still come (SPEC §6)? Then what follows would be dropped. */
export function canFinish(tree: TriggerTree, lateness: number): boolean {
  const waitsForEnd = (part: TriggerTree): boolean =>
    part.is === 'default' || (part.is === 'watermark' && part.early === undefined && part.late === undefined);
  switch (tree.is) {
    case 'count':
    case 'delay':
    case 'aligned':
      return true;
    case 'watermark':
      return tree.late === undefined && lateness > 0;
    case 'any':
      return !(lateness === 0 && tree.parts.every(waitsForEnd));
    case 'all':
      return !(lateness === 0 && tree.parts.some(waitsForEnd));
    case 'or-finally':
      return canFinish(tree.part, lateness) || !(lateness === 0 && waitsForEnd(tree.until));
    case 'each':
      return tree.parts.every((part) => canFinish(part, lateness));
    default:
      return false;
  }
}
