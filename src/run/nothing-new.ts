// A run that goes on from a checkpoint of a complete run (SPEC §10): its windows were all closed, so with nothing new
// there is nothing to do, and anything new would have to be counted in windows that are not there any more.
import type { SavedInput } from '../checkpoint/checkpoint.js';
import type { Job } from '../job.js';
import { Failure } from './failure.js';
import { spoken } from './holder.js';
import { openInputs } from './inputs.js';
import { isUnchanged, placeToGoOn } from './recognise.js';
import type { World } from './world.js';

/**
 * Makes sure that no input has anything new; a pipe is asked, and waited for.
 * @returns the exit status
 * @throws Failure naming the input that has
 */
export async function nothingNew(job: Job, saved: readonly SavedInput[], world: World): Promise<number> {
  const checkpoint = job.checkpoint?.path ?? '';
  const { operands, sources, known } = openInputs(job, saved, (text) => world.say(`flowctl: ${text}`));
  try {
    for (const [i, source] of sources.entries()) {
      const input = saved[known.get(i) ?? -1];
      if (input !== undefined && isUnchanged(operands[i]!, input)) continue;
      if ('accept' in source) throw refusal(checkpoint, `${spoken(source.name)} can only bring new input`);
      const location = input && placeToGoOn(source, operands[i]!, input);
      if (location !== undefined) source.resume?.(location);
      const read = Promise.resolve(source.read(Buffer.alloc(4096)));
      const n = await Promise.race([read, world.stop.asked.then(() => 0)]);
      if (n > 0) throw refusal(checkpoint, `${spoken(source.name)} has new input`);
    }
    return 0;
  } finally {
    for (const source of sources) source.close();
  }
}

function refusal(checkpoint: string, what: string): Failure {
  return new Failure(
    `${what}, but by ${checkpoint} the run is complete and all its windows are closed; ` +
      'start over with --fresh, and add --no-drain to leave windows open for what is added between runs',
  );
}
