// Pipes of several processes (SPEC §16).
import type { Topic } from './topic.js';

export const pipelines: Topic = {
  name: 'pipelines',
  aliases: ['pipeline', 'snapshots', 'exactly-once'],
  options: ['pipeline', 'name'],
  summary: 'several processes in one pipe that are killed and go on as one',
  blocks: [
    'The pipeline of the shell is a dataflow graph: each flowctl is an operator, `tee >(…)` branches it and `<(…)` joins it. With `--pipeline DIR --name NAME` in place of `--checkpoint` its processes save their states together: every one names the same DIR, and a NAME of its own. Control lines go between them: `--control out` before a pipe, `in` behind it, `both` between two.',
    {
      code: [
        "flowctl --time '$.ts' --key '$.path' --window tumbling:1m --control out \\",
        '    --pipeline state --name counts access.log |',
        '  flowctl top 3 --time ts --by count --window tumbling:1h --watermark punctuated --control in \\',
        '    --pipeline state --name busiest -o busiest.ndjson',
      ],
    },
    'A source, a process with an input without control lines, begins snapshot N every `--checkpoint-every`, or when another source has begun it: it saves its state as DIR/NAME/N and sends `{"@checkpoint": N}` down its pipes. Behind them each process saves its own state when that line has come from all its inputs, and passes it on (Chandy and Lamport 1985; Carbone et al. 2015). So N is one moment of the whole graph, with nothing on its way. The first one is taken after a second at the earliest, so that all processes are there.',
    'Whatever dies, one process or all, by SIGKILL or because a disk was full, the rest of the pipe ends too, and the same command goes on from the newest N that every NAME in DIR has saved, or before which it had ended; older ones are removed. Regular files are cut back to the lengths that N knows, so that they have, byte for byte, what one undisturbed run writes. What is in the pipes needs no `seq`. Inputs of the sources have to be files: what a source reads from a pipe has to be sent again. A stop by SIGINT or SIGTERM takes no snapshot: what came since the last one is done again.',
    '`@begin` carries the name of the process that writes and the snapshot it goes on from. Where that is another than the reader goes on from, or one outside of the pipeline writes, the reader fails. The lines of snapshots are not written to regular files, since when one comes is chance.',
    'Other options or another set of names under the same DIR are refused, and the difference is shown. `--fresh`, given to all processes, starts over, and removes a name that takes part no longer. `flowctl checkpoint show DIR` shows the processes, what each reads, and the snapshots they have. Once all have come to their ends the same command writes nothing more; new input is refused.',
  ],
};
