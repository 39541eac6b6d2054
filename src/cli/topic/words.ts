// The words that `flowctl help` has beside the names of options: topics, terms, and what the registries have. A term
// that is another word for a topic is left out.
import { registries } from '../registries.js';
import { topicOf, topics } from './index.js';
import { terms } from './terms.js';

export const helpWords: readonly string[] = [
  ...new Set([
    ...topics.map(({ name }) => name),
    ...terms.map(({ name }) => name).filter((name) => topicOf([name]) === undefined),
    ...Object.values(registries).flatMap((entries) => entries.map(({ name }) => name)),
  ]),
];
