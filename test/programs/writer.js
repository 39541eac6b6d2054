// Writes numbered lines to the outputs it is given, round robin, and says on standard error what became of them.
// argument: {"outputs": [Destination], "lines": N, "append": bool, "lineBuffered": bool, "resume": OutputPosition}
import { openSink } from '../../dist/sink/open.js';
import { callersDescriptor } from '../../dist/os/descriptor.js';
import { isOutputClosed } from '../../dist/os/closed-output.js';
import { writeSync } from 'node:fs';

const wish = JSON.parse(process.argv[2]);
const say = (value) => writeSync(2, `${JSON.stringify(value)}\n`);
for (const fd of wish.descriptors ?? []) say([fd, callersDescriptor(fd)]);
if (wish.closed) say({ closed: isOutputClosed() });

const taken = new Map();
const options = {
  append: wish.append ?? false,
  lineBuffered: wish.lineBuffered ?? false,
  resume: wish.resume,
  taken,
  notice: (message) => say({ notice: message }),
};
try {
  const sinks = (wish.outputs ?? []).map((output) => openSink(output, options));
  for (let i = 0; i < (wish.lines ?? 0); i++) {
    const sink = sinks[i % sinks.length];
    sink.write(i % 3 === 0 ? Buffer.from(`${i} ${wish.fill ?? ''}\n`) : `${i} ${wish.fill ?? ''}\n`);
    if (sink.full) await sink.drain();
  }
  for (const sink of sinks) await sink.sync();
  const bytes = sinks.map((sink) => sink.bytes);
  for (const sink of sinks) await sink.close();
  if (wish.tell) say({ bytes, rss: process.memoryUsage().rss });
} catch (error) {
  say({ kind: error.kind, message: error.message });
  process.exitCode = 1;
}
