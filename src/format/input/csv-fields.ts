// The fields of a CSV record (RFC 4180): between separators, in quotation marks where they hold any of those, a line end or
// a quotation mark, which is written twice there. A quotation mark in a field that does not begin with one is text.
import type { RecordError } from './input-format.js';

const quote = '"';

/** What a record consists of, or where it is not written as CSV is. */
export function csvFields(record: string, separator: string): readonly string[] | RecordError {
  if (!record.includes(quote)) return record.split(separator);
  const fields: string[] = [];
  for (let at = 0; ;) {
    const quoted = record[at] === quote ? quotedField(record, at) : undefined;
    if (quoted !== undefined && 'error' in quoted) return quoted;
    const end = quoted?.end ?? endOf(record, separator, at);
    fields.push(quoted?.text ?? record.slice(at, end));
    if (end === record.length) return fields;
    if (!record.startsWith(separator, end))
      return { error: 'something follows the quotation mark that ends the field', at: end, reason: 'fields' };
    at = end + separator.length;
  }
}

/** @param open the place of the quotation mark that it begins with */
function quotedField(record: string, open: number): { readonly text: string; readonly end: number } | RecordError {
  let close = record.indexOf(quote, open + 1);
  while (close >= 0 && record[close + 1] === quote) close = record.indexOf(quote, close + 2);
  if (close < 0) return { error: 'the quotation mark that opens here is never closed', at: open, reason: 'fields' };
  return { text: record.slice(open + 1, close).replaceAll('""', quote), end: close + 1 };
}

function endOf(record: string, separator: string, from: number): number {
  const end = record.indexOf(separator, from);
  return end < 0 ? record.length : end;
}

/** The field as a record holds it. */
export function csvField(text: string, separator: string): string {
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll(quote, '""')}"` : text;
}
