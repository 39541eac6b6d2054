// The formats of `--input-format`. A new one is a file and a line here; parser, help, man page, completions and the law
// suite walk this list.
import { inputRemedy } from '../../event/looks-like.js';
import { compileRead, type RecordSpec } from '../../event/read-spec.js';
import { alone, formsOf, kindOf, noSuchEntry } from '../../text/registry.js';
import { has, textIn, type Spec } from '../../text/spec.js';
import { formatSynonyms } from '../../text/synonyms.js';
import { UsageError } from '../../text/usage-error.js';
import type { InputFormat, InputFormatEntry, RecordPlan } from './input-format.js';
import { clfEntry as clf, combinedEntry as combined } from './access-line.js';
import { entry as csv, tsv } from './csv.js';
import { entry as json } from './json.js';
import { entry as logfmt } from './logfmt.js';
import { entry as regex } from './named-groups.js';
import { entry as ndjson } from './ndjson.js';
import { severalLines } from './record-starts.js';
import { entry as syslog } from './syslog.js';
import { entry as text } from './text.js';

export const inputFormats: readonly InputFormatEntry[] = [
  ...[ndjson, json, csv, tsv, logfmt, clf, combined, syslog, regex, text],
];

/** JSON lines; what is none is refused, and the reject names the format that it looks like: none is guessed. */
const automatic = 'auto';

const registry = { noun: 'input format', entries: inputFormats, synonyms: formatSynonyms };

/**
 * Reads the value of `--input-format`: a name, and what may stand behind it.
 * @throws UsageError
 */
export function parseInputFormat(value: string): Spec {
  if (value === automatic) return { is: ndjson.name };
  const name = /^[\w-]*/.exec(value)![0];
  const entry = inputFormats.find((format) => format.name === name);
  if (entry === undefined) throw unknownFormat(name === '' ? value : name);
  return entry.parse(value.slice(name.length), alone);
}

function unknownFormat(name: string): UsageError {
  const remedy = inputRemedy(name);
  if (remedy === undefined) return noSuchEntry(name, registry);
  return new UsageError(`"${name}" is no input format; ${remedy}`, formsOf(inputFormats));
}

/**
 * The format that a spec stands for, its records of several lines where it names which lines start one (`--multiline`);
 * `zone` is that of --tz. Throws SpecFault, and UsageError where there is no such zone.
 */
export function buildInputFormat(spec: Spec, zone = 'UTC'): InputFormat {
  const format = formatKind(spec).build(spec, zone);
  return has(spec, 'multiline') ? severalLines(format, textIn(spec, 'multiline')) : format;
}

/** The value of `--input-format` that a spec stands for: `csv,sep=;`. Throws SpecFault. */
export function inputFormatText(spec: Spec): string {
  return spec.is + formatKind(spec).text(spec, inputFormatText);
}

/** The words for it in `explain`: `each line is a JSON value`. Throws SpecFault. */
export function inputFormatWords(spec: Spec): string {
  const words = formatKind(spec).words(spec, inputFormatWords);
  const starts = has(spec, 'multiline')
    ? `; lines that do not match ${textIn(spec, 'multiline')} belong to the one before`
    : '';
  return words + starts;
}

/**
 * What reads the records of a stream.
 * @throws UsageError where a text is no PATH, filter, time format or zone; SpecFault where there is no such format
 */
export function compileRecord({ format: spec, read }: RecordSpec): RecordPlan {
  const format = buildInputFormat(spec, read.zone);
  return { ...compileRead(read, format.inLine), format, formatName: spec.is };
}

function formatKind(spec: Spec): InputFormatEntry {
  return kindOf(spec, registry);
}
