// Random scenarios over everything the model has: windows × triggers × accumulations × lateness × clocks × inputs. Small
// numbers on purpose, so that bounds, deadlines and watermarks meet often.
import fc from 'fast-check';
import type { Flags, Step } from './scenario.js';

export interface Told {
  readonly flags: Flags;
  readonly inputs: number;
  readonly steps: readonly Step[];
}

/** `sessions` are many keys with short gaps, and hardly anything else: what is taken in bulk and fires amid a run. */
type Kind = 'event' | 'sessions' | 'processing' | 'count';

const ms = (from: number, to: number): fc.Arbitrary<string> => fc.integer({ min: from, max: to }).map((n) => `${n}ms`);

const sessions = fc.oneof(
  ms(2, 6).map((gap) => `session:${gap}`),
  ms(8, 15).map((max) => `session:5ms,max=${max}`),
  fc.constantFrom('session:$.gap', 'session:$.gap,max=4ms'),
);

const aligned = fc.oneof(
  ms(5, 10).map((size) => `tumbling:${size},offset=-3ms`),
  fc.constantFrom('tumbling:10ms', 'tumbling:1ms', 'global'),
  fc.constantFrom('sliding:10ms/5ms', 'sliding:9ms/2ms,offset=1ms', 'sliding:4ms/7ms', 'cumulative:12ms/4ms'),
);

/** A trigger text; `depth` bounds how far parts nest. */
function trigger(depth: number, merges: boolean): fc.Arbitrary<string> {
  const leaf = fc.oneof(
    fc.constantFrom('default', 'watermark', 'never', 'always'),
    fc.integer({ min: 1, max: 4 }).map((n) => `count(${n})`),
    ms(0, 9).map((by) => `delay(${by})`),
    ms(2, 9).map((period) => `aligned(${period})`),
    fc.tuple(ms(2, 9), ms(1, 5)).map(([period, offset]) => `aligned(${period}, ${offset})`),
    ms(2, 9).map((every) => `event-every(${every})`),
    ...(merges ? [] : [fc.integer({ min: 0, max: 5 }).map((by) => `delta(${by}, $.v)`)]),
  );
  if (depth === 0) return leaf;
  const part = trigger(depth - 1, merges);
  const parts = fc.array(part, { minLength: 1, maxLength: 3 }).map((all) => all.join(', '));
  return fc.oneof(
    { weight: 2, arbitrary: leaf },
    { weight: 2, arbitrary: part.map((of) => `repeat(${of})`) },
    { weight: 2, arbitrary: fc.tuple(part, part).map(([early, late]) => `watermark(early=${early}, late=${late})`) },
    { weight: 1, arbitrary: part.map((early) => `watermark(early=${early})`) },
    { weight: 1, arbitrary: part.map((late) => `watermark(late=${late})`) },
    { weight: 1, arbitrary: parts.map((of) => `any(${of})`) },
    { weight: 1, arbitrary: parts.map((of) => `all(${of})`) },
    { weight: 1, arbitrary: parts.map((of) => `each(${of})`) },
    { weight: 1, arbitrary: fc.tuple(part, part).map(([of, until]) => `or-finally(${of}, ${until})`) },
  );
}

/** What sessions are mostly asked for, and now and then anything. */
const ofSessions = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('default', 'watermark') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'watermark(early=count(2), late=always)',
      'watermark(early=event-every(5ms), late=count(1))',
      'watermark(early=repeat(delay(3ms)), late=always)',
      'repeat(count(3))',
      'never',
    ),
  },
  { weight: 1, arbitrary: trigger(1, true) },
);

function flagsOf(kind: Kind): fc.Arbitrary<Flags> {
  const accumulation = fc.constantFrom('discarding', 'accumulating', 'retracting');
  if (kind === 'count')
    return fc.record({
      window: fc.constantFrom('count:3', 'count:1', 'count:5/2', 'count:4/2'),
      timestamp: fc.constantFrom('end', 'earliest', 'latest'),
      watermark: fc.constantFrom('ascending', 'ascending', 'bounded:3ms', 'bounded:3ms,idle=5ms', 'none'),
      'max-future': fc.constantFrom('off', 'off', '5ms'),
      idle: fc.constantFrom('off', '8ms'),
    });
  const window = kind === 'sessions' ? sessions : fc.oneof(aligned, sessions);
  return window.chain((text): fc.Arbitrary<Flags> => {
    const shared = {
      accumulation,
      window: fc.constant(text),
      trigger: kind === 'sessions' ? ofSessions : trigger(2, text.startsWith('session')),
      'on-time': fc.constantFrom('always', 'if-triggered', 'if-new'),
      closing: fc.constantFrom('always', 'if-new'),
    };
    if (kind === 'processing') return fc.record({ ...shared, 'time-domain': fc.constant('processing') });
    return fc.record({
      ...shared,
      'allowed-lateness': fc.constantFrom(
        ...(kind === 'sessions' ? ['0s', '0s'] : []),
        '0s',
        '3ms',
        '10ms',
        '40ms',
        'unlimited',
      ),
      timestamp: fc.constantFrom('end', 'earliest', 'latest'),
      watermark: fc.constantFrom(
        ...['ascending', 'bounded:3ms', 'bounded:8ms', 'bounded:3ms,idle=4ms', 'bounded:0ms,idle=9ms'],
        ...['punctuated', 'wall:5ms', 'none'],
      ),
      'max-future': fc.constantFrom('off', 'off', '30ms', '5ms'),
      idle: fc.constantFrom('off', 'off', '8ms'),
    });
  });
}

/** What a step is made of before time has been laid along the run. */
type Draft =
  | {
      readonly is: 'event';
      readonly input: number;
      readonly jitter: number;
      readonly key: string;
      readonly value: number;
      readonly tick: number | undefined;
      readonly filtered: boolean;
      readonly gap: number;
    }
  | { readonly is: 'clock'; readonly by: number }
  | { readonly is: 'watermark'; readonly input: number; readonly jitter: number }
  | { readonly is: 'idle' | 'end'; readonly input: number };

function drafts(inputs: number, kind: Kind, most: number): fc.Arbitrary<readonly Draft[]> {
  const input = fc.nat({ max: inputs - 1 });
  const jitter = fc.integer({ min: -14, max: 8 });
  const event = fc.record({
    is: fc.constant('event' as const),
    input,
    jitter,
    key: fc.constantFrom('a', ...(kind === 'sessions' ? ['b', 'c', 'd', 'e', 'f', 'g', 'h'] : ['a', 'b'])),
    value: fc.integer({ min: -3, max: 9 }),
    tick: fc.option(fc.nat({ max: 6 }), { freq: 4, nil: undefined }),
    filtered: fc.nat({ max: 9 }).map((n) => n === 0),
    gap: fc.constantFrom(1, 3, 5, 8, NaN),
  });
  const by = fc.oneof({ weight: 30, arbitrary: fc.nat({ max: 12 }) }, { weight: 1, arbitrary: fc.constant(Infinity) });
  const clock = fc.record({ is: fc.constant('clock' as const), by });
  const claim = fc.record({ is: fc.constant('watermark' as const), input, jitter });
  const still = fc.record({ is: fc.constantFrom('idle' as const, 'idle' as const, 'end' as const), input });
  const some = [
    { weight: kind === 'sessions' ? 60 : 12, arbitrary: event },
    { weight: 3, arbitrary: clock },
    ...(kind !== 'processing'
      ? [
          { weight: 2, arbitrary: claim },
          { weight: 1, arbitrary: still },
        ]
      : []),
  ];
  return fc.array<Draft>(fc.oneof(...some), { minLength: 1, maxLength: most, size: 'max' });
}

/**
 * Lays the drafts along event time and the clock: event time drifts by `drift` a step, the clock moves by its ticks, and
 * now and then to its end. Nothing says it before draft `unknown`; NaN: it is known from the beginning.
 */
function laid(all: readonly Draft[], drift: number, unknown: number): readonly Step[] {
  let now = 1000;
  const steps: Step[] = Number.isNaN(unknown) ? [{ is: 'clock', now }] : [];
  for (const [i, draft] of all.entries()) {
    if (draft.is === 'clock' && i < unknown) continue;
    if (draft.is === 'clock') steps.push({ is: 'clock', now: (now += draft.by) });
    else if (draft.is === 'watermark')
      steps.push({ is: 'watermark', input: draft.input, at: 980 + drift * i + draft.jitter });
    else if (draft.is !== 'event') steps.push({ is: draft.is, input: draft.input });
    else {
      const { input, jitter, key, value, tick, filtered, gap } = draft;
      const clock = tick === undefined || i < unknown || now === Infinity ? {} : { clock: (now += tick) };
      steps.push({ is: 'event', event: { input, ts: 990 + drift * i + jitter, key, value, filtered, gap, ...clock } });
    }
  }
  return [...steps, { is: 'finish' }];
}

/**
 * A scenario of one of the kinds; it always ends with the end of all input.
 * @param most how many steps it has at most; of sessions three times as many
 */
export function anyScenario(
  most = 40,
  kinds: readonly Kind[] = ['event', 'event', 'event', 'sessions', 'processing', 'count'],
): fc.Arbitrary<Told> {
  return fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 3 })).chain(([kind, inputs]) =>
    fc
      .tuple(
        flagsOf(kind),
        drafts(inputs, kind, kind === 'sessions' ? 3 * most : most),
        fc.nat({ max: 2 }),
        fc.oneof(fc.constant(NaN), fc.constant(0), fc.nat({ max: 20 })),
      )
      .map(([flags, all, drift, unknown]) => ({
        flags,
        inputs,
        steps: laid(all, drift, unknown),
      })),
  );
}
