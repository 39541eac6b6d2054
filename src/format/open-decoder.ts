// Which decoder a run gets: the scanner in WebAssembly where the machine and the job allow it, else the plain one. The
// results are the same.
import { scanModule } from '../kernel/module.js';
import { ScanningDecoder } from './scanning-decoder.js';
import type { Keys } from '../event/key-table.js';
import { PlainDecoder } from './plain-decoder.js';
import type { RecordPlan } from './input/input-format.js';
import type { Decoder } from './decoder.js';
import { scanFields } from './scan-plan.js';

/**
 * A decoder for one input; all inputs of a run share the table of keys.
 * @param maxRecord bytes of the longest record, of formats whose records are no lines
 * @param compiled gives the scanner's module; another thread may have it already
 */
export function openDecoder(recordPlan: RecordPlan, keys: Keys, maxRecord = Infinity, compiled = scanModule): Decoder {
  const fields = scanFields(recordPlan);
  const module = fields === undefined ? undefined : compiled();
  if (fields === undefined || module === undefined) return new PlainDecoder(recordPlan, keys, maxRecord);
  return new ScanningDecoder(module, recordPlan, fields, keys, { maxRecord });
}

/** Whether lines are read by the plain decoder, which takes ten times as long as the scanner. */
export function readsPlainly(recordPlan: RecordPlan): boolean {
  return scanFields(recordPlan) === undefined || scanModule() === undefined;
}
