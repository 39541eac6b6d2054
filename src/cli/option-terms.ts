// How an option is written in help and man page: `-o, --output DEST`, with its default.
import { sentence } from './topic/topic.js';
import { sections, sectionTitles, type Flag, type Section } from './flag.js';
import { known } from './options.js';

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

/** The flags a user can give, by section, in the order of the list. */
export function optionsBySection(): readonly (readonly [title: string, section: Section, flags: readonly Flag[]])[] {
  return sections.map((section) => [
    sectionTitles[section],
    section,
    [...known.values()].filter((flag) => flag.section === section),
  ]);
}
