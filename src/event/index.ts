// What an event is: the face of this room. Bytes of an input go through a Feed to a decoder and come out as batches;
// the rest are the options that say what is read of each line.
export { eventsOf } from '../format/events-of.js';
export { parseEach, type Each } from './each.js';
export { parseTimeFormat, type TimeFormat } from './event-time.js';
export { Framer, type FramerOptions } from '../format/framer.js';
export { parseFilter, type Filter } from './filter.js';
export { KeyTable } from './key-table.js';
export { openDecoder, readsPlainly } from '../format/open-decoder.js';
export { parsePath, singularPath, type Path } from './path.js';
export { PlainDecoder } from '../format/plain-decoder.js';
export type { Decoder, ColumnPlan, ReadPlan } from './read-plan.js';
export { eventText } from '../format/event-text.js';
export { parseZone, type Zone } from './time/zone.js';
