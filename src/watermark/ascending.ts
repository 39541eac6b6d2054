// "Events come in order": `bounded` by nothing, so an event is late only when a newer one came before it. Equal times
// are never late.
import { bounded } from './bounded.js';
import { withoutArgument } from './without-argument.js';
import type { WatermarkEntry, WatermarkGenerator } from './generator.js';

export function ascending(): WatermarkGenerator {
  return { ...bounded(0), words: 'the watermark is just below the newest event' };
}

export const entry: WatermarkEntry = {
  name: 'ascending',
  form: 'ascending',
  doc: 'events come in order: the watermark is just below the newest event',
  example: 'ascending',
  parse(args) {
    withoutArgument(args, entry.form);
    return ascending();
  },
};
