// Late events on their way out (SPEC §3): raw, so that the file can be fed to flowctl again, or annotated with the
// reason and the windows that refused them.
import type { Batch } from '../model/batch.js';
import { isoDuration } from '../text/duration.js';
import type { LateVerdict } from '../model/late.js';
import { instantText } from '../text/instant-text.js';
import type { TimeOutput } from '../text/instant-text.js';
import { HeadedRecords } from './headed-records.js';
import type { InputFormat } from './input/input-format.js';
import type { Sink } from '../sink/sink.js';

/** Writes one late event of a stream. */
export type LateWriter = (stream: number, batch: Batch, row: number, verdict: LateVerdict) => void;

/** Each event as the record it came in, so that the output can be fed in again. */
export function rawLate(sink: Sink, formats: readonly InputFormat[]): LateWriter {
  const remedy = '--late-format annotated writes each late event with its members';
  const records = new HeadedRecords({ sinks: [sink], formats, remedy });
  return (stream, batch, row) => sink.write(records.line(stream, batch, row));
}

/**
 * Each event with its verdict.
 * @param eventText the event as JSON text, with `--each` the piece in it
 */
export function annotatedLate(
  sink: Sink,
  eventText: (stream: number, batch: Batch, row: number) => string,
  as: TimeOutput,
): LateWriter {
  return (stream, batch, row, verdict) =>
    sink.write(`{"event":${eventText(stream, batch, row)},${verdictMembers(verdict, as)}}\n`);
}

function verdictMembers({ reason, ts, watermark, windows }: LateVerdict, as: TimeOutput): string {
  const refused = windows.map(
    ({ start, end, lateBy }) =>
      `{"start":${instantText(start, as)},"end":${instantText(end, as)},"lateBy":${lateByText(lateBy)}}`,
  );
  const times = `"ts":${instantText(ts, as)},"watermark":${instantText(watermark, as)}`;
  return `"reason":"${reason}",${times},"windows":[${refused.join(',')}]`;
}

/** null where there is no telling: W is at the end of time, or the window would never have expired. */
function lateByText(lateBy: number): string {
  return Number.isFinite(lateBy) ? `"${isoDuration(lateBy)}"` : 'null';
}
