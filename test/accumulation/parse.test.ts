import { describe, expect, it } from 'vitest';
import { accumulations, buildAccumulation, parseAccumulation } from '../../src/accumulation/index.js';
import { UsageError } from '../../src/text/usage-error.js';

describe('--accumulation', () => {
  it('knows the three answers of the model', () => {
    expect(accumulations.map(({ name, keeps, retracts }) => ({ name, keeps, retracts }))).toEqual([
      { name: 'discarding', keeps: false, retracts: false },
      { name: 'accumulating', keeps: true, retracts: false },
      { name: 'retracting', keeps: true, retracts: true },
    ]);
  });

  it('parses its examples', () => {
    for (const accumulation of accumulations)
      expect(buildAccumulation(parseAccumulation(accumulation.example))).toBe(accumulation);
  });

  it('refuses another word, and says which was meant', () => {
    expect(() => parseAccumulation('retract')).toThrow(UsageError);
    expect(() => parseAccumulation('acumulating')).toThrow('did you mean accumulating?');
    expect(() => parseAccumulation('')).toThrow(UsageError);
  });
});
