// How far event time has certainly come (SPEC §5 "Watermarks"): one watermark per input, and the least of those that
// count.
import type { Instant } from '../../src/model/instant.js';
import type { Scenario } from './scenario.js';

export interface Input {
  /**
   * waiting: nothing yet. idle: silent, and left out. resting: left out because it said `@idle`. waking: heard again,
   * left out until its own watermark has reached W. ended: left out for good.
   */
  state: 'waiting' | 'active' | 'idle' | 'resting' | 'waking' | 'ended';
  /** The largest valid event time so far. */
  high: Instant;
  /** What `@watermark` lines promised. */
  promised: Instant;
  /** The clock when it was last heard. */
  heard: Instant;
}

export function newInput(): Input {
  return { state: 'waiting', high: -Infinity, promised: -Infinity, heard: -Infinity };
}

/** The input was heard. A `@watermark` line ends silence, but an input that said `@idle` rests until its next event. */
export function hear(input: Input, now: Instant, by: 'event' | 'watermark'): void {
  input.heard = now;
  if (input.state === 'waiting') input.state = 'active';
  if (input.state === 'idle' || (input.state === 'resting' && by === 'event')) input.state = 'waking';
}

/** Inputs that were silent for so long turn idle. */
export function turnIdle(inputs: readonly Input[], now: Instant, after: number): void {
  for (const input of inputs) {
    // Silence cannot be measured before the clock is known.
    if (input.heard === -Infinity) input.heard = now;
    const silent = now - input.heard >= after;
    if (silent && input.state !== 'ended' && input.state !== 'resting') input.state = 'idle';
  }
}

/** `idle=D`: nothing came from any input for so long, so event time went on as the clock did. What it reached stays. */
export function goOn({ watermark }: Scenario, inputs: readonly Input[], latest: Instant, now: Instant): void {
  if (watermark.is !== 'bounded' || watermark.idle === undefined || !(now - latest >= watermark.idle)) return;
  for (const input of inputs)
    if (input.high > -Infinity)
      input.promised = Math.max(input.promised, input.high + (now - latest) - watermark.by - 1);
}

/** The watermark of all inputs together; W itself never falls, so the caller takes the larger. */
export function combined(scenario: Scenario, inputs: readonly Input[], W: Instant, now: Instant): Instant {
  const own = (input: Input): Instant =>
    input.state === 'waiting' ? -Infinity : Math.max(input.promised, estimate(scenario, input.high, now));
  for (const input of inputs) if (input.state === 'waking' && own(input) >= W) input.state = 'active';
  const open = inputs.filter((input) => input.state !== 'ended');
  if (open.length === 0) return Infinity;
  if (scenario.domain === 'processing') return now - 1;
  const counting = open.filter((input) => input.state === 'waiting' || input.state === 'active');
  if (counting.length > 0) return Math.min(...counting.map(own));
  return Math.max(...open.map(own));
}

function estimate(scenario: Scenario, high: Instant, now: Instant): Instant {
  switch (scenario.watermark.is) {
    case 'bounded':
      return high - scenario.watermark.by - 1;
    case 'wall':
      return now - scenario.watermark.by - 1;
    case 'none':
      return -Infinity;
  }
}
