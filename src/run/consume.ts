// A batch goes to the engine: rows in bulk where it can take them so, one by one where it cannot, and between them, at
// their places, the lines that are no events.
import type { ControlLine, Reject } from '../model/batch.js';
import type { Instant } from '../model/instant.js';
import type { Engine } from '../pipeline/pipeline.js';
import type { Input } from './input.js';

/** What is to be done with the lines that are no events. */
export interface NonEvents {
  reject(reading: Input, reject: Reject): void;
  /** Returns true when consuming has to pause here: a checkpoint is to be taken. */
  control(reading: Input, line: ControlLine): boolean;
}

/**
 * Consumes the reading's batch up to its end, or until its own watermark is above `bound`, or an aside asks for a pause
 * (then true is returned, and consuming goes on later).
 */
export function consume(reading: Input, engine: Engine, asides: NonEvents, bound: Instant): boolean {
  const { batch, input } = reading;
  if (batch === undefined) return false;
  for (;;) {
    const next = batch.nonEvents[reading.aside];
    if (next !== undefined && next.before <= reading.row) {
      reading.aside++;
      if (next.kind === 'reject') asides.reject(reading, next);
      else if (asides.control(reading, next)) return true;
      if (engine.inputWatermark(input) > bound) return false;
      continue;
    }
    const to = next?.before ?? batch.length;
    if (reading.row >= to) return false;
    reading.row = engine.processRun(input, batch, reading.row, to, bound);
    if (engine.inputWatermark(input) > bound) return false;
    if (reading.row < to) engine.processElement(input, batch, reading.row++);
    if (engine.inputWatermark(input) > bound) return false;
  }
}
