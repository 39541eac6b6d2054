// A system error of an output, as the failure that the run acts upon (SPEC §9): a reader that left is no disk that is
// full, and ends the run in silence.
import { systemCode, systemWords } from '../os/error-text.js';
import { SinkFailure } from './sink.js';

/** @param sink the output's name, for the message `cannot write late.ndjson: No space left on device` */
export function failure(sink: string, error: unknown): SinkFailure {
  if (error instanceof SinkFailure) return error;
  const code = systemCode(error);
  const kind = code === 'EPIPE' || code === 'ECONNRESET' ? 'gone' : 'failed';
  return new SinkFailure(kind, sink, `cannot write ${sink}: ${systemWords(error)}`);
}
