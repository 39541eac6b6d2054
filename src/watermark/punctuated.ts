// "The input says it itself": only its `@watermark` lines raise the watermark (SPEC §8). What they claim is kept by
// `Inputs`, for every strategy alike; this one adds nothing to it.
import { withoutArgument } from './without-argument.js';
import { specOf } from '../text/spec.js';
import type { WatermarkEntry, WatermarkGenerator } from './generator.js';

export function punctuated(): WatermarkGenerator {
  return {
    current: () => -Infinity,
    lag: undefined,
    goesOnAfter: undefined,
    asksClock: false,
  };
}

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
  build: punctuated,
  words: () => 'the watermark is what the @watermark lines of the input say',
};
