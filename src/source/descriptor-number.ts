// Which operands are a descriptor in truth: `-`, `fd:N`, and the paths under which the system shows descriptors
// (`<(cmd)` becomes /dev/fd/63). Opening such a path a second time fails for sockets and forgets the position of files.
import type { Operand } from '../model/operand.js';

/** The descriptor's number; undefined for operands that are none. */
export function descriptorNumber(operand: Operand): number | undefined {
  if (operand.kind === 'stdin') return 0;
  if (operand.kind === 'fd') return operand.fd;
  if (operand.kind !== 'file') return undefined;
  if (operand.path === '/dev/stdin') return 0;
  const number = /^\/(?:dev|proc\/self)\/fd\/(\d{1,6})$/.exec(operand.path)?.[1];
  return number === undefined ? undefined : Number(number);
}
