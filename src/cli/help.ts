// What people read at the terminal: the short help, the help with every option, and the topics. Examples come first.
import { suggest } from '../text/suggest.js';
import type { Flag } from './flag.js';
import { known } from './options.js';
import { noteSentence, optionForm, optionNote, optionsBySection } from './option-terms.js';
import { pageText, termsText, type TextBlock, type PageStyle } from './page.js';
import { exampleBlocks } from './topic/examples.js';
import { nearestTopic, topicOf, topicOfOption, topics } from './topic/index.js';
import { entryTerms } from './topic/topic.js';
import { registries } from './registries.js';
import { verbs } from './verbs.js';

/** Where what an option means begins, so that all sections align. */
const column = 28;

const usage = ['flowctl [OPTION…] [INPUT…]', 'flowctl explain [OPTION…] [INPUT…]', 'flowctl help [TOPIC]'];

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
export function fullHelp({ width, style }: PageStyle): string {
  const options = optionsBySection().map(([title, , flags]) => {
    const terms = flags.map((flag) => [optionForm(flag), flag.summary + pointer(flag) + optionNote(flag)] as const);
    return `${style.heading(title)}\n${termsText(terms, width, style, column)}\n`;
  });
  const head = pageText([claim, { code: usage }, { heading: 'Examples' }, ...exampleBlocks], width, style);
  const also = `${style.heading('Verbs')}\n${termsText(
    verbs.map(({ form, doc }) => [form, doc] as const),
    width,
    style,
  )}\n`;
  return [head, ...options, also, topicList({ width, style })].join('\n');
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

/** `help WORDS…`: the topic or option they name; undefined when there is none. */
export function topicHelp(words: readonly string[], { width, style }: PageStyle): string | undefined {
  const topic = words[0]?.startsWith('--') === true ? undefined : topicOf(words);
  if (topic !== undefined) return pageText(topic.blocks, width, style);
  const flag = known.get(words.join('-').replace(/^-+/, ''));
  if (flag === undefined) return undefined;
  const entries = flag.registry === undefined ? [] : [entryTerms(registries[flag.registry], flag.long)];
  const blocks = [{ heading: optionForm(flag) }, flag.text + noteSentence(flag), { code: [flag.example] }];
  return pageText([...blocks, ...entries], width, style);
}

/** What to say when no topic has this name. */
export function noSuchTopic(words: readonly string[]): string {
  const meant = nearestTopic(words) ?? suggest(words.join('-').replace(/^-+/, ''), known.keys());
  return `there is no topic "${words.join(' ')}"${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}
