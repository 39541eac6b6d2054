// What people read at the terminal: the short help, the help with every option, and the topics. Examples come first.
import { answersTo } from '../text/registry.js';
import { listed, suggest, suggestionText } from '../text/suggest.js';
import {
  aggregateSynonyms,
  optionSynonyms,
  triggerSynonyms,
  watermarkSynonyms,
  windowSynonyms,
} from '../text/synonyms.js';
import type { Flag } from './flag.js';
import { known } from './options.js';
import { noteSentence, optionForm, optionNote, optionsBySection, verbSentence } from './option-terms.js';
import { pageText, termsText, type TextBlock, type PageStyle } from './page.js';
import { exampleBlocks } from './topic/examples.js';
import { topicOf, topicOfOption, topics } from './topic/index.js';
import { termOf, type Term } from './topic/terms.js';
import { entryTerms, type Topic } from './topic/topic.js';
import { registries, registryFlags } from './registries.js';
import { helpWords } from './topic/words.js';
import { chainForm, type OperatorVerb, verbs } from './verbs.js';

/** Where what an option means begins, so that all sections align. */
const column = 28;

const usage = [
  'flowctl [OPTION…] [INPUT…]',
  `flowctl ${chainForm}`,
  'flowctl explain [VERB] [OPTION…] [INPUT…]',
  'flowctl help [TOPIC]',
];

const claim =
  'Groups a stream of events (NDJSON lines) into windows of the time at which they happened, and computes over each: out-of-order and late events included, and every decision about them yours.';

/** `-h`: what it is, how to begin, where to read on. Fits a screen. */
export function shortHelp({ width, style }: PageStyle): string {
  const first = exampleBlocks.slice(0, 2);
  const common = ['time', 'key', 'agg', 'window', 'watermark', 'allowed-lateness', 'early', 'late', 'output'];
  const terms = common.flatMap((name) => {
    const flag = known.get(name);
    return flag === undefined ? [] : [[optionForm(flag), flag.summary] as const];
  });
  const blocks: TextBlock[] = [claim, { code: usage }, ...first, { heading: 'The options to begin with' }, { terms }];
  const more = ['`flowctl --help` shows every option, `flowctl help model` the idea, `flowctl help` the topics.'];
  return pageText([...blocks, ...more], width, style);
}

/** `--help`: examples, then every option under the question it answers. */
export function fullHelp(page: PageStyle): string {
  const { width, style } = page;
  const head = pageText([claim, { code: usage }, { heading: 'Examples' }, ...exampleBlocks], width, style);
  const also = `${style.heading('Verbs')}\n${termsText(
    verbs.map(({ form, doc }) => [form, doc] as const),
    width,
    style,
  )}\n`;
  return [head, ...optionTexts('run', page), also, topicList(page)].join('\n');
}

/** `VERB --help`: what the verb does, then every option it has. */
export function verbHelp(verb: OperatorVerb, page: PageStyle): string {
  if (verb === 'run') return fullHelp(page);
  const { form } = verbs.find(({ name }) => name === verb)!;
  const blocks = topics.find(({ name }) => name === verb)!.blocks;
  const head = pageText([{ code: [`flowctl ${form}`] }, ...blocks], page.width, page.style);
  return [head, ...optionTexts(verb, page)].join('\n');
}

function optionTexts(verb: OperatorVerb, { width, style }: PageStyle): string[] {
  return optionsBySection(verb).map(([title, , flags]) => {
    const terms = flags.map((flag) => [optionForm(flag), flag.summary + pointer(flag) + optionNote(flag)] as const);
    return `${style.heading(title)}\n${termsText(terms, width, style, column)}\n`;
  });
}

/** Options with a language of their own are explained by a topic. */
function pointer({ long, registry }: Flag): string {
  const topic = registry === undefined ? undefined : topicOfOption(long);
  return topic === undefined ? '' : `; see \`help ${topic.name}\``;
}

/** `help` without a topic. */
export function topicList({ width, style }: PageStyle): string {
  const terms = topics.map(({ name, summary }) => [name, summary] as const);
  const more = '`flowctl help OPTION` explains one option. The manual page, flowctl(1), has it all.';
  return `${style.heading('Topics of flowctl help')}\n${termsText(terms, width, style)}\n\n${pageText([more], width, style)}`;
}

/** `help WORDS…`: all that is called so; undefined when nothing is. */
export function topicHelp(words: readonly string[], { width, style }: PageStyle): string | undefined {
  const name = nameOf(words);
  const topic = words[0]?.startsWith('--') === true ? undefined : topicOf(words);
  const blocks =
    topic?.name === name
      ? [...topic.blocks, ...entryBlocks(name, topic)]
      : blocksAbout(name, topic, words[0]?.startsWith('--') === true);
  return blocks.length === 0 ? undefined : pageText(blocks, width, style);
}

/** What a word stands for: a term, an option, entries of registries, and a topic that goes by that word too. */
function blocksAbout(name: string, topic: Topic | undefined, isOption: boolean): readonly TextBlock[] {
  const flag = topic?.options?.includes(name) === true ? undefined : known.get(name);
  if (isOption) return flag === undefined ? [] : optionBlocks(flag);
  return [
    ...termBlocks(termOf(name)),
    ...(flag === undefined ? [] : optionBlocks(flag)),
    ...entryBlocks(name, topic),
    ...(topic === undefined ? [] : [{ heading: `Topic: ${topic.name}` }, ...topic.blocks]),
  ];
}

function termBlocks(term: Term | undefined): readonly TextBlock[] {
  return term === undefined ? [] : [{ heading: term.name }, term.text, { code: [term.example] }];
}

function optionBlocks(flag: Flag): readonly TextBlock[] {
  const entries = flag.registry === undefined ? [] : [entryTerms(registries[flag.registry], flag.long)];
  return [
    { heading: optionForm(flag) },
    flag.text + verbSentence(flag) + noteSentence(flag),
    { code: [flag.example] },
    ...entries,
  ];
}

/** The entries of that name: `count` is a window, a trigger and an aggregate. */
function entryBlocks(name: string, shown: Topic | undefined): readonly TextBlock[] {
  return registryFlags().flatMap(({ long, registry }) => {
    const entries = registries[registry].filter((entry) => answersTo(entry, name) || entry.name.toLowerCase() === name);
    if (entries.length === 0) return [];
    const topic = topicOfOption(long);
    const more = topic === undefined || topic === shown ? [] : [`More: \`flowctl help ${topic.name}\`.`];
    return [{ heading: `--${long} ${name}` }, entryTerms(entries, long), ...more];
  });
}

/** The message where nothing has this name. */
export function noSuchTopic(words: readonly string[]): string {
  const name = nameOf(words);
  const elsewhere = [aggregateSynonyms, windowSynonyms, watermarkSynonyms, triggerSynonyms, optionSynonyms];
  const listedAs = elsewhere
    .map((table) => listed(name, table)?.replace(/:.*$/, ''))
    .find((word) => word !== undefined && !word.startsWith('-'));
  const meant = listedAs ?? suggest(name, [...helpWords, ...known.keys()]);
  return `there is no topic "${words.join(' ')}"${suggestionText(meant)}`;
}

function nameOf(words: readonly string[]): string {
  return words.join('-').toLowerCase().replace(/^-+/, '');
}
