// A subject of `flowctl help TOPIC`; the man page has the same texts.
import { shellWord } from '../shell-word.js';
import type { TextBlock } from '../page.js';
import type { Entry } from '../../text/registry.js';

export interface Topic {
  /** What the user types; one word. */
  readonly name: string;
  /** Other words for it. */
  readonly aliases?: readonly string[];
  /** The options it explains: a mistake in one of them points here. */
  readonly options?: readonly string[];
  /** One line for the list of topics. */
  readonly summary: string;
  readonly blocks: readonly TextBlock[];
}

/** The entries of a registry as terms: the form, what it does, and an example. */
export function entryTerms(entries: readonly Entry[], option: string): TextBlock {
  return {
    terms: entries.map(({ form, doc, example }) => [form, `${sentence(doc)} \`--${option} ${shellWord(example)}\``]),
  };
}

/** A registry's one-liner as a sentence. */
export function sentence(doc: string): string {
  return `${doc.charAt(0).toUpperCase()}${doc.slice(1)}${/[.?!]$/.test(doc) ? '' : '.'}`;
}
