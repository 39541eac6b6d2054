// Why an evaluation failed. A failure is the value undefined, which no expression has otherwise: it costs no exception,
// and && and || can go on (cel-spec, "Logical Operators"). The reason is kept beside it, for reports.
import { kindOfValue, type CelKind } from './values.js';

export type CelFault =
  | { readonly is: 'missing'; readonly member: string }
  | { readonly is: 'kind'; readonly operation: string; readonly values: readonly unknown[] }
  | { readonly is: 'value'; readonly what: string };

let last: CelFault = { is: 'value', what: 'nothing' };

/** The evaluation fails, whatever value was to come of it. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the type of the value, not of the reason
export function fail<Value>(fault: CelFault): Value | undefined {
  last = fault;
  return undefined;
}

/** The evaluation fails: an operation on values that it is not for. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as above
export function mistyped<Value>(operation: string, ...values: readonly unknown[]): Value | undefined {
  return fail({ is: 'kind', operation, values });
}

/** Why the last evaluation failed that did. */
export function lastFault(): CelFault {
  return last;
}

const words: Readonly<Record<CelKind, string>> = {
  ...{ bool: 'true or false', int: 'a number', double: 'a number', string: 'text', bytes: 'bytes', list: 'a list' },
  ...{ map: 'an object', null_type: 'null', type: 'a type', dyn: 'a value' },
  ...{ 'google.protobuf.Timestamp': 'a timestamp', 'google.protobuf.Duration': 'a duration' },
};

/** The kind of a value, in words for people. */
export function kindWords(value: unknown): string {
  return words[kindOfValue(value)];
}

/** As a clause: `host is missing`, `text and a number have no -`, `division by zero`. */
export function faultText(fault: CelFault): string {
  if (fault.is === 'missing') return `${fault.member} is missing`;
  if (fault.is === 'value') return fault.what;
  const [first, ...others] = fault.values.map(kindWords);
  return others.length === 0
    ? `${fault.operation} is not for ${first!}`
    : `${fault.operation} is not for ${[first, ...others].join(' and ')}`;
}
