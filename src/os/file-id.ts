// What stands behind a path or a descriptor, whatever it is called: device and inode. Two destinations with one place
// are one sink; an output with the place of an input is a mistake, found before the file is emptied.
import { fstatSync, statSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { systemName } from '../text/file-name.js';

export interface FileId {
  /** `device:inode`. */
  readonly id: string;
  readonly kind: 'file' | 'directory' | 'pipe' | 'socket' | 'device';
  /** Bytes, of regular files. */
  readonly size: number;
}

/** The place that a path leads to or a descriptor stands for; undefined where there is nothing (yet). */
export function fileIdOf(target: string | number): FileId | undefined {
  try {
    const options = { bigint: true } as const;
    const stats = typeof target === 'number' ? fstatSync(target, options) : statSync(systemName(target), options);
    return { id: `${stats.dev}:${stats.ino}`, kind: kindOf(stats), size: Number(stats.size) };
  } catch {
    return undefined;
  }
}

/** N of `/dev/fd/N`, `/dev/stdout` and their like: to be used as the descriptor it is, not opened a second time. */
export function descriptorOf(path: string): number | undefined {
  const standard = /^\/dev\/std(in|out|err)$/.exec(path)?.[1];
  if (standard !== undefined) return ['in', 'out', 'err'].indexOf(standard);
  const number = /^\/(?:dev|proc\/self)\/fd\/(\d{1,6})$/.exec(path)?.[1];
  return number === undefined ? undefined : Number(number);
}

function kindOf(stats: BigIntStats): FileId['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  if (stats.isFIFO()) return 'pipe';
  return stats.isSocket() ? 'socket' : 'device';
}
