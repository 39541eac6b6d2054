// A logging program whose log is rotated: `rotate.js rename|copy|remove FILE TOTAL EACH PAUSE` writes TOTAL lines, in
// pieces that end anywhere, and rotates after EACH of them. Says how many lines it has written.
import { closeSync, copyFileSync, ftruncateSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const [how, file, total, each, between] = process.argv.slice(2).map((word, i) => (i < 2 ? word : Number(word)));
let fd = openSync(file, 'a');
let written = 0;
let generation = 0;

const line = () => `{"t":${written++}}\n`;

const rotations = {
  /** The old file gets a last line when the new one is there already. */
  rename() {
    renameSync(file, `${file}.${++generation}`);
    const next = openSync(file, 'a');
    writeSync(fd, line());
    closeSync(fd);
    fd = next;
  },
  copy() {
    copyFileSync(file, `${file}.${++generation}`);
    ftruncateSync(fd, 0);
  },
  remove() {
    closeSync(fd);
    unlinkSync(file);
    fd = openSync(file, 'a');
  },
};

while (written < total) {
  for (const end = written + each; written < Math.min(end, total);) {
    const text = Array.from({ length: 300 }, line).join('');
    const cut = (written * 31) % text.length;
    writeSync(fd, text.slice(0, cut));
    await pause(written % 7 === 0 ? 1 : 0);
    writeSync(fd, text.slice(cut));
  }
  // Who copies or removes a file loses what was not read yet: that is waited for.
  if (how !== 'rename') await pause(400);
  rotations[how]();
  await pause(between);
}
console.log(written);
