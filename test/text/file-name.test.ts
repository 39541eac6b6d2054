// File names as text and back, and as a person sees them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameFromBytes, shownName, systemName } from '../../src/text/file-name.js';

const likely = fc.constantFrom('a', '/', 'é', '😀', '\ufffd', '\u001b', '\xff').map((text) => Buffer.from(text));
const bytes = fc.array(fc.oneof(likely, fc.uint8Array({ maxLength: 4 }))).map((parts) => Buffer.concat(parts));

test('any bytes are a name, and the name is those bytes', () => {
  fc.assert(
    fc.property(bytes, (raw) => {
      expect(Buffer.from(systemName(nameFromBytes(raw)) as string)).toEqual(raw);
    }),
  );
});

test('a name that is UTF-8 is its text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(nameFromBytes(Buffer.from(name))).toBe(name);
      expect(systemName(name)).toBe(name);
    }),
  );
});

test.each([
  ['app.log', 'app.log'],
  ['größe 😀.log', 'größe 😀.log'],
  ['gone\u001b[2J', 'gone\\u001b[2J'],
  ['two\nlines\u007f\u0085', 'two\\u000alines\\u007f\\u0085'],
  ['exe\u202egol.', 'exe\\u202egol.'],
  [nameFromBytes(Buffer.from('6c6fff67e9', 'hex')), 'lo\\xffg\\xe9'],
  ['\ud800', '\\ud800'],
])('%j is shown as %s', (name, shown) => {
  expect(shownName(name)).toBe(shown);
  expect(shownName(shown)).toBe(shown);
});
