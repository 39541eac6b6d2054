// The words of the model, each in a few sentences with an example: `flowctl help pane`, and the glossary of the man page.

export interface Term {
  /** One word, as people look it up. */
  readonly name: string;
  /** Other words for it. */
  readonly aliases?: readonly string[];
  /** Two to four sentences. */
  readonly text: string;
  /** A command line, or an option of one, that shows it. */
  readonly example: string;
}

export const terms: readonly Term[] = [
  {
    name: 'event-time',
    aliases: ['timestamp', 'ts', 'time-of-event'],
    text: 'When an event happened, as it says itself. It decides which windows the event belongs to, whenever it arrives. `--time PATH` says where it stands.',
    example: "--time '$.ts'",
  },
  {
    name: 'processing-time',
    aliases: ['clock', 'arrival', 'wall-clock'],
    text: 'When an event is read, by the clock of the machine or by one in the data (`--clock`). It plays no part in what a window holds, only in when results are written, unless `--time-domain processing` is given.',
    example: "--clock '$.received'",
  },
  {
    name: 'window',
    text: 'A finite part [start, end) of event time over which is computed, for each key by itself. An event at the end of a window belongs to the next one. `--window` says of what kind windows are.',
    example: '--window tumbling:1m',
  },
  {
    name: 'pane',
    aliases: ['panes', 'firing', 'result', 'row'],
    text: 'One result of one window and key: a row of the output. A window writes one pane when it is complete, and if a trigger asks for them others before (early) and after (late). `pane` in the row says which it is, and whether it is the first or the last.',
    example: "--window tumbling:1h --early 'delay(10s)'",
  },
  {
    name: 'watermark',
    aliases: ['completeness'],
    text: 'The time up to which all events are believed to have arrived. Where it passes the last instant of a window, the window is complete and writes its on-time pane; what comes for it after that is late. It never falls. `--watermark` says how it follows the events.',
    example: '--watermark bounded:10s',
  },
  {
    name: 'late',
    aliases: ['lateness', 'late-event', 'late-events', 'late-data', 'late-pane'],
    text: 'An event is late when the watermark has already passed its window. While the window still takes corrections (`--allowed-lateness`), the event corrects it and a late pane is written; after that the event goes to the late stream (`--late`), byte for byte. Nothing is dropped without being counted.',
    example: '--watermark bounded:10s --allowed-lateness 5m --late late.ndjson',
  },
  {
    name: 'allowed-lateness',
    aliases: ['grace', 'grace-period', 'expired'],
    text: 'How long a window takes corrections after the watermark has passed its end. Then the window expires: its state is forgotten, and what comes for it goes to the late stream. It costs memory, and delays no result.',
    example: '--allowed-lateness 5m',
  },
  {
    name: 'trigger',
    aliases: ['fire', 'fires'],
    text: 'Decides when a window writes a pane of what it has. Without one a window writes when the watermark passes its end, and again for every late event. `--early` and `--late-firing` add panes before and after that moment.',
    example: "--trigger 'watermark(early=delay(10s), late=count(1))'",
  },
  {
    name: 'early',
    aliases: ['speculative', 'early-pane'],
    text: 'A pane before its window is complete: a first guess, which the on-time pane replaces or adds to. Early panes are written only if `--early` or `--trigger` asks for them, or when a signal stops a run with windows open.',
    example: "--early 'delay(10s)'",
  },
  {
    name: 'on-time',
    aliases: ['ontime', 'on-time-pane'],
    text: 'The pane that is written when the watermark passes the end of the window. A window has at most one. `--on-time` says whether it is written when it holds nothing new.',
    example: '--on-time if-new',
  },
  {
    name: 'refinement',
    aliases: ['refinements', 'accumulation', 'correction', 'corrections', 'update'],
    text: 'A pane after another of the same window. It holds only what is new, or the whole window so far, or the whole after taking back the pane before: `--accumulation`. Which is right depends on whether the reader adds rows up, replaces them, or groups them again.',
    example: '--accumulation discarding',
  },
  {
    name: 'retraction',
    aliases: ['retractions', 'retract'],
    text: 'A record that takes back a pane written earlier: that row byte for byte, with `"retract":true`. It lets a reader subtract what no longer holds, as when two sessions have become one.',
    example: '--accumulation retracting',
  },
  {
    name: 'reject',
    aliases: ['rejected', 'bad-line', 'dead-letter'],
    text: 'A line that is no usable event: no JSON, no UTF-8, too long, or without a time that can be read. Rejects are counted and the first few shown; `--rejects` keeps all of them, each with its input, line and reason.',
    example: '--rejects bad.ndjson',
  },
];

/** The term of this name; hyphens and blanks are alike. */
export function termOf(name: string): Term | undefined {
  return terms.find((term) => term.name === name || term.aliases?.includes(name) === true);
}
