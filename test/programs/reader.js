// Reads the inputs it is given, one after the other, and says what came: bytes, lines, a hash, the pieces.
// argument: {"inputs": [Operand with name], "follow": bool, "park": bool, "slow": ms between reads, "tell": bool}
import { createHash } from 'node:crypto';
import { openSources } from '../../dist/source/open.js';

const wish = JSON.parse(process.argv[2]);
const notices = [];
const options = {
  follow: wish.follow ?? false,
  reconnect: false,
  accept: Infinity,
  notice: (message) => notices.push(message),
};
const into = new Uint8Array(wish.room ?? 1 << 20);
const answers = [];
try {
  for (const source of openSources(wish.inputs, options)) {
    const hash = createHash('sha1');
    const started = performance.now();
    let bytes = 0;
    while (true) {
      const n = await source.read(into);
      if (n === 0) break;
      bytes += n;
      if (!wish.fast) hash.update(into.subarray(0, n));
      if (wish.park) source.park();
      if (wish.slow) await new Promise((resolve) => setTimeout(resolve, wish.slow));
    }
    const seconds = (performance.now() - started) / 1000;
    const { name, live } = source;
    source.close();
    answers.push({
      name,
      live,
      bytes,
      sha1: hash.digest('hex'),
      ...(wish.fast ? { rate: bytes / seconds / 1e6 } : {}),
    });
  }
} catch (error) {
  answers.push({ message: error.message });
}
process.stdout.write(
  JSON.stringify({ answers, notices, ...(wish.tell ? { rss: process.memoryUsage().rss } : {}) }) + '\n',
);
