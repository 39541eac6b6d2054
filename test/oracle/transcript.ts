// Reads fixtures/transcripts/*.txt. A transcript is a run told line by line (the syntax is in fixtures/transcripts/README.md):
// a head of flags, then steps, each with what it brings. What it reads is steps and expectations; it judges nothing.
import { parseDuration } from '../../src/text/duration.js';
import type { Instant } from '../../src/model/instant.js';
import type { Event, Flags, Step } from './scenario.js';
import { readTime } from './transcript-time.js';

export interface Transcript {
  /** The prose of the head: what the behaviour is, and whose. */
  readonly prose: readonly string[];
  readonly flags: Flags;
  readonly inputs: number;
  /** Which aggregate the rows show. */
  readonly values: 'list' | 'sum' | 'count';
  /** How instants are shown where the transcript is told as it should have been. */
  readonly times: 'ms' | 'clock' | 'iso';
  /** The transcript is wrong on purpose, for this reason. */
  readonly mustFail: string | undefined;
  readonly lines: readonly Line[];
}

/** A line of the body: something happens, or something was expected of what happened since the last expectation. */
export type Line =
  | { readonly is: 'step'; readonly number: number; readonly step: Step }
  | { readonly is: 'row' | 'late'; readonly number: number; readonly text: string }
  | { readonly is: 'nothing'; readonly number: number }
  | { readonly is: 'out'; readonly number: number; readonly at: Instant };

export function readTranscript(text: string): Transcript {
  const head: Record<string, string> = {};
  const flags: Record<string, string> = {};
  const prose: string[] = [];
  const lines: Line[] = [];
  let now: Instant = -Infinity;
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const [, flag, value = ''] = /^--([a-z-]+)(?: (.*))?$/.exec(line) ?? [];
    const [, name, said] = /^(values|times|inputs|mustFail): (.*)$/.exec(line) ?? [];
    if (line === '') continue;
    else if (line.startsWith('#')) prose.push(line.slice(1).trim());
    else if (flag !== undefined) flags[flag] = value.replace(/^'(.*)'$/, '$1');
    else if (name !== undefined) head[name] = said!;
    else for (const read of readLine(line, i + 1, now)) lines.push(read);
    const last = lines.at(-1);
    if (last?.is === 'step' && last.step.is === 'clock') now = last.step.now;
  }
  return {
    prose,
    flags,
    lines,
    inputs: Number(head['inputs'] ?? 1),
    values: (head['values'] ?? 'list') as Transcript['values'],
    times: (head['times'] ?? 'ms') as Transcript['times'],
    mustFail: head['mustFail'],
  };
}

function readLine(line: string, number: number, now: Instant): readonly Line[] {
  const [word = '', ...words] = line.split(/\s+/);
  const input = Number(words.find((w) => w.startsWith('input='))?.slice(6) ?? 1) - 1;
  const [first = ''] = words;
  const step = (made: Step): readonly Line[] => [{ is: 'step', number, step: made }];
  switch (word) {
    case '>':
      return readEvents(words, input).map((event) => ({ is: 'step', number, step: { is: 'event', event } }));
    case 'clock':
      return step({ is: 'clock', now: first.startsWith('+') ? now + parseDuration(first.slice(1)) : readTime(first) });
    case 'watermark':
      return step({ is: 'watermark', input, at: first === 'max' ? Infinity : readTime(first) });
    case 'idle':
      return step({ is: 'idle', input });
    case 'end':
      return step(words.length === 0 ? { is: 'finish' } : { is: 'end', input });
    case 'out':
      return [{ is: 'out', number, at: readTime(first) }];
    case '=':
      return words.length === 0 ? [{ is: 'nothing', number }] : [{ is: 'row', number, text: words.join(' ') }];
    case 'late':
    case 'closed':
    case 'future':
    case 'no-window':
    case 'gap':
      return [{ is: 'late', number, text: [word, ...words].join(' ') }];
    default:
      throw new Error(`line ${number} is no line of a transcript: ${line}`);
  }
}

/** `> 5@2s 7@3s key=a`: elements, then what holds for all of them. */
function readEvents(words: readonly string[], input: number): readonly Event[] {
  const of = (name: string): string | undefined =>
    words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  const [clock, gap] = [of('clock'), of('gap')];
  const shared = {
    input,
    key: of('key') ?? '',
    ...(clock === undefined ? {} : { clock: readTime(clock) }),
    ...(gap === undefined ? {} : { gap: gap === 'none' ? NaN : parseDuration(gap) }),
    ...(words.includes('filtered') ? { filtered: true } : {}),
  };
  return words
    .filter((word) => /^-?\d/.test(word))
    .map((word) => {
      const [value = '', at = value] = word.split('@');
      return { ...shared, value: Number(value), ts: readTime(at) };
    });
}
