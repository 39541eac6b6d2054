// Operands name the inputs (SPEC §2): files, standard input, sockets, descriptors. Only the text is looked at here.
import type { Operand } from '../model/operand.js';
import { UsageError } from '../text/usage-error.js';
import { accepted } from '../text/named-value.js';
import { suggest } from '../text/suggest.js';
import { longestSocketPath } from '../os/limits.js';
import { fetchers, schemeSynonyms } from '../text/synonyms.js';

const form =
  'FILE, -, tcp://HOST:PORT, tcp-listen://HOST:PORT, unix:PATH, unix-listen:PATH, udp-listen://HOST:PORT, fd:N';

/** What an input may begin with. */
export const schemes = ['tcp', 'tcp-listen', 'udp-listen', 'unix', 'unix-listen', 'fd'];

/**
 * The input that `text` names. Listening without a host means the loopback address.
 * @throws UsageError for a scheme that is none, a bad port or descriptor, a path that is empty or too long for a socket
 */
export function parseOperand(text: string): Operand {
  if (text === '') throw new UsageError('an input without a name; quote or drop the empty argument', form);
  if (text === '-') return { kind: 'stdin' };
  const named = /^(tcp|tcp-listen|udp-listen):\/\/(.*)$/s.exec(text);
  if (named !== null) return address(named[1] as 'tcp' | 'tcp-listen' | 'udp-listen', named[2]!, text);
  const local = /^(unix|unix-listen):(.*)$/s.exec(text);
  if (local !== null) return { kind: local[1] as 'unix' | 'unix-listen', path: socketPath(local[2]!, text) };
  if (/^fd:/.test(text)) return descriptor(text);
  const scheme = /^([A-Za-z][\w+.-]*):\/\//.exec(text)?.[1];
  if (scheme !== undefined) throw new UsageError(noSuchScheme(text, scheme), form);
  const meant = withSlashes(text);
  if (meant !== undefined)
    throw new UsageError(`"${text}" lacks its slashes; did you mean ${meant}? A file of that name: ./${text}`, form);
  return { kind: 'file', path: text };
}

/** The descriptor `fd:N` names; 0 is standard input. Throws UsageError. */
function descriptor(text: string): Operand {
  const fd = parseDescriptor(text);
  return fd === 0 ? { kind: 'stdin' } : { kind: 'fd', fd };
}

/** N of `fd:N`, a small whole number. Throws UsageError. */
export function parseDescriptor(text: string): number {
  const fd = /^fd:(\d{1,6})$/.exec(text)?.[1];
  if (fd === undefined)
    throw new UsageError(`"${text}" names no descriptor`, 'fd:N, e.g. fd:3; a file of that name: ./fd:x');
  return Number(fd);
}

function address(kind: 'tcp' | 'tcp-listen' | 'udp-listen', rest: string, text: string): Operand {
  const parts = /^(\[[^\]]*\]|[^:/]*):(\d+)$/.exec(rest);
  const port = Number(parts?.[2]);
  if (parts === null) throw new UsageError(`"${text}" has no port, or is no HOST:PORT`, `${kind}://HOST:PORT`);
  const listens = kind !== 'tcp';
  if (port > 65535 || (port === 0 && !listens))
    throw new UsageError(`"${text}": a port is 1 to 65535`, `${kind}://HOST:PORT`);
  const host = parts[1]!.replace(/^\[|\]$/g, '');
  if (host === '' && !listens) throw new UsageError(`"${text}" names no host to connect to`, `${kind}://HOST:PORT`);
  return { kind, host: host === '' ? '127.0.0.1' : host, port };
}

function socketPath(path: string, text: string): string {
  const plain = path.replace(/^\/\/(?=\/|$)/, '');
  if (plain === '') throw new UsageError(`"${text}" names no socket`, 'unix:PATH, unix-listen:PATH');
  const size = Buffer.byteLength(plain);
  if (size > longestSocketPath) throw new UsageError(tooLong(text, size), 'unix:PATH, unix-listen:PATH');
  return plain;
}

function tooLong(text: string, size: number): string {
  return (
    `"${text}": the path of a socket has at most ${longestSocketPath} bytes, this one has ${size}; ` +
    'change to a directory closer to it, or take a shorter name'
  );
}

function noSuchScheme(text: string, scheme: string): string {
  const fetch = Object.hasOwn(fetchers, scheme.toLowerCase()) ? fetchers[scheme.toLowerCase()] : undefined;
  return `"${text}": no input begins with ${scheme}://${fetch === undefined ? likely(text, scheme) : `; let another program fetch it: ${fetch(text)} | flowctl …`}`;
}

function likely(text: string, scheme: string): string {
  const meant = suggest(scheme, schemes, schemeSynonyms);
  if (scheme.toLowerCase() === 'file') return `; a file is named by its path: ${text.slice(7)}`;
  if (meant === undefined) return `; a file of that name: ./${text}`;
  const whole = meant + text.slice(scheme.length);
  return `; did you mean ${isOperand(whole) ? whole : `${meant}://HOST:PORT`}?`;
}

/** The address that `tcp-listen:9999`, `tcp:host:port` or `udp-listen:/127.0.0.1:53` was meant for. */
function withSlashes(text: string): string | undefined {
  const [, scheme, rest = ''] = /^(tcp|tcp-listen|udp|udp-listen):\/?([^/]*)$/.exec(text) ?? [];
  if (scheme === undefined) return undefined;
  const kind = scheme === 'udp' ? 'udp-listen' : scheme;
  const host = /^\d+$/.test(rest) ? (kind === 'tcp' ? 'localhost:' : ':') : '';
  const whole = `${kind}://${host}${rest}`;
  return isOperand(whole) ? whole : `${kind}://HOST:PORT`;
}

function isOperand(text: string): boolean {
  return accepted(text, parseOperand);
}

/** The address that the name of a missing file may stand for: `localhost:9999`, `:9999`, `9999`. */
export function addressMeant(name: string): string | undefined {
  if (/^:?\d{2,5}$/.test(name)) return `tcp-listen://:${name.replace(':', '')}`;
  return /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:]+\]):\d{1,5}$/i.test(name) ? `tcp://${name}` : undefined;
}
