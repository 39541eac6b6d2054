// Only the input's own `@watermark` lines raise the watermark (SPEC §8). What they claim is kept for every strategy alike
// (pipeline/input-watermarks.ts), so the generator has no estimate of its own.
import { withoutArgument } from './without-argument.js';
import { specOf } from '../text/spec.js';
import type { WatermarkEntry } from './generator.js';
import { none } from './none.js';

export const entry: WatermarkEntry = {
  name: 'punctuated',
  form: 'punctuated',
  doc: 'only @watermark lines of the input raise the watermark (with --control in or both)',
  example: 'punctuated',
  parse(args) {
    withoutArgument(args, entry.form);
    return specOf('punctuated');
  },
  text: () => undefined,
  build: none,
  words: () => 'the watermark is what the @watermark lines of the input say',
};
