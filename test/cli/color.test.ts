// Whether to colour: the first of these that says something decides.
import { describe, expect, it } from 'vitest';
import { colorLevel } from '../../src/cli/color.js';

describe('colorLevel', () => {
  it.each<['always' | 'never' | 'auto', Readonly<Record<string, string>>, boolean, number]>([
    ['always', { NO_COLOR: '1', TERM: 'dumb' }, false, 1],
    ['never', { FORCE_COLOR: '1' }, true, 0],
    ['auto', {}, true, 1],
    ['auto', {}, false, 0],
    ['auto', { NO_COLOR: '1', FORCE_COLOR: '1', CLICOLOR_FORCE: '1' }, true, 0],
    ['auto', { NO_COLOR: '' }, true, 1],
    ['auto', { FORCE_COLOR: '1', TERM: 'dumb' }, false, 1],
    ['auto', { FORCE_COLOR: '3' }, false, 3],
    ['auto', { FORCE_COLOR: '0' }, true, 0],
    ['auto', { FORCE_COLOR: 'false', CLICOLOR_FORCE: '1' }, true, 0],
    ['auto', { CLICOLOR_FORCE: '1' }, false, 1],
    ['auto', { CLICOLOR_FORCE: '0' }, false, 0],
    ['auto', { TERM: 'dumb' }, true, 0],
  ])('--color %s with %j, terminal: %s → %i', (choice, env, isTerminal, level) => {
    expect(colorLevel(choice, env, isTerminal)).toBe(level);
  });
});
