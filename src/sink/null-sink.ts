// `--late none`: a sink that takes everything and keeps nothing.
import type { Sink } from './sink.js';

const done = (): Promise<void> => Promise.resolve();

export const nullSink: Sink = {
  name: 'none',
  place: undefined,
  full: false,
  idle: true,
  bytes: 0,
  begin: () => undefined,
  write: () => undefined,
  defer: (pending) => pending.flushDeferred(() => undefined),
  flushDeferred: () => undefined,
  drain: done,
  sync: done,
  reopen: done,
  close: done,
};
