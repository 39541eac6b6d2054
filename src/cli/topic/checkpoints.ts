// Checkpoints (SPEC §10).
import type { Topic } from './topic.js';

export const checkpoints: Topic = {
  name: 'checkpoints',
  aliases: ['checkpoint', 'resume', 'cron'],
  options: ['checkpoint', 'checkpoint-every', 'fresh', 'no-drain'],
  summary: 'stopping and going on without losing or repeating anything',
  blocks: [
    'With `--checkpoint FILE` a run goes on where the last one stopped. When FILE does not exist it starts afresh. The state is written every `--checkpoint-every`, at `{"@checkpoint": ID}` lines (of several inputs: once all have sent it, `help control-lines`), and at a clean stop; the one before is kept as FILE.1.',
    'After a crash, even by SIGKILL, output files are cut back to what the checkpoint knows, so that each row is there exactly once. What others have added to an output after a clean stop is not cut off: the run is refused, or goes on behind it with `--append`. An output that is gone is an error. Into a pipe at least once is all that can be promised; rows then carry a number, `seq`. Lines that leave as they came have none: what `dedup` passes on, duplicates, late events and rejects. Those that went into a pipe since the last checkpoint come again, and the run that goes on names the outputs that have them twice.',
    'At the end of input all windows are closed, and the checkpoint says that the run is complete. For runs that follow each other, as from cron, add `--no-drain`: open windows stay open for what is added later, and a last line without its end is read when it has one. How many bytes wait so, and in which file, is in the account (`-v`, or on a terminal). A compressed file is complete: its last line counts.',
    {
      code: [
        "flowctl --time '$.ts' --window calendar:day --checkpoint state.ckpt --no-drain \\",
        '    -o days.ndjson app.log',
      ],
    },
    'Files are known by identity, not by name, so rotated logs are read to their end. Standard input and sockets have no position: the windows are resumed, and the run says from where the caller has to replay.',
    'An option that changes what the results mean must not change between runs; the difference is shown. `--fresh` starts over. Two runs on one checkpoint: the second exits with status 75. `flowctl checkpoint show FILE` shows what it holds. Several processes in one pipe have one together: `help pipelines`.',
  ],
};
