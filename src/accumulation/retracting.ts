// A pane stands for the whole window so far and is preceded by the pane it replaces, taken back (Dataflow paper §2.3,
// SPEC §7): consumers that group anew, by another key or by merged sessions, can subtract and add.
import type { Accumulation } from './accumulation.js';

export const retracting: Accumulation = {
  name: 'retracting',
  form: 'retracting',
  doc: 'each pane holds the whole window so far, after a record that takes back the pane before',
  example: 'retracting',
  keeps: true,
  retracts: true,
};
