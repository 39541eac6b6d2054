// A scenario from the flag texts of the command line, with the defaults of SPEC §2.
import { parseDuration } from '../../src/text/duration.js';
import type { Flags, Scenario, WatermarkSpec } from './scenario.js';
import { readTrigger, type TriggerTree } from './trigger-text.js';
import { readWindow } from './windows.js';

export function readScenario(flags: Flags, inputs: number): Scenario {
  const flag = (name: string, otherwise: string): string => flags[name] ?? otherwise;
  const lateness = flag('allowed-lateness', '0s');
  return {
    window: readWindow(flag('window', 'global')),
    domain: oneOf(flag('time-domain', 'event'), ['event', 'processing']),
    watermark: readWatermark(flag('watermark', 'ascending')),
    idle: optional(flags['idle']),
    maxFuture: optional(flags['max-future']),
    trigger: readTriggerFlags(flags),
    accumulation: oneOf(flag('accumulation', 'accumulating'), ['discarding', 'accumulating', 'retracting']),
    lateness: lateness === 'unlimited' ? Infinity : parseDuration(lateness),
    onTime: oneOf(flag('on-time', 'if-triggered'), ['always', 'if-triggered', 'if-new']),
    closing: oneOf(flag('closing', 'if-new'), ['always', 'if-new']),
    timestamp: oneOf(flag('timestamp', 'end'), ['end', 'earliest', 'latest']),
    inputs,
  };
}

/** The trigger text that `--early` and `--late-firing` stand for; `--early` alone keeps a pane per late event. */
export function triggerText(flags: Flags): string {
  const [early, late] = [flags['early'], flags['late-firing']];
  if (early === undefined && late === undefined) return flags['trigger'] ?? 'default';
  if (early === undefined) return `watermark(late=${late})`;
  return `watermark(early=${early}, late=${late ?? 'always'})`;
}

function readTriggerFlags(flags: Flags): TriggerTree {
  return readTrigger(triggerText(flags));
}

/** `ascending` is `bounded:0s`; `punctuated` knows nothing but control lines, like `none`. */
function readWatermark(text: string): WatermarkSpec {
  const [name, args = '0s'] = text.split(':');
  const [by = '0s', idle] = args.split(',idle=');
  if (name === 'bounded') return { is: name, by: parseDuration(by), idle: optional(idle) };
  if (name === 'wall') return { is: name, by: parseDuration(by) };
  if (name === 'ascending') return { is: 'bounded', by: 0, idle: undefined };
  if (name === 'punctuated' || name === 'none') return { is: 'none' };
  throw new Error(`no watermark: ${text}`);
}

function optional(text: string | undefined): number | undefined {
  return text === undefined || text === 'off' ? undefined : parseDuration(text);
}

function oneOf<T extends string>(text: string, of: readonly T[]): T {
  const found = of.find((one) => one === text);
  if (found === undefined) throw new Error(`${text} is none of ${of.join(' ')}`);
  return found;
}
