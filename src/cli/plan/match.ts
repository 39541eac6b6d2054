// `flowctl match`: --pattern, --define, --within, --skip, and what of the stream it reads.
import { parseRelation } from '../../event/filter.js';
import type { SetSpec } from '../../event/set.js';
import { automatonOf, type Automaton } from '../../operator/match/automaton.js';
import { parsePattern } from '../../operator/match/parse-pattern.js';
import { matchColumns } from '../../plan/build-match.js';
import type { MatchSpec, SkipSpec } from '../../plan/plan.js';
import { didYouMean } from '../../text/suggest.js';
import { UsageError } from '../../text/usage-error.js';
import { quoted } from '../problem.js';
import { ColumnSet } from './column-set.js';
import { distance } from './distance.js';
import { eventStream } from './event-stream.js';
import { how } from './how.js';
import type { OptionReader } from './option-reader.js';

/** The stream and the operator that the options mean. */
export async function matchModel(reader: OptionReader) {
  const { stream, clock, zones } = await eventStream(reader, 'match');
  const operator = matching(reader, stream.read.numericText);
  const columns = new ColumnSet();
  for (const column of matchColumns(operator.define, stream.read)) columns.add(column);
  return {
    streams: [{ ...stream, read: { ...stream.read, columns: columns.columns } }],
    steps: [{ operator, from: [stream.name] }],
    ...{ clock, zones, triggerText: '' },
  };
}

function matching(reader: OptionReader, numericText: boolean): MatchSpec {
  if (!reader.given('pattern')) reader.lack('pattern', 'which sequence of events is looked for?');
  const pattern = (reader.options.pattern ?? '').trim();
  const automaton = reader.read<'pattern', Automaton | undefined>('pattern', automatonIn, undefined);
  const define = reader.readAll('define', (text) => definition(text, numericText));
  if (automaton !== undefined) checkNames(reader, define, automaton);
  const { lateness } = how(reader);
  if (lateness === Infinity) reader.refuse('allowed-lateness', 'unlimited would judge nothing before the end');
  if (!reader.given('within')) checkLength(reader, automaton);
  return {
    ...{ is: 'match', pattern, define },
    within: reader.read('within', distance, null),
    skip: reader.read<'skip', SkipSpec>('skip', (text) => skipIn(text, automaton), { is: 'past-last' }),
    allowedLateness: lateness === Infinity ? 0 : lateness,
  };
}

function automatonIn(text: string): Automaton {
  return automatonOf(parsePattern(text));
}

const definitionForm = 'NAME=EXPR, where NAME stands in the pattern';

function definition(text: string, numericText: boolean): SetSpec {
  const [, name, expression] = /^\s*([\p{L}_][\p{L}\p{Nd}_-]*)\s*=(?!=)([^]*)$/u.exec(text) ?? [];
  if (name === undefined || expression === undefined)
    throw new UsageError(`"${text}" does not say which name it defines`, definitionForm);
  parseRelation(expression, numericText);
  return { name, expression: expression.trim() };
}

/** A name that is misspelled on either side would hold for every event. */
function checkNames(reader: OptionReader, define: readonly SetSpec[], { names }: Automaton): void {
  for (const [i, { name }] of define.entries()) {
    if (!names.includes(name))
      reader.refuse('define', `the pattern has no ${quoted(name)}${didYouMean(name, names)}`, definitionForm);
    if (define.findIndex((other) => other.name === name) < i)
      reader.refuse(
        'define',
        `${quoted(name)} is defined twice`,
        'NAME=EXPR; || joins conditions of which one is enough',
      );
  }
}

/** Without --within every match has to have the same number of events, and to end with one. */
function checkLength(reader: OptionReader, automaton: Automaton | undefined): void {
  if (automaton === undefined) return;
  const { least, most, endsNegatively } = automaton;
  if (endsNegatively) reader.lack('within', 'until when must what the pattern ends with not come?');
  else if (least !== most)
    reader.lack('within', 'a match may have any number of events: how far may it reach in time?');
  else if (reader.given('timeouts'))
    reader.lack('within', 'when does the next event of a partial match come too late?');
}

const skipForm = 'past-last, next, to-first:NAME, to-last:NAME or none';

function skipIn(text: string, automaton: Automaton | undefined): SkipSpec {
  const [, is, name] = /^(to-first|to-last):(.*)$/s.exec(text) ?? [];
  if (is === undefined) {
    if (text === 'past-last' || text === 'next' || text === 'none') return { is: text };
    throw new UsageError(`"${text}" does not say where the next match may begin`, skipForm);
  }
  const known = automaton?.taken.map((taken) => automaton.names[taken]!);
  if (known?.includes(name!) === false)
    throw new UsageError(`"${text}": no event is taken as ${quoted(name!)}${didYouMean(name!, known)}`, skipForm);
  return { is: is as 'to-first' | 'to-last', name: name! };
}
