// How an option is written in help and man page: `-o, --output DEST`, with its default.
import { sentence } from './topic/topic.js';
import { belongsTo, sections, sectionTitles, type Flag, type Section } from './flag.js';
import { known } from './options.js';
import type { OperatorVerb } from './verbs.js';

/** `-o, --output DEST`; without a short form, `--output DEST`. */
export function optionForm(flag: Flag): string {
  const value = flag.argument === undefined ? '' : ` ${flag.argument}`;
  return `${flag.short === undefined ? '' : `-${flag.short}, `}--${flag.long}${value}`;
}

/** What stands behind a summary: `(default 10s)`, `repeatable`. */
export function optionNote(flag: Flag): string {
  const notes = [
    flag.repeatable === true ? 'repeatable' : '',
    flag.default === undefined ? '' : `default ${flag.default}`,
  ];
  const said = notes.filter((text) => text !== '').join(', ');
  return said === '' ? '' : ` (${said})`;
}

/** The same as a sentence to follow others. */
export function noteSentence(flag: Flag): string {
  const note = optionNote(flag);
  return note === '' ? '' : ` ${sentence(note.slice(2, -1))}`;
}

/** `Of `flowctl dedup` only.`; empty for options that more than one verb has, and for those of `run`. */
export function verbSentence({ verbs }: Flag): string {
  return verbs?.length === 1 && verbs[0] !== 'run' ? ` Of \`flowctl ${verbs[0]}\` only.` : '';
}

/**
 * The flags a user can give, by section, in the order of the list.
 * @param verb whose they are; undefined: of any
 */
export function optionsBySection(
  verb?: OperatorVerb,
): readonly (readonly [title: string, section: Section, flags: readonly Flag[]])[] {
  const listed = [...known.values()].filter((flag) => verb === undefined || belongsTo(flag, verb));
  return sections.flatMap((section) => {
    const flags = listed.filter((flag) => flag.section === section);
    return flags.length === 0 ? [] : [[sectionTitles[section], section, flags] as const];
  });
}
