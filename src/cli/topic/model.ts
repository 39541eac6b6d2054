// The model in forty lines: the four questions of the Dataflow paper, §2.
import type { Topic } from './topic.js';

export const model: Topic = {
  name: 'model',
  aliases: ['questions', 'dataflow'],
  summary: 'the four questions that every run answers',
  blocks: [
    'Events happen at one time (event time) and arrive at another (processing time), out of order and sometimes very late. Every run answers four questions about them.',
    { heading: 'What is computed?' },
    'Aggregates (`--agg`) of the events of each key (`--key`), of those that pass `--where`.',
    { heading: 'Where in event time?' },
    'In windows (`--window`): finite parts [start, end) of the time that stands in the events (`--time`). Fixed ones, sliding ones, days of a calendar, sessions that grow while a key is active.',
    { heading: 'When in processing time?' },
    'Nobody can know that all events of a window are in. The watermark W (`--watermark`) is what we choose to believe: every event with a time up to W is in. When W reaches the last instant of a window, the window is complete as far as we know, and writes its pane. A trigger (`--trigger`, `--early`, `--late-firing`) may ask for panes before that (early) and after it (late).',
    { heading: 'How do later results relate to earlier ones?' },
    'A pane holds only what is new (discarding), all of the window so far (accumulating), or that after taking back what was written before (retracting): `--accumulation`.',
    { heading: 'And what comes too late?' },
    'A window takes corrections for `--allowed-lateness` after its end; then it is forgotten. An event that no window takes any more is written to the late stream (`--late`), never dropped silently.',
    'With `--window tumbling:1m --watermark bounded:10s --early T --allowed-lateness 5m`:',
    {
      code: [
        'newest event seen      10:00        10:01:10        10:06:10',
        '                         |             |               |',
        'window [10:00, 10:01)    | early panes | late panes    | forgotten: what comes now',
        '                                       on-time pane      goes to the late stream',
      ],
    },
    'One pane of each window is on time; those before it are early, those after it late. `flowctl explain` with your options says what they mean in these words.',
  ],
};
