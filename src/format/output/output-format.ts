// The seam between rows and their bytes: an output format makes writers, and a writer makes of panes what it writes to a sink.
import type { Pane, WrittenPane } from '../../model/pane.js';
import type { Sink } from '../../sink/sink.js';
import type { Entry } from '../../text/registry.js';
import type { BorrowPrinter } from '../block-printer.js';
import type { RowLayout } from './row-layout.js';

/** Writes the rows of a run. */
export interface RowWriter {
  /** The values stand in cell `slot`, now and not later; the pane is reused by the caller. */
  pane(pane: Pane, slot: number): void;
  /** Takes a row back, with the values it had. */
  retraction(pane: WrittenPane): void;
  /** Numbers of keys may mean others from now on. */
  forgetKeys(): void;
  /** The `seq` of the next row: what a checkpoint records; undefined when rows are not numbered. */
  readonly sequence: number | undefined;
}

/** Rows as text: the readable reference, line ends included. */
export interface RowText {
  pane(pane: Pane, slot: number): string;
  retraction(pane: WrittenPane): string;
}

/** In characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Where rows go. */
export interface RowOutput {
  readonly sink: Sink;
  /** Gives a printer in another thread, if one is free. */
  readonly borrowPrinter?: BorrowPrinter | undefined;
  /** The terminal where rows come out, as large as it is now; without it, or undefined: there is none. */
  readonly terminal?: (() => TerminalSize | undefined) | undefined;
}

export interface OutputFormat extends Entry {
  /** Keys and values stand beside the other members of a row, so that no two may have one name. */
  readonly oneLevel?: true;
  /** Every row has all columns and nothing else: nothing stands between rows, and what has no column is in none. */
  readonly fixedColumns?: true;
  /** What an output begins with; without it, with its first row. */
  readonly heading?: (layout: RowLayout) => string;
  open(layout: RowLayout, to: RowOutput): RowWriter;
}
