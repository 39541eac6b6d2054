// "Events come in order": `bounded` by nothing, so an event is late only when a newer one came before it. Equal times
// are never late.
import { bounded } from './bounded.js';
import { withoutArgument } from './without-argument.js';
import { specOf } from '../text/spec.js';
import type { WatermarkEntry, WatermarkGenerator } from './generator.js';

export function ascending(): WatermarkGenerator {
  return bounded(0);
}

export const entry: WatermarkEntry = {
  name: 'ascending',
  form: 'ascending',
  doc: 'events come in order: the watermark is just below the newest event',
  example: 'ascending',
  parse(args) {
    withoutArgument(args, entry.form);
    return specOf('ascending');
  },
  text: () => undefined,
  build: ascending,
  words: () => 'the watermark is just below the newest event',
};
