// The forms of rows that `--output-format` knows. A new one is a file and a line here; parser, help, man page, completions
// and the tests walk this list.
import { kindOf } from '../../text/registry.js';
import type { Spec } from '../../text/spec.js';
import { ndjson } from './ndjson.js';
import type { OutputFormat } from './output-format.js';

export const outputFormats: readonly OutputFormat[] = [ndjson];

/** The format that a spec stands for; it has no more to it than its name. Throws SpecFault. */
export function buildOutputFormat(spec: Spec): OutputFormat {
  return kindOf(spec, outputFormats, 'output format', {});
}
