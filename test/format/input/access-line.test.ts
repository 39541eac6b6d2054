// Access logs of Apache and nginx.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clf, combined } from '../../../src/format/input/access-line.js';
import { hostile, reading, textOf } from './read.js';

const common = reading(clf);
const full = reading(combined);
const line = '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326';
const members = {
  ...{ host: '127.0.0.1', ident: null, user: 'frank', time: '10/Oct/2000:13:55:36 -0700' },
  ...{ method: 'GET', path: '/apache_pb.gif', protocol: 'HTTP/1.0', status: 200, bytes: 2326 },
};

describe('an access line', () => {
  it('is the fields of the Common Log Format, and two more in the combined one', () => {
    expect(common(line)).toEqual(members);
    expect(full(`${line} "http://example.com/" "Mozilla/4.08 [en] (Win98; I ;Nav)"`)).toEqual({
      ...members,
      referer: 'http://example.com/',
      agent: 'Mozilla/4.08 [en] (Win98; I ;Nav)',
    });
  });

  it('has null for - and for what is empty', () => {
    expect(full('- - - [10/Oct/2000:13:55:36 -0700] "-" 408 - "-" ""')).toEqual({
      ...{ host: null, ident: null, user: null, time: '10/Oct/2000:13:55:36 -0700' },
      ...{ method: null, path: null, protocol: null, status: 408, bytes: null, referer: null, agent: null },
    });
  });

  it('may come from an IPv6 host, and from a user with blanks and brackets in his name', () => {
    expect(common(line.replace('127.0.0.1', '2001:db8::1').replace('frank', 'J. [x] \\"Doe'))).toEqual({
      ...members,
      host: '2001:db8::1',
      user: 'J. [x] "Doe',
    });
  });

  it('has what follows as a list', () => {
    expect(full(`${line} "-" "curl" "203.0.113.7, 10.0.0.1" 0.005 - rt=1`)).toMatchObject({
      agent: 'curl',
      extra: ['203.0.113.7, 10.0.0.1', 0.005, null, 'rt=1'],
    });
    expect(common(`${line} 1234 `)).toEqual({ ...members, extra: [1234] });
  });

  it('of several virtual hosts begins with the one meant', () => {
    expect(common(`www.example.com:443 ${line}`)).toEqual({ vhost: 'www.example.com:443', ...members });
  });

  it('keeps the digits of its numbers', () => {
    expect(textOf(clf, line.replace('2326', '12345678901234567890'))).toContain('"bytes":12345678901234567890');
    expect(textOf(clf, line.replace(' 200 ', ' 000 '))).toContain('"status":"000"');
  });
});

describe('a request', () => {
  const request = (text: string): unknown => {
    const { method, path, protocol, request } = common(
      line.replace('GET /apache_pb.gif HTTP/1.0', () => text),
    ) as Record<string, unknown>;
    return request === undefined ? [method, path, protocol] : [method, path, protocol, request];
  };

  it.each([
    ['GET /a?b=c HTTP/2.0', ['GET', '/a?b=c', 'HTTP/2.0']],
    ['PRI * HTTP/2.0', ['PRI', '*', 'HTTP/2.0']],
    ['CONNECT a:443 HTTP/1.1', ['CONNECT', 'a:443', 'HTTP/1.1']],
    ['GET /a b  c HTTP/1.1', ['GET', '/a b  c', 'HTTP/1.1']],
    [String.raw`GET /\"q\"\x22\xc3\xa9\d HTTP/1.1`, ['GET', '/"q""é\\d', 'HTTP/1.1']],
    ['GET /', ['GET', '/', null]],
    ['-', [null, null, null]],
    ['', [null, null, null]],
    [String.raw`\x16\x03\x01\x02`, [null, null, null, '\x16\x03\x01\x02']],
    ['GET', [null, null, null, 'GET']],
    ['GET  HTTP/1.1', [null, null, null, 'GET  HTTP/1.1']],
    ['quit now', [null, null, null, 'quit now']],
    ['GET / HTTP/1.1 x', [null, null, null, 'GET / HTTP/1.1 x']],
  ])('%s', (text, parts) => {
    expect(request(text)).toEqual(parts);
  });
});

describe('no access line', () => {
  const time = '[10/Oct/2000:13:55:36 -0700]';
  it.each([
    ['hello', 0, expect.stringContaining('expected [day/month/year')],
    ['a - - [2000-10-10] "GET / HTTP/1.0" 200 5', 6, expect.stringContaining('expected [day/month/year')],
    [`a - ${time} "GET / HTTP/1.0" 200 5`, 0, expect.stringContaining('expected host, identity and user')],
    [`a - - ${time} "GET / HT`, 35, 'the request that begins here has no end'],
    [`a - - ${time} "GET / HTTP/1.0" 200`, 55, 'expected a blank and the bytes, or - for none'],
    [`a - - ${time} "GET / HTTP/1.0" 200 5`, 57, 'expected a blank and the referer, or - for none'],
    [`a - - ${time} "GET / HTTP/1.0" 200 5 "-"`, 61, 'expected a blank and the user agent, or - for none'],
    [`a - - ${time} "GET / HTTP/1.0" 200 5 "-" "Moz`, 62, 'the field that begins here has no end'],
    [`a - - ${time} "GET /" HTTP/1.0" 200 5 "-" "x"`, 43, 'expected the status as a number, or - for none'],
    [`a - - ${time} "GET / HTTP/1.0" 200 5k "-" "x"`, 56, 'expected the bytes as a number, or - for none'],
    [`a - - ${time} "GET / HTTP/1.0"  200 5 "-" "x"`, 52, 'expected a blank and the status, or - for none'],
    [`a - - ${time} "GET / HTTP/1.0" 200 5 "-""x"`, 61, 'expected a blank between two fields'],
  ])('is %s', (text, at, error) => {
    expect(full(text)).toEqual([at, error]);
  });
});

describe('what a server writes is read back', () => {
  const escaped = (text: string): string => JSON.stringify(text).slice(1, -1).replaceAll('\\u00', '\\x');
  const text = fc.string({ unit: 'grapheme-ascii' }).filter((some) => some !== '-' && !/^-?\d/.test(some));
  const any = fc
    .string({ unit: fc.constantFrom('a', 'é', '"', ' ', '\\', '[', ']', '\t', '\x01') })
    .filter((some) => some !== '-');

  it('whatever the path, referer and agent', () => {
    fc.assert(
      fc.property(fc.oneof(text, any), fc.oneof(text, any), fc.oneof(text, any), (path, referer, agent) => {
        const quoted = [referer, agent].map((part) => `"${escaped(part)}"`).join(' ');
        const written = `::1 - - [10/Oct/2000:13:55:36 -0700] "GET /${escaped(path)} HTTP/1.1" 200 5 ${quoted}`;
        expect(full(written)).toMatchObject({ path: `/${path}`, referer: referer || null, agent: agent || null });
      }),
    );
  });

  it('in linear time', () => {
    const head = '::1 - - [10/Oct/2000:13:55:36 -0700] "';
    for (const part of hostile)
      for (const whole of [part, head + part, `a${part}`, `${head}GET / HTTP/1.0" 200 5 ${part}`, `a ${part}${head}`])
        combined.read(whole);
    combined.read(`${head}GET ${'A '.repeat(4e6)}" 200 5 "-" "-"`);
  });
});
