// Errors in the words that other programs use.
import { expect, test } from 'vitest';
import { systemCode, systemWords } from '../../src/os/error-text.js';

test('of the system', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(systemWords(error)).toBe('No space left on device');
  expect(systemCode(error)).toBe('ENOSPC');
});
test('of the system, of a kind that is not in the table', () => {
  const error = Object.assign(new Error("EXDEV: cross-device link not permitted, rename 'a'"), { code: 'EXDEV' });
  expect(systemWords(error)).toBe('Cross-device link not permitted');
});
test('of any other kind: what they say themselves', () => {
  expect(systemWords(new Error('odd'))).toBe('odd');
  expect(systemWords('text')).toBe('text');
  expect(systemCode(new Error('odd'))).toBeUndefined();
});
