// Control lines: one member, whose name begins with @.
import { describe, expect, it } from 'vitest';
import { readControl } from '../../src/format/control-lines.js';

function read(json: string): unknown {
  const record = JSON.parse(json) as Record<string, unknown>;
  return readControl(record, () => json.slice(json.indexOf(':') + 1, -1));
}

describe('readControl', () => {
  it.each([
    ['{"@watermark":"2026-01-01T00:00:00Z"}', { type: 'watermark', at: Date.UTC(2026, 0) }],
    ['{"@watermark":1767225600000}', { type: 'watermark', at: Date.UTC(2026, 0) }],
    ['{"@watermark":-1.5}', { type: 'watermark', at: -2 }],
    ['{"@watermark":"max"}', { type: 'watermark', at: Infinity }],
    ['{"@clock":"2026-01-01T00:00:00.999999Z"}', { type: 'clock', at: Date.UTC(2026, 0) + 999 }],
    ['{"@begin":true}', { type: 'begin', value: 'true' }],
    ['{"@begin":{"a":[1]}}', { type: 'begin', value: '{"a":[1]}' }],
    ['{"@mark":null}', { type: 'mark' }],
    ['{"@mark":{"a":[1]}}', { type: 'mark' }],
    ['{"@checkpoint":"id-1"}', { type: 'checkpoint', id: 'id-1' }],
    ['{"@checkpoint":17.0}', { type: 'checkpoint', id: '17.0' }],
    ['{"@idle":true}', { type: 'idle' }],
    ['{"@end":true}', { type: 'end' }],
  ])('%s', (json, control) => expect(read(json)).toEqual(control));

  it.each(['{}', '{"a":1}', '{"@end":true,"a":1}', '{"a":1,"@end":true}', '{"":1}', '{"__proto__":1}'])(
    '%s is an event',
    (json) => expect(read(json)).toBeUndefined(),
  );

  it.each([
    ['{"@watermark":null}', 'neither milliseconds'],
    ['{"@watermark":"soon"}', 'neither milliseconds'],
    ['{"@watermark":1e400}', 'neither milliseconds'],
    ['{"@watermark":8640000000000001}', 'neither milliseconds'],
    ['{"@clock":true}', 'neither milliseconds'],
    ['{"@idle":1}', 'only be true'],
    ['{"@end":false}', 'only be true'],
    ['{"@each":1}', 'there is no control line'],
    ['{"@":1}', 'there is no control line'],
  ])('%s is not understood: %s', (json, why) =>
    expect(read(json)).toEqual({ type: 'misread', error: expect.stringContaining(why) as string }),
  );
});
