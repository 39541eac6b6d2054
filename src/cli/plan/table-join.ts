// `flowctl join --table FILE`: one stream, and a file that is read as a whole.
import type { ReadSpec } from '../../event/read-spec.js';
import { parseInputFormat } from '../../format/input/index.js';
import type { TableJoinSpec } from '../../plan/plan.js';
import type { Spec } from '../../text/spec.js';
import { sideModel, typeAmong } from './join-side.js';
import type { OptionReader } from './option-reader.js';
import { filterOf, parseKey } from './what.js';

/** The stream and the operator that the options mean. */
export async function tableModel(reader: OptionReader) {
  const { findings, stream, clock, zones } = await sideModel(reader, 'left');
  reader.join(findings);
  refuseOther(reader);
  const { keys } = stream.read;
  if (keys.length === 0) reader.lack('key', 'by which value of an event is its row in the table found?');
  const path = reader.options.table ?? '';
  const operator: TableJoinSpec = {
    is: 'table-join',
    type: typeAmong(
      reader,
      ['inner', 'left', 'anti'],
      'no type of --table, which joins each event with one row or none',
    ),
    table: { path, format: formatOf(reader, path), read: { ...plainly, ...rowsOf(reader, keys) } },
  };
  const files = [{ kind: 'file' as const, path }];
  return { streams: [stream], steps: [{ operator, from: [stream.name] }], files, ...{ clock, zones, triggerText: '' } };
}

/** A table has no times. */
const plainly = { time: null, clock: null, timeFormat: 'auto', zone: 'UTC', columns: [], each: null, control: false };

function rowsOf(reader: OptionReader, ofEvents: ReadSpec['keys']): Pick<ReadSpec, 'keys' | 'where' | 'numericText'> {
  const numericText = reader.given('numeric-text');
  const own = reader.readAll('table-key', parseKey);
  const keys = own.length === 0 ? ofEvents : own;
  if (own.length > 0 && own.length !== ofEvents.length)
    reader.refuse(
      'table-key',
      `its parts are compared in order, and there are ${ofEvents.length} of events and ${own.length} of the table`,
    );
  return { keys, where: reader.readAll('right-where', (text) => filterOf(text, numericText)), numericText };
}

/** By its name, unless it is given. */
function formatOf(reader: OptionReader, path: string): Spec {
  const [, extension] = /\.(csv|tsv|json)(?:\.(?:gz|zst|br))?$/i.exec(path) ?? [];
  return reader.read('right-input-format', parseInputFormat, parseInputFormat(extension?.toLowerCase() ?? 'ndjson'));
}

function refuseOther(reader: OptionReader): void {
  if (reader.given('right-key')) reader.refuse('right-key', 'the key of a table is --table-key', '--table-key PATH');
  for (const name of ['right-time', 'right-time-format', 'right-watermark'] as const)
    if (reader.given(name)) reader.refuse(name, 'a table has no times');
  if (reader.given('allowed-lateness')) reader.refuse('allowed-lateness', 'nothing is late that waits for nothing');
  if (reader.given('max-rows')) reader.refuse('max-rows', 'no events are held where there is a table');
}
