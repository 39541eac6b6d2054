// A pane stands for the whole window so far (Dataflow paper §2.3): consumers overwrite what they have.
import type { Accumulation } from './accumulation.js';

export const accumulating: Accumulation = {
  name: 'accumulating',
  form: 'accumulating',
  doc: 'each pane holds the whole window so far and replaces the pane before',
  example: 'accumulating',
  keeps: true,
  retracts: false,
};
