// The forms of rows of `--output-format`. A new one is a file and a line here; parser, help, man page, completions and
// the tests walk this list.
import { entryNamed, kindOf } from '../../text/registry.js';
import type { Spec } from '../../text/spec.js';
import { outputFormatSynonyms } from '../../text/synonyms.js';
import { csv } from './csv.js';
import { flat } from './flat.js';
import { ndjson } from './ndjson.js';
import type { OutputFormat } from './output-format.js';
import { table } from './table.js';
import { tsv } from './tsv.js';

export const outputFormats: readonly OutputFormat[] = [ndjson, flat, csv, tsv, table];

const registry = { noun: 'output format', entries: outputFormats, synonyms: outputFormatSynonyms };

/**
 * Reads the value of `--output-format`.
 * @throws UsageError
 */
export function parseOutputFormat(text: string): Spec {
  return { is: entryNamed(text, registry).name };
}

/** The format that a spec stands for; it has no more to it than its name. Throws SpecFault. */
export function buildOutputFormat(spec: Spec): OutputFormat {
  return kindOf(spec, registry);
}
