// The content of fixtures/checkpoint/version-1.ckpt: something of everything that a checkpoint may hold. The file was
// written once, by the first flowctl that had checkpoints, and is never written again.
import { join } from 'node:path';
import type { Saved } from '../../src/model/saved.js';

export const fixture = join(import.meta.dirname, '../../fixtures/checkpoint/version-1.ckpt');

export const versionOne: Saved = {
  zones: '2025c',
  written: 1_767_225_600_000,
  meaning: { window: 'tumbling:1m', key: '$.path', tz: 'UTC' },
  drained: false,
  inputs: [
    {
      name: 'app.log',
      operand: 'app.log',
      position: { offset: 4211, line: 17 },
      begun: { rows: 1, asides: 0 },
      location: { device: '65024', inode: '131', head: 'eyJ0cyI6MX0K', offset: 4000 },
      finished: false,
      size: 0,
    },
    {
      name: 'tcp-listen://localhost:9000#1',
      operand: 'tcp-listen://localhost:9000',
      position: { offset: 80, line: 2 },
      begun: { rows: 0, asides: 0 },
      location: null,
      finished: true,
      size: 0,
    },
  ],
  outputs: { results: { place: '65024:132', length: 99 }, late: null, rejects: null, sequence: 7, promised: -Infinity },
  passOn: '{"@checkpoint":"é"}\n',
  told: { rejects: 0, late: 1 },
  standing: {
    watermark: -Infinity,
    processing: 5,
    openWindows: 2,
    keys: 2,
    lines: 19,
    events: 18,
    late: 1,
    rejected: 0,
  },
  account: { lines: 19, behind: { bins: [[3, 1], [4, 2], [5, 3], [-1, 4]] } }, // prettier-ignore
  keys: { size: 5, parts: ['"/a"', '"/ü"', '"\ud83d\ude00"', '"\ud83d"', 'null'] },
  engine: {
    doubles: Float64Array.of(0.5, -0, Infinity, -Infinity),
    ends: Float64Array.of(1_767_225_660_000, 1_767_225_720_000, 1_767_225_660_000),
    integers: Int32Array.of(-1, 70_000, 3, 2),
    flags: Uint8Array.of(1, 1, 1),
    residues: [[0, -(2n ** 70n), -3]],
    states: [null, 3, null, 1, { late: false, part: 2 }],
    open: [true, false, true, true],
    panes: Array.from({ length: 4 }, (_, i) => ({
      index: i,
      values: [`${i}`, '"x"'],
      window: { start: i, end: i + 1 },
    })),
    seen: [['1', '2'], [], ['3'], ['4', '5', '6'], ['7']],
  },
};
