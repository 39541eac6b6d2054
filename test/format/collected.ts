// A sink that keeps what is written, pending rows in their place.
import { nullSink } from '../../src/sink/null-sink.js';
import { OutputBuffer } from '../../src/sink/output-buffer.js';
import type { Sink } from '../../src/sink/sink.js';

export function collected(): { readonly sink: Sink; readonly text: () => string } {
  const pieces: Buffer[] = [];
  const outgoing = new OutputBuffer((piece) => pieces.push(Buffer.from(piece)));
  const sink: Sink = {
    ...nullSink,
    get bytes() {
      return outgoing.total;
    },
    write: (chunk) => outgoing.append(chunk),
    defer: (pending) => outgoing.pend(pending),
    flushDeferred: () => outgoing.settle(),
  };
  return { sink, text: () => (outgoing.flush(), Buffer.concat(pieces).toString()) };
}
