// One option of the command line, as data (SPEC §2). The parser, the help, the man page, the completions and the
// fingerprint of a checkpoint are all made from these records, so that they cannot disagree.

import type { OperatorVerb } from './verbs.js';

export const sections = ['Input', 'What', 'Where', 'When', 'How', 'Output', 'Run'] as const;

/** What a section of the options answers, in words. */
export const sectionTitles: Readonly<Record<Section, string>> = {
  Input: 'Input: what is read',
  What: 'What is computed',
  Where: 'Where in event time',
  When: 'When in processing time results are written',
  How: 'How later results relate to earlier ones',
  Output: 'Output: where everything goes',
  Run: 'Run: limits, checkpoints, reports',
};

export type Section = (typeof sections)[number];

export interface Flag {
  /** Without the dashes. */
  readonly long: string;
  /** One letter, without the dash. */
  readonly short?: string;
  /** The form of its value, as shown in help; a flag without one is a switch. */
  readonly argument?: string;
  /** May be given several times; all values count. */
  readonly repeatable?: boolean;
  /** The only values accepted. */
  readonly choices?: readonly string[];
  /** The registry whose entries its value may name. */
  readonly registry?:
    'windows' | 'triggers' | 'watermarks' | 'aggregates' | 'accumulations' | 'inputFormats' | 'outputFormats';
  /** What a completion offers for its value, when neither choices nor a registry give it. */
  readonly completes?: 'file' | 'zone';
  /** The verbs it belongs to; undefined: all that read events. */
  readonly verbs?: readonly OperatorVerb[];
  /** Verbs that have no use for it, where all others have. */
  readonly notOf?: readonly OperatorVerb[];
  /** Why other verbs have no use for it, as a clause that follows their name. */
  readonly elsewhere?: string;
  readonly section: Section;
  /** One line, starting in lower case, without a full stop. */
  readonly summary: string;
  /** A paragraph for the man page, in full sentences. */
  readonly text: string;
  /** What holds when it is not given; undefined for switches that are off. */
  readonly default?: string;
  /** A complete and valid use of the option. */
  readonly example: string;
  /** Whether it changes what the results are, so that a checkpoint made with another value cannot be continued; not: false. */
  readonly meaning?: boolean;
}

/** Whether the verb has the option. */
export function belongsTo(flag: Flag, verb: OperatorVerb): boolean {
  return flag.verbs?.includes(verb) ?? flag.notOf?.includes(verb) !== true;
}
