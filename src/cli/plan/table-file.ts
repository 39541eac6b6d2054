// A file that is read as a whole before the first event: `--table` of join, `--expect` of fill.
import type { ReadSpec } from '../../event/read-spec.js';
import { parseInputFormat } from '../../format/input/index.js';
import type { TableSpec } from '../../plan/plan.js';
import type { Spec } from '../../text/spec.js';
import type { OptionReader } from './option-reader.js';
import { filterOf, parseKey } from './what.js';

/** @param ofEvents the keys of the events, which are those of the rows too unless --table-key says otherwise */
export function tableFile(reader: OptionReader, path: string, ofEvents: ReadSpec['keys']): TableSpec {
  return { path, format: formatOf(reader, path), read: { ...plainly, ...rowsOf(reader, ofEvents) } };
}

/** Such a file has no times. */
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
