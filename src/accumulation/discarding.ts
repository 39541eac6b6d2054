// A pane stands for what came since the pane before (Dataflow paper §2.3): consumers add panes up themselves.
import type { Accumulation } from './accumulation.js';

export const discarding: Accumulation = {
  name: 'discarding',
  form: 'discarding',
  doc: 'each pane holds only what came since the pane before',
  example: 'discarding',
  keeps: false,
  retracts: false,
};
