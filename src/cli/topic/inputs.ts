// What the operands can be.
import type { Topic } from './topic.js';

export const inputs: Topic = {
  name: 'inputs',
  aliases: ['input', 'operands', 'sockets', 'files'],
  options: ['accept', 'reconnect', 'follow', 'rotate-wait'],
  summary: 'files, standard input, sockets, option files',
  blocks: [
    'Inputs are operands. Without one, standard input is read.',
    {
      terms: [
        [
          'FILE',
          'A file; compressed ones (gzip, brotli, zstd) are known by their first bytes; what stands behind the end of their data is told of and left out. A byte order mark at the beginning is skipped. Several regular files are read in event-time order.',
        ],
        ['-', 'Standard input.'],
        ['fd:N', 'A descriptor that the caller opened.'],
        ['tcp://HOST:PORT', 'Connects and reads.'],
        [
          'tcp-listen://HOST:PORT',
          'Takes connections, each an input of its own; without HOST on the loopback address only.',
        ],
        [
          'unix:PATH, unix-listen:PATH',
          'The same with a socket in the file system. A socket that an earlier run left behind, and nobody answers at, is replaced; anything else at PATH is left alone, and is an error. The system takes paths of up to 107 bytes (103 on macOS).',
        ],
        [
          'udp-listen://HOST:PORT',
          'Reads datagrams, each one or more lines. Those that come faster than they are read are lost; they are counted, also those that the system dropped where it tells (Linux).',
        ],
      ],
    },
    'A listening input ends after `--accept N` of its connections have ended (default: never). Connections beyond the limit of open files (`ulimit -n`) are refused and counted. A file named like a verb, or with a name that begins with @ or -, is written `./explain`, or stands after `--`.',
    { heading: 'Option files' },
    "`@FILE` reads options from a file: one or more a line, `#` begins a comment, quotes hold a value together (`--where '@.a == \"x\"'`, `'errors=count($.error)'`). FLOWCTL_OPTS in the environment is read the same way. The command line wins over `@FILE`, a later `@FILE` over an earlier one, and all of them over FLOWCTL_OPTS; an option that can be repeated is replaced as a whole.",
  ],
};
