// Values as JSON: whole numbers with all their digits, timestamps and durations as protobuf writes them in JSON, bytes in
// base64 (cel-spec, "JSON Data Conversion").
import { WideNumber } from '../jsonpath/wide-number.js';
import { nodeWork, work } from '../jsonpath/work.js';
import { lengthText, momentText } from './times.js';
import { Bytes, Foreign, Length, Moment, TypeName, type MapValue } from './values.js';

/** The JSON text of a value. A number beyond all doubles is null, as JavaScript has it. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') {
    work(value.length >> 2);
    return JSON.stringify(value);
  }
  if (typeof value === 'bigint') return String(value);
  if (value instanceof WideNumber) return value.digits;
  if (value instanceof Foreign) return JSON.stringify(foreignText(value));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  work(nodeWork);
  if (Array.isArray(value)) return `[${value.map(valueText).join()}]`;
  return `{${Object.entries(value as MapValue)
    .map(([name, member]) => `${JSON.stringify(name)}:${valueText(member)}`)
    .join()}}`;
}

function foreignText(value: Foreign): string {
  if (value instanceof Moment) return momentText(value);
  if (value instanceof Length) return lengthText(value);
  if (value instanceof Bytes) return Buffer.from(value.bytes).toString('base64');
  return value instanceof TypeName ? value.name : value.kind;
}
