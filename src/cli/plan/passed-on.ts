// What holds for verbs that pass events on as they came (dedup, sort).
import { buildInputFormat } from '../../format/input/index.js';
import type { Spec } from '../../text/spec.js';
import type { OptionReader } from './option-reader.js';

/** A reader of the events' format takes no control line between them for one, unless that is JSON. */
export function refuseControlAmong(reader: OptionReader, format: Spec): void {
  const { control } = reader.options;
  const { verbatim, inLine } = buildInputFormat(format);
  if ((control !== 'out' && control !== 'both') || reader.given('each') || verbatim || inLine !== undefined) return;
  const message = `control lines are JSON, and have no place among events that leave as ${format.is}: leave it out`;
  reader.refuse('control', message, 'off|in');
}
