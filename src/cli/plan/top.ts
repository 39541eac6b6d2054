// `flowctl top`: what `run` does with one aggregate, whose list is written a row an element.
import { asTop, rankingCall } from '../../plan/top.js';
import { parseCount } from '../amount.js';
import { groupWindowModel } from './group-window.js';
import type { OptionReader } from './option-reader.js';
import { pathOf } from './what.js';

/** The stream and the operator that the options mean. */
export async function topModel(reader: OptionReader) {
  if (!reader.given('by')) reader.lack('by', 'by which number are events ranked?');
  if (reader.options.accumulation === 'discarding')
    reader.refuse('accumulation', 'discarding would rank what is new in each pane, which is no top of the window');
  const ranked = {
    limit: reader.read('limit', (text) => parseCount(text, 1), 1),
    by: reader.read('by', pathOf, '$'),
    order: reader.options.order ?? 'desc',
  };
  // They are of each row, and not of the list.
  const windowed = reader.instead({ agg: [rankingCall(ranked)], let: [], having: [] });
  const { steps, ...answers } = await groupWindowModel(windowed);
  reader.join(windowed);
  return { ...answers, steps: steps.map(({ operator, from }) => ({ operator: asTop(operator, ranked), from })) };
}
