// What reads an input: where little comes in, nothing but the plain decoder is loaded.
import type { Decoder } from '../format/decoder.js';
import { Framer, type FramerOptions } from '../format/framer.js';
import type { RecordPlan } from '../format/input/input-format.js';
import { openDecoder } from '../format/open-decoder.js';
import { PlainDecoder } from '../format/plain-decoder.js';
import type { KeyTable } from '../event/key-table.js';
import { prepareRuntime } from './v8-flags.js';

/** @param maxLine bytes of the longest record taken */
export function openFramer(recordPlan: RecordPlan, keys: KeyTable, maxLine: number, options: FramerOptions): Framer {
  const openFullDecoder = (): Decoder => {
    prepareRuntime();
    return openDecoder(recordPlan, keys, maxLine);
  };
  const { framing } = recordPlan.format;
  const cutter = framing === 'lines' ? undefined : framing(maxLine);
  return new Framer(new PlainDecoder(recordPlan, keys, maxLine), maxLine, { ...options, cutter, openFullDecoder });
}
