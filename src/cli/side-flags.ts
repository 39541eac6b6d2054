// Options of one side of a join, for streams that differ: `--left-key` where `--key` would be that of both.
import type { OperatorVerb } from './verbs.js';

/** Options that each side may have for itself. */
export const sided = ['input-format', 'key', 'set', 'where', 'time', 'time-format', 'tz', 'watermark', 'idle'] as const;

export type Side = 'left' | 'right';

const verbs = ['join'] as const satisfies readonly OperatorVerb[];

/** The same option for the left and for the right. */
function bothSides<const Long extends (typeof sided)[number], const Rest extends object>(long: Long, rest: Rest) {
  const of = <const S extends Side>(side: S) =>
    ({
      ...{ verbs, meaning: true as const, ...rest },
      long: `${side}-${long}`,
      summary: `--${long} of the ${side} input alone`,
      text:
        long === 'where' || long === 'set'
          ? `Of events of the ${side} input, beside what --${long} says of both.`
          : `In place of --${long} for the ${side} input.`,
    }) as const;
  return [of('left'), of('right')] as const;
}

export const sideFlags = [
  ...bothSides('input-format', {
    argument: 'FORMAT',
    registry: 'inputFormats',
    section: 'Input',
    example: '--right-input-format text',
  }),
  ...bothSides('key', {
    argument: '[NAME=]PATH',
    repeatable: true,
    section: 'What',
    example: '--key id --right-key customer',
  }),
  ...bothSides('set', {
    argument: 'NAME=EXPR',
    repeatable: true,
    section: 'What',
    example: "--key id --right-set 'id=int(ref)'",
  }),
  ...bothSides('where', {
    argument: 'EXPR',
    repeatable: true,
    section: 'What',
    example: "--left-where 'status >= 500'",
  }),
  ...bothSides('time', { argument: 'PATH', section: 'Where', example: '--time ts --right-time changed_at' }),
  ...bothSides('time-format', {
    argument: 'auto|s|ms|us|ns|iso|clf|rfc2822|PATTERN',
    section: 'Where',
    example: '--left-time-format ms',
  }),
  ...bothSides('tz', { argument: 'ZONE', completes: 'zone', section: 'Where', example: '--right-tz Europe/Berlin' }),
  ...bothSides('watermark', {
    argument: 'WM',
    registry: 'watermarks',
    section: 'When',
    example: '--watermark bounded:10s --right-watermark ascending',
  }),
  ...bothSides('idle', { argument: 'D', section: 'When', example: '--right-idle 1m' }),
] as const;
