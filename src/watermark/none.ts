// No estimate: the watermark stays at −∞ to the end of the input, so nothing is late and nothing on time before it.
import { withoutArgument } from './without-argument.js';
import { specOf } from '../text/spec.js';
import type { WatermarkEntry, WatermarkGenerator } from './generator.js';

export function none(): WatermarkGenerator {
  return {
    current: () => -Infinity,
    lag: undefined,
    goesOnAfter: undefined,
    asksClock: false,
  };
}

export const entry: WatermarkEntry = {
  name: 'none',
  form: 'none',
  doc: 'no watermark before the end of the input, so nothing is late',
  example: 'none',
  parse(args) {
    withoutArgument(args, entry.form);
    return specOf('none');
  },
  text: () => undefined,
  build: none,
  words: () => 'there is no watermark before the end of the input, so nothing is late',
};
