// The last step of the build: the program does some typical jobs, and what V8 has compiled by then is kept where
// bin/flowctl finds it. This file is loaded into those runs as well, to get hold of the scripts they are made of.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import vm from 'node:vm';

const here = fileURLToPath(new URL('.', import.meta.url));
const kept = join(here, 'dist/program', `${process.version}-${process.platform}-${process.arch}`);
const model = ['--time', '$.ts', '--key', '$.path', '--window', 'tumbling:1m', '--watermark', 'bounded:10s', '-q'];
const event = '{"ts":"2026-01-01T00:00:00Z","path":"/a","error":true,"latency_ms":12.5}\n';

/** Each goes on from what the one before has left. */
const jobs = [
  [...model, '--agg', 'count', '--agg', 'slow=max($.latency_ms)', '--agg', 'errors=count($.error)'],
  [...model, '--agg', 'sum($.latency_ms)', 'fixtures/demo/access.ndjson'],
  ['--version'],
  ['--help'],
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(kept, { recursive: true });
  for (const job of jobs) {
    const argv = ['--import', import.meta.url, 'bin/flowctl', ...job];
    execFileSync(process.execPath, argv, { cwd: here, input: event.repeat(20), stdio: ['pipe', 'ignore', 'inherit'] });
  }
} else {
  const scripts = new Map();
  vm.Script = class extends vm.Script {
    constructor(source, options) {
      super(source, options);
      scripts.set(basename(options.filename), this);
    }
  };
  process.once('exit', () => {
    for (const [name, script] of scripts) {
      const code = script.createCachedData();
      writeFileSync(join(kept, name), Buffer.concat([code, code]));
    }
  });
}
