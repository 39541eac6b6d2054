// What `explain` writes of a join with a table.
import type { TableJoinSpec } from '../../plan/plan.js';
import { parsePath } from '../../event/path.js';
import { shownName } from '../../text/file-name.js';
import type { Planned } from '../plan.js';
import { conditionsText, keysText, timeText, watermarkText, type OperatorTerms } from './stream.js';

export function tableTerms({ job, plan }: Planned, { type, table }: TableJoinSpec): OperatorTerms {
  const [{ recordPlan }] = job.streams;
  const { time } = recordPlan;
  const timed = time === undefined ? '' : `, ${timeText(plan, time)}`;
  const at = recordPlan.keys.map(({ path }) => path.text).join(' and ');
  const keys = keysText(recordPlan);
  return {
    meaning: [
      ['What', `each event is put together with the row of the same ${keys} in a table. ${written[type]}`],
      ['Events', `the key at ${at}${timed}${conditionsText(plan)}`],
      ['Table', tableText(table)],
      ['When', `at once, in the order in which events come. ${watermarkText(job, plan)} It is passed on as it is.`],
    ],
    consequences: [
      ['State', 'all rows of the table, in memory.'],
      ['Late events', 'there are none: an event waits for nothing, and nothing for it.'],
      ['Replays', 'see the table of today, not that of the time of the events; --as-of joins with versions.'],
      ['End of input', 'nothing is held back.'],
    ],
  };
}

const written: Readonly<Record<TableJoinSpec['type'], string>> = {
  inner: 'One that has none is left out.',
  left: 'One that has none is written too.',
  anti: 'Only those that have none are written.',
};

function tableText({ path, format, read: { keys, where } }: TableJoinSpec['table']): string {
  const at = keys.map((key) => parsePath(key.path).text).join(' and ');
  const filters = where.map((text) => `\`${text}\``).join(' and ');
  const which = filters === '' ? '' : `, of the rows for which ${filters} holds`;
  return `${shownName(path)}, written as ${format.is}, with the key at ${at}${which}; the last row of a key counts. It is read as a whole before the first event.`;
}
