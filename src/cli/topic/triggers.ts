// When in processing time: the triggers, from their registry.
import { triggers as entries } from '../../trigger/index.js';
import { entryTerms, type Topic } from './topic.js';

export const triggers: Topic = {
  name: 'triggers',
  aliases: ['trigger'],
  options: ['trigger', 'early', 'late-firing', 'allow-unsafe-trigger'],
  summary: 'when a window writes: at its end, early, late, every so often',
  blocks: [
    '`--trigger T` says when a window writes a pane. T is `NAME` or `NAME(ARG, …)`; parts may be triggers themselves.',
    entryTerms(entries, 'trigger'),
    '`--early T` and `--late-firing T` are short for `watermark(early=T, late=T)`, which is what most runs want: results every so often while a window fills, one when it is complete, and one for each correction.',
    'A pane is written only when something is new since the pane before; `--on-time` and `--closing` make exceptions.',
    'A trigger that can finish while data may still come (`count(3)` alone; `watermark` with `--allowed-lateness`) would drop what follows. It is refused unless `--allow-unsafe-trigger` is given; wrap it in `repeat(…)` instead. Events of a window whose trigger has finished go to the late stream as closed.',
    'delay and aligned ask the clock (`--clock`); with `--clock wall` two runs over the same input may then write different panes.',
  ],
};
