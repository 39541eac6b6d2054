// `--input-format regex:RE` (SPEC §13): the named groups of a regular expression in RE2 syntax, which takes linear time
// for any line; what that may take is counted before, so that a run is never out of reach of signals. RE may match
// anywhere in the line, as grep and fluentd have it; `^…$` matches all of it. A group that took no part in the match, or
// matched nothing, is null.
import type { RE2JS } from 're2js';
import { captureWork, compileRegex } from '../../event/jsonpath/regex.js';
import { work } from '../../event/jsonpath/work.js';
import { specOf, textIn } from '../../text/spec.js';
import { UsageError } from '../../text/usage-error.js';
import { FieldRecord } from './field-record.js';
import type { InputFormatEntry, RecordReader } from './input-format.js';
import { lineFormat } from './line-format.js';

const form = String.raw`regex:RE with named groups, like regex:^(?<level>[A-Z]+) (?<message>.*)$`;

/** @throws UsageError when it is no regular expression, or names no group */
export function namedGroups(pattern: string): RecordReader {
  const regex = compiled(pattern);
  const groups = Object.entries(regex.namedGroups()).sort(([, a], [, b]) => a - b);
  if (groups.length === 0) throw new UsageError('the regular expression names no group', form);
  const perCharacter = captureWork(pattern);
  return {
    read(line) {
      work(perCharacter * line.length);
      const matcher = regex.matcher(line);
      if (!matcher.find()) return { error: 'the line does not match the regular expression', at: 0 };
      const fields = new FieldRecord();
      for (const [name, group] of groups) fields.field(name, matcher.group(group));
      return fields.whole;
    },
  };
}

function compiled(pattern: string): RE2JS {
  try {
    return compileRegex(pattern);
  } catch (error) {
    throw new UsageError(`"${pattern}" is no regular expression of RE2: ${(error as Error).message}`, form);
  }
}

export const entry: InputFormatEntry = {
  name: 'regex',
  form: 'regex:RE',
  doc: 'the named groups of RE (RE2 syntax), which matches somewhere in the line',
  example: String.raw`regex:^(?<level>[A-Z]+) (?<message>.*)$`,
  parse(rest) {
    if (!rest.startsWith(':')) throw new UsageError(`regex${rest} has no regular expression`, form);
    namedGroups(rest.slice(1));
    return specOf('regex', { pattern: rest.slice(1) });
  },
  text: (spec) => `:${textIn(spec, 'pattern')}`,
  build(spec) {
    const reader = namedGroups(textIn(spec, 'pattern'));
    return lineFormat(() => reader);
  },
  words: (spec) => `each line is the named groups of ${textIn(spec, 'pattern')}`,
};
