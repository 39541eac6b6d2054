// What makes bytes of row blocks, in this thread (row-block-writer.ts) or in another, which then writes them as well.
import type { Pane } from '../model/pane.js';
import type { BlockStrings } from '../kernel/dictionary.js';
import type { PrintForm } from '../kernel/printer.js';
import type { RowBlock } from '../kernel/row-block.js';
import type { RemoteWriter } from '../sink/remote-writer.js';
import type { KeyValues, ValueCells } from './output/row-layout.js';

/** Rows as blocks have them: what their numbers are of, and what stands around these. */
export interface BlockForm {
  readonly print: PrintForm;
  /** The values; `seq`, where rows have one, stands behind them. */
  readonly cells: readonly ValueCells[];
  readonly keyValues: KeyValues;
  /** What stands behind the key, before the `ts`; undefined for a row that cannot be written so. */
  readonly paneText: (pane: Pane) => string | undefined;
}

export interface BlockPrinter {
  /** The block to put rows in. */
  readonly block: RowBlock;
  /**
   * Prints a block after all before it; in this thread by giving the bytes to `take`.
   * @returns the block to go on with, which is empty
   */
  print(block: RowBlock, strings: BlockStrings, take: (bytes: Uint8Array) => void): RowBlock;
}

/** What a printer in another thread is given. */
export interface PrintRequest {
  readonly form: PrintForm;
  /** Rows of a block. */
  readonly rows: number;
}

/** Prints in another thread, and writes what it prints to a file. */
export interface RemoteBlockPrinter extends BlockPrinter, RemoteWriter {}

/**
 * Gives a printer in another thread.
 * @param fd of the file it writes to; nothing else writes there before it has settled
 * @returns undefined when no thread is free
 */
export type BorrowPrinter = (fd: number, request: PrintRequest) => RemoteBlockPrinter | undefined;
