// The watermarks that `--watermark` knows. A new one is a file and a line here; parser, help, man page, completions and
// the law suite walk this list.
import { UsageError } from '../text/usage-error.js';
import { suggest } from '../text/suggest.js';
import { entry as ascending } from './ascending.js';
import { entry as bounded } from './bounded.js';
import { entry as none } from './none.js';
import { entry as punctuated } from './punctuated.js';
import { entry as wall } from './wall.js';
import type { WatermarkEntry, WatermarkGenerator } from './generator.js';

export const watermarks: readonly WatermarkEntry[] = [bounded, ascending, punctuated, wall, none];

/**
 * Reads the value of `--watermark`.
 * @throws Misuse
 */
export function parseWatermark(text: string): WatermarkGenerator {
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  const entry = watermarks.find((watermark) => watermark.name === name);
  if (entry === undefined) throw unknown(name);
  return entry.parse(colon < 0 ? undefined : text.slice(colon + 1));
}

function unknown(name: string): UsageError {
  const meant = suggest(name, watermarks.map((watermark) => watermark.name)); // prettier-ignore
  const suggestion = meant === undefined ? '' : `; did you mean ${meant}?`;
  return new UsageError(
    `"${name}" is no watermark${suggestion}`,
    watermarks.map((watermark) => watermark.form).join(', '),
  );
}
