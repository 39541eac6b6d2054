// DEST (SPEC §2): where records of one kind go. Only the text is looked at; whether a descriptor is open is found out
// when it is used.
import type { Destination } from '../model/destination.js';
import { UsageError } from '../text/usage-error.js';
import { parseDescriptor } from './operand.js';

const form = 'FILE, - (standard output), fd:N or none';

/**
 * The destination that `text` names.
 * @throws Misuse for an empty name, descriptor 0, or what looks like an input
 */
export function parseDestination(text: string): Destination {
  if (text === '') throw new UsageError('the name of the output is empty', form);
  if (text === '-') return { kind: 'stdout' };
  if (text === 'none') return { kind: 'none' };
  if (/^[A-Za-z][\w+.-]*:\/\//.test(text)) throw new UsageError(`"${text}": an output is a file or a descriptor`, form);
  if (!text.startsWith('fd:')) return { kind: 'file', path: text };
  const fd = parseDescriptor(text);
  if (fd === 0) throw new UsageError('"fd:0" is standard input', form);
  return fd === 1 ? { kind: 'stdout' } : { kind: 'fd', fd };
}
