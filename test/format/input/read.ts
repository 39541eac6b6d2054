// A line read by one of the line formats, for tests: its record, once it is certain that its JSON text says the same.
import { expect } from 'vitest';
import type { RecordReader } from '../../../src/format/input/input-format.js';

/** The members of a line, or what is wrong with it and where. */
export function reading(reader: RecordReader): (line: string) => unknown {
  return (line) => {
    const found = reader.read(line);
    if ('error' in found) return [found.at, found.error];
    expect(JSON.parse(found.text)).toStrictEqual(found.record);
    return found.record;
  };
}

/** The JSON text of a line's record. */
export function textOf(reader: RecordReader, line: string): string {
  const found = reader.read(line);
  return 'error' in found ? found.error : found.text;
}

/** Lines that are likely to hurt: long, deep, full of quotes, brackets and backslashes. */
export const hostile: readonly string[] = [
  '',
  ' ',
  '\0',
  ...[
    '"',
    '\\',
    '[',
    ' ',
    '=',
    '-',
    'a ',
    '" ',
    '\\"',
    ' [',
    'a=',
    'a="',
    '<1>',
    '[a ',
    ' a="',
    '\\x',
    '\\x41',
    ': ',
  ].map((part) => part.repeat(200_000)),
];
