// What an output begins with, once: the header of a table of values. A file that has it gets no second one, and to a file
// that begins otherwise no rows are added whose columns would be others.
import { firstBytes } from '../os/first-bytes.js';
import { openedFor } from '../os/descriptor.js';
import { descriptorOf, fileIdOf } from '../os/file-id.js';
import { shownName } from '../text/file-name.js';
import type { Destination } from '../model/destination.js';
import { SinkFailure } from './sink.js';

/** Room for a mark of byte order, and for line ends of two characters. */
const margin = 64;

/**
 * Whether a regular file begins with the heading; a mark of byte order before it and line ends of another system change
 * nothing. undefined where the file cannot be read.
 */
export function beginsWith(path: string, heading: string): boolean | undefined {
  const found = firstBytes(path, Buffer.byteLength(heading) + margin)?.toString();
  return found
    ?.replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .startsWith(heading);
}

/**
 * Asked before any output is opened.
 * @param append whether files are added to
 * @throws SinkFailure when the destination would be added to, and begins with something else
 */
export function refuseOtherHeading(to: Destination, heading: string, append: boolean): void {
  if (to.kind === 'none') return;
  const fd = to.kind === 'file' ? descriptorOf(to.path) : to.kind === 'fd' ? to.fd : 1;
  const path = fd === undefined ? (to as { readonly path: string }).path : `/dev/fd/${fd}`;
  const appends = fd === undefined ? append : openedFor(fd)?.append === true;
  const file = fileIdOf(fd ?? path);
  if (!appends || file?.kind !== 'file' || file.size === 0 || beginsWith(path, heading) !== false) return;
  const name = fd === undefined ? shownName(path) : fd === 1 ? 'standard output' : `descriptor ${fd}`;
  const why = `it does not begin with the header of these rows, ${JSON.stringify(heading.trimEnd())}`;
  throw new SinkFailure('failed', name, `cannot add to ${name}: ${why}; write them to another file`);
}
