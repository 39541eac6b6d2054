// Places that outputs go to, in words.
import type { Destination } from '../../model/destination.js';
import { shownName } from '../../text/file-name.js';

export function placeName(destination: Destination): string {
  if (destination.kind === 'file') return shownName(destination.path);
  if (destination.kind === 'fd') return `descriptor ${destination.fd}`;
  return destination.kind === 'stdout' ? 'standard output' : 'nowhere';
}
