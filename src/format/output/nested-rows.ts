// A pane as a line of JSON (SPEC §3). A million rows are ordinary, so a row is a few joined strings and nothing else: the
// text of a window and of a pane's standing are remembered, because neighbouring rows share them.
import type { Pane, WrittenPane } from '../../model/pane.js';
import type { Window } from '../../model/window.js';
import { instantText, type TimeOutput } from '../../text/instant-text.js';
import type { BlockForm } from '../block-printer.js';
import { paneInfoCode, paneInfoText } from '../pane-info.js';
import type { RowText } from './output-format.js';
import type { RowLayout } from './row-layout.js';
import type { RowNumbers } from './row-numbers.js';

export class NestedRows implements RowText {
  readonly #layout: RowLayout;
  readonly #members: readonly string[];
  readonly #numbers: RowNumbers;
  /** The window of the row before, and its text with the name of the next member. */
  #start = NaN;
  #end = NaN;
  #head = '';
  /** The standing (see `paneInfoCode`) and `ts` of the row before, and their text. */
  #code = -1;
  #ts = NaN;
  #standing = '';
  #middle = '';

  constructor(layout: RowLayout, numbers: RowNumbers) {
    this.#layout = layout;
    this.#numbers = numbers;
    this.#members = membersOf(layout);
  }

  pane(pane: Pane, slot: number): string {
    const { cells } = this.#layout;
    const members = this.#members;
    let row = this.#opening(pane);
    for (let i = 0; i < cells.length; i++) row += members[i]! + cells[i]!.text(slot);
    return row + this.#ending('');
  }

  /** The line it had, and `"retract":true`. */
  retraction(pane: WrittenPane): string {
    const members = this.#members;
    let row = this.#opening(pane);
    for (let i = 0; i < members.length; i++) row += members[i]! + pane.values[i]!;
    return row + this.#ending(',"retract":true');
  }

  #opening(pane: Pane): string {
    return this.#headOf(pane.window) + this.#layout.keyText(pane.key) + this.#middleOf(pane);
  }

  #ending(retract: string): string {
    return `${retract}${this.#numbers.takeMember()}}\n`;
  }

  #headOf(window: Window): string {
    if (window.start === this.#start && window.end === this.#end) return flat(this.#head);
    this.#start = window.start;
    this.#end = window.end;
    return (this.#head = windowText(window, this.#layout) + ',"key":');
  }

  #middleOf(pane: Pane): string {
    const code = paneInfoCode(pane);
    if (pane.ts === this.#ts && code === this.#code && code >= 0) return flat(this.#middle);
    if (code !== this.#code || code < 0) this.#standing = flat(standing(pane, this.#layout));
    this.#ts = pane.ts;
    this.#code = code;
    return (this.#middle = this.#standing + instantText(pane.ts, this.#layout.times));
  }
}

/** What a row begins with. */
export function windowText({ start, end }: Window, { windows, times }: Pick<RowLayout, 'windows' | 'times'>): string {
  if (windows === 'count') return `{"window":{"from":${start},"to":${end}}`;
  return `{"window":${windowValue({ start, end }, times)}`;
}

/** A window of event time as JSON. */
export function windowValue({ start, end }: Window, times: TimeOutput): string {
  if (start === -Infinity && end === Infinity) return 'null';
  return `{"start":${instantText(start, times)},"end":${instantText(end, times)}}`;
}

/** The same for rows by the block; undefined where instants are written as the printer cannot. */
export function nestedBlocks(layout: RowLayout): BlockForm | undefined {
  const { windows, times, sequence, keys, cells, keyValues } = layout;
  if (times !== 'iso' && times !== 'ms') return undefined;
  const [start, end] = windows === 'count' ? ['from', 'to'] : ['start', 'end'];
  const members = membersOf(layout);
  const [first = '', ...betweenKeys] = keys.map((name, i) => `${i === 0 ? '' : ','}${JSON.stringify(name)}:`);
  return {
    ...{ cells, keyValues },
    paneText: (pane) => `}${standing(pane, layout)}`,
    print: {
      range: [`{"window":{"${start}":`, `,"${end}":`, `},"key":{${first}`],
      unbounded: `{"window":null,"key":{${first}`,
      keys: keys.length,
      betweenKeys,
      ordinals: windows === 'count',
      dates: times === 'iso',
      members: sequence === undefined ? members : [...members, ',"seq":'],
      ending: '}\n',
    },
  };
}

/** `,"count":` … before each value. */
function membersOf({ values }: RowLayout): readonly string[] {
  return values.map((name) => `,${JSON.stringify(name)}:`);
}

/** What stands between the key and the `ts`. */
export function standing(pane: Pane, { pane: mode }: RowLayout): string {
  const info = paneInfoText(pane, mode);
  return info === '' ? ',"ts":' : `,"pane":{${info}},"ts":`;
}

/**
 * The same text in one piece. What is joined together stays a tree of its pieces until it is looked into, and a tree
 * that goes into a million rows would be walked a million times.
 */
function flat(text: string): string {
  text.charCodeAt(0);
  return text;
}
