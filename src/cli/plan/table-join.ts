// `flowctl join --table FILE`: one stream, and a file that is read as a whole.
import type { TableJoinSpec } from '../../plan/plan.js';
import { sideModel, typeAmong } from './join-side.js';
import type { OptionReader } from './option-reader.js';
import { tableFile } from './table-file.js';

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
    table: tableFile(reader, path, keys),
  };
  const files = [{ kind: 'file' as const, path }];
  return { streams: [stream], steps: [{ operator, from: [stream.name] }], files, ...{ clock, zones, triggerText: '' } };
}

function refuseOther(reader: OptionReader): void {
  if (reader.given('right-key')) reader.refuse('right-key', 'the key of a table is --table-key', '--table-key PATH');
  for (const name of ['right-time', 'right-time-format', 'right-watermark'] as const)
    if (reader.given(name)) reader.refuse(name, 'a table has no times');
  if (reader.given('allowed-lateness')) reader.refuse('allowed-lateness', 'nothing is late that waits for nothing');
  if (reader.given('max-rows')) reader.refuse('max-rows', 'no events are held where there is a table');
}
