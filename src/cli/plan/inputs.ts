// The operands as inputs; none means standard input.
import type { NamedOperand } from '../../model/operand.js';
import { buildInputFormat, inputFormatText } from '../../format/input/index.js';
import type { Spec } from '../../text/spec.js';
import { suggest } from '../../text/suggest.js';
import { addressMeant, parseOperand } from '../operand.js';
import { quoted } from '../problem.js';
import { registries } from '../registries.js';
import { verbs } from '../verbs.js';
import type { IdentifyFile } from './check-destinations.js';
import type { OptionReader } from './option-reader.js';

export function inputsOf(
  reader: OptionReader,
  operands: readonly string[],
  placeOf: IdentifyFile,
): readonly NamedOperand[] {
  const names = operands.length === 0 ? ['-'] : operands;
  const inputs = names.flatMap((name) => {
    const input = reader.attempt('', () => parseOperand(name));
    if (input?.kind === 'file' && placeOf(input.path) === undefined) warnOfMissing(reader, name);
    return input === undefined ? [] : [{ ...input, name }];
  });
  if (inputs.filter(({ kind }) => kind === 'stdin').length > 1)
    reader.problems.push({ about: '-', message: 'standard input is named twice; it can be read once' });
  return inputs;
}

/** Whether any input is read as it comes: a pipe, a socket, a file that is followed; not a regular file up to its end. */
export function isLive(reader: OptionReader, inputs: readonly NamedOperand[], placeOf: IdentifyFile): boolean {
  return inputs.some((input) => {
    if (input.kind === 'file') return reader.given('follow') || (placeOf(input.path)?.kind ?? 'file') !== 'file';
    const fd = input.kind === 'stdin' ? 0 : input.kind === 'fd' ? input.fd : undefined;
    return fd === undefined || placeOf(fd)?.kind !== 'file';
  });
}

/** Datagrams come from several senders and may be lost: the first to come is no header of the others. */
export function refuseHeadersOfDatagrams(reader: OptionReader, inputs: readonly NamedOperand[], format: Spec): void {
  if (buildInputFormat(format).hasHeader !== true || !inputs.some(({ kind }) => kind === 'udp-listen')) return;
  const why =
    'datagrams have no header in common, for each may be lost and several senders take turns: name the columns';
  reader.refuse('input-format', why, `${inputFormatText(format)},header=NAMES`);
}

/** A missing file called almost like a verb, or like an address, was hardly meant as a file. */
function warnOfMissing(reader: OptionReader, name: string): void {
  const address = addressMeant(name);
  const hint = address === undefined ? verbMeant(name) : `did you mean ${address}?`;
  if (hint !== undefined) reader.warnings.push(`there is no file ${quoted(name)}; ${hint}`);
}

function verbMeant(name: string): string | undefined {
  const names = verbs.map((verb) => verb.name);
  const verb = /^[a-z]+$/i.test(name) ? suggest(name, names) : undefined;
  const named = Object.values(registries).some((entries) => entries.some((entry) => entry.name === name));
  if (named) return `\`flowctl help ${name}\` says what the word means`;
  if (verb === undefined) return undefined;
  return verb === name ? `a verb comes first: flowctl ${verb} …` : `did you mean flowctl ${verb}?`;
}
