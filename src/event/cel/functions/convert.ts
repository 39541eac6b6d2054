// Conversions (cel-spec, "Standard Definitions").
import { work } from '../../jsonpath/work.js';
import { fail, mistyped } from '../fault.js';
import { toDouble } from '../numbers.js';
import { lengthIn, lengthText, momentAt, momentIn, momentText } from '../times.js';
import { Bytes, intValue, isNumber, kindOfValue, Length, Moment, plainNumber, TypeName } from '../values.js';
import { numberInText } from '../../../text/numeric-text.js';
import type { FunctionTable } from './function.js';

const noInt = { is: 'value', what: 'the text is no whole number of 64 bits' } as const;
const noDouble = { is: 'value', what: 'the text is no number' } as const;
const tooLarge = { is: 'value', what: 'the number is beyond 64 bits' } as const;
const noBool = { is: 'value', what: 'the text is neither true nor false' } as const;
const noText = { is: 'value', what: 'the bytes are no UTF-8' } as const;

const bools: Readonly<Record<string, boolean>> = {
  ...{ true: true, True: true, TRUE: true, t: true, '1': true },
  ...{ false: false, False: false, FALSE: false, f: false, '0': false },
};

export const conversions: FunctionTable = {
  int: { form: 'int(NUMBER, TEXT or timestamp)', takes: [1], called: 'alone', gives: 'int', call: toInt },
  double: { form: 'double(NUMBER or TEXT)', takes: [1], called: 'alone', gives: 'double', call: toNumber },
  string: { form: 'string(VALUE)', takes: [1], called: 'alone', gives: 'string', call: toText },
  bool: {
    ...{ form: 'bool(TEXT)', takes: [1], called: 'alone', gives: 'bool' },
    call(value) {
      if (typeof value === 'boolean') return value;
      if (typeof value !== 'string') return mistyped('bool', value);
      return Object.hasOwn(bools, value) ? bools[value] : fail(noBool);
    },
  },
  bytes: {
    ...{ form: 'bytes(TEXT)', takes: [1], called: 'alone', gives: 'bytes' },
    call(value) {
      if (typeof value !== 'string') return value instanceof Bytes ? value : mistyped('bytes', value);
      work(value.length >> 2);
      return new Bytes(Buffer.from(value));
    },
  },
  timestamp: {
    ...{ form: 'timestamp(TEXT or SECONDS)', takes: [1], called: 'alone', gives: 'google.protobuf.Timestamp' },
    call(value) {
      if (value instanceof Moment) return value;
      if (isNumber(value)) return momentAt(plainNumber(value));
      return typeof value === 'string' ? momentIn(value) : mistyped('timestamp', value);
    },
  },
  duration: {
    ...{ form: 'duration(TEXT)', takes: [1], called: 'alone', gives: 'google.protobuf.Duration' },
    call(value) {
      if (value instanceof Length) return value;
      return typeof value === 'string' ? lengthIn(value) : mistyped('duration', value);
    },
  },
  type: {
    ...{ form: 'type(VALUE)', takes: [1], called: 'alone', gives: 'type' },
    call: (value) => new TypeName(kindOfValue(value)),
  },
  dyn: { form: 'dyn(VALUE)', takes: [1], called: 'alone', gives: 'dyn', call: (value) => value },
};

/** Fractions are cut off. */
function toInt(value: unknown): number | bigint | undefined {
  if (value instanceof Moment) return intValue(floorSeconds(value.nanos));
  if (typeof value === 'string')
    return /^[+-]?\d{1,30}$/.test(value) ? (intValue(BigInt(value)) ?? fail(noInt)) : fail(noInt);
  if (!isNumber(value)) return mistyped('int', value);
  const plain = plainNumber(value);
  if (typeof plain === 'bigint') return plain;
  return Number.isFinite(plain) ? (intValue(BigInt(Math.trunc(plain))) ?? fail(tooLarge)) : fail(tooLarge);
}

function floorSeconds(nanos: bigint): bigint {
  const seconds = nanos / 1_000_000_000n;
  return nanos < 0n && seconds * 1_000_000_000n !== nanos ? seconds - 1n : seconds;
}

function toNumber(value: unknown): number | undefined {
  if (isNumber(value)) return toDouble(value);
  if (typeof value !== 'string') return mistyped('double', value);
  const number = numberInText(
    value
      .replace(/^\+/, '')
      .replace(/^(-?)0+(?=\d)/, '$1')
      .replace(/^(-?)\./, '$10.'),
  );
  return Number.isFinite(number) ? number : fail(noDouble);
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return String(plainNumber(value));
  if (value instanceof Moment) return momentText(value);
  if (value instanceof Length) return lengthText(value);
  return value instanceof Bytes ? utf8(value.bytes) : mistyped('string', value);
}

function utf8(bytes: Uint8Array): string | undefined {
  work(bytes.length >> 2);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fail(noText);
  }
}
