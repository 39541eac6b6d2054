// The watermarks that `--watermark` takes. A new one is a file and a line here; parser, help, man page, completions and
// the law suite walk this list.
import { durationIn, namedValue, parseNamedValue, type Guess } from '../text/named-value.js';
import { alone, kindOf } from '../text/registry.js';
import type { Spec } from '../text/spec.js';
import { watermarkSynonyms } from '../text/synonyms.js';
import { entry as ascending } from './ascending.js';
import { entry as bounded } from './bounded.js';
import { entry as none } from './none.js';
import { entry as punctuated } from './punctuated.js';
import { entry as wall } from './wall.js';
import type { WatermarkEntry, WatermarkGenerator } from './generator.js';

export const watermarks: readonly WatermarkEntry[] = [bounded, ascending, punctuated, wall, none];

/**
 * Reads the value of `--watermark`.
 * @throws UsageError
 */
export function parseWatermark(text: string): Spec {
  return parseNamedValue(text, registry, alone);
}

/** The generator that a spec stands for. Throws SpecFault. */
export function buildWatermark(spec: Spec): WatermarkGenerator {
  return watermarkKind(spec).build(spec, undefined);
}

/** The value of `--watermark` that a spec stands for: `bounded:10s`. Throws SpecFault. */
export function watermarkText(spec: Spec): string {
  return namedValue(spec.is, watermarkKind(spec).text(spec, watermarkText));
}

/** The words of `explain` for it. Throws SpecFault. */
export function watermarkWords(spec: Spec): string {
  return watermarkKind(spec).words(spec, watermarkWords);
}

function watermarkKind(spec: Spec): WatermarkEntry {
  return kindOf(spec, registry);
}

const registry = { noun: 'watermark', entries: watermarks, synonyms: watermarkSynonyms, nameless };

/** `10s` gives how far behind the watermark is, and not behind what. */
function nameless(text: string): Guess | undefined {
  if (/^\d+$/.test(text)) return { nature: 'a number without a unit', meant: `bounded:${text}s` };
  const length = durationIn(text);
  return length === undefined ? undefined : { nature: 'a length of time', meant: `bounded:${length}` };
}
