// Operands as typed → inputs.
import { describe, expect, it } from 'vitest';
import { job, places, said } from '../context.js';

describe('inputs', () => {
  it.each<[string, object]>([
    ['a.log', { kind: 'file', path: 'a.log' }],
    ['./-', { kind: 'file', path: './-' }],
    ['-', { kind: 'stdin' }],
    ['fd:0', { kind: 'stdin' }],
    ['fd:4', { kind: 'fd', fd: 4 }],
    ['tcp://example.org:99', { kind: 'tcp', host: 'example.org', port: 99 }],
    ['tcp-listen://:9999', { kind: 'tcp-listen', host: '127.0.0.1', port: 9999 }],
    ['tcp-listen://0.0.0.0:0', { kind: 'tcp-listen', host: '0.0.0.0', port: 0 }],
    ['udp-listen://[::1]:514', { kind: 'udp-listen', host: '::1', port: 514 }],
    ['unix:/run/x.sock', { kind: 'unix', path: '/run/x.sock' }],
    ['unix:///run/x.sock', { kind: 'unix', path: '/run/x.sock' }],
    ['unix-listen:x.sock', { kind: 'unix-listen', path: 'x.sock' }],
    ['C:/x', { kind: 'file', path: 'C:/x' }],
  ])('%s', async (name, expected) => {
    expect((await job([name])).streams[0].inputs).toEqual([{ ...expected, name }]);
  });

  it('that are missing and called almost like a verb are asked about', async () => {
    expect(await said(['explian'])).toBe('run\nthere is no file "explian"; did you mean flowctl explain?');
    expect(await said(['-v', 'explain'])).toBe(
      'run\nthere is no file "explain"; a verb comes first: flowctl explain …',
    );
    expect(await said(['explian'], { stat: places({ explian: '1' }) })).toBe('run');
    expect(await said(['./explain'])).toBe('run');
    expect(await said(['-q', 'explian'])).toBe('run');
  });
});
