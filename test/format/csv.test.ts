// CSV as it is written and as it is read.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvField, csvFields } from '../../src/format/input/csv-fields.js';
import { buildInputFormat, parseInputFormat } from '../../src/format/input/index.js';
import { fed, type FeedOptions } from './fed.js';

/** What the records of a text say; a record that is none says why. */
function says(format: string, text: string, options?: FeedOptions): string[] {
  const { records } = fed(buildInputFormat(parseInputFormat(format)), Buffer.from(text), options);
  return records.map((record) => record.says);
}

describe('a record of CSV', () => {
  it('is an object of its fields, under the names of the header', () => {
    expect(says('csv', 'time,path\n2026-01-01,/a\n2026-01-02,/b\n')).toEqual([
      '{"time":"2026-01-01","path":"/a"}',
      '{"time":"2026-01-02","path":"/b"}',
    ]);
  });

  it('has numbers where JSON has them, null where nothing is, else text; quoted or not', () => {
    expect(says('csv', 'a,b,c,d,e,f\n1,-2.50e3,007,,"12",""\n')).toEqual([
      '{"a":1,"b":-2.50e3,"c":"007","d":null,"e":12,"f":null}',
    ]);
    expect(says('csv', 'a,b,c\n12345678901234567890,+1,0x1f\n')).toEqual([
      '{"a":12345678901234567890,"b":"+1","c":"0x1f"}',
    ]);
  });

  it('holds separators, quotation marks and line ends in quotes', () => {
    expect(says('csv', 'a,b\n"x, ""y""\r\nz",2\n')).toEqual(['{"a":"x, \\"y\\"\\r\\nz","b":2}']);
  });

  it('takes a quotation mark inside a field for text', () => {
    expect(says('csv', 'size,n\n5" pipe,2\n')).toEqual(['{"size":"5\\" pipe","n":2}']);
  });

  it('ends with CR LF as well, and with the input', () => {
    expect(says('csv', 'a,b\r\n1,2\r\n\r\n3,4')).toEqual(['{"a":1,"b":2}', '{"a":3,"b":4}']);
  });

  it('is read behind a byte order mark, whose bytes may come one by one', () => {
    const bytes = '\ufeff"a","b"\n1,2\n';
    expect(says('csv', bytes, { sizes: [1] })).toEqual(['{"a":1,"b":2}']);
    expect(says('csv', bytes)).toEqual(['{"a":1,"b":2}']);
  });

  it('may have other separators', () => {
    expect(says('csv,sep=;', 'a;b\n1,5;2\n')).toEqual(['{"a":"1,5","b":2}']);
    expect(says('csv,sep=|', 'a|b\n1|2\n')).toEqual(['{"a":1,"b":2}']);
    expect(says('csv,sep=tab', 'a\tb\n1\t2\n')).toEqual(['{"a":1,"b":2}']);
    expect(says('tsv', 'a\tb\n"1\t2"\t3\n')).toEqual(['{"a":"1\\t2","b":3}']);
  });

  it('may have the names of its columns from the option', () => {
    expect(says('csv,header=a,b', '1,2\n3,4\n')).toEqual(['{"a":1,"b":2}', '{"a":3,"b":4}']);
    expect(says('csv,sep=;,header="a, b",c', '1;2\n')).toEqual(['{"a, b":1,"c":2}']);
  });

  it('keeps columns of one name apart in its text, of which the last counts as in JSON', () => {
    expect(says('csv', 'a,a,\n1,2,3\n')).toEqual(['{"a":1,"a":2,"":3}']);
  });

  it('has no prototype to be changed', () => {
    expect(says('csv', '__proto__,constructor\n1,2\n')).toEqual(['{"__proto__":1,"constructor":2}']);
  });
});

describe('a header', () => {
  it('may come again, as `tail -F` and `cat` of several files have it', () => {
    expect(says('csv', 'a,b\n1,2\na,b\n3,4\n\ufeffa,b\r\n5,6\n')).toEqual([
      '{"a":1,"b":2}',
      '{"a":3,"b":4}',
      '{"a":5,"b":6}',
    ]);
  });

  it('of a single column may be a value in it', () => {
    expect(says('csv', 'word\nthe\nword\n')).toEqual(['{"word":"the"}', '{"word":"word"}']);
  });

  it('is of a part of the input, and stays with it where two take turns', () => {
    const [old, log] = [{ begins: true }, { begins: true }];
    const parts = [
      { at: 0, part: old },
      { at: 8, part: log },
      { at: 16, part: old },
      { at: 20, part: log },
    ];
    expect(says('csv', 'a,b\n1,2\nb,a\n3,4\n5,6\n7,8\n', { parts })).toEqual([
      '{"a":1,"b":2}',
      '{"b":3,"a":4}',
      '{"a":5,"b":6}',
      '{"b":7,"a":8}',
    ]);
  });

  it('is known of a part that an earlier run has begun', () => {
    const [bytes, from] = [Buffer.from('a,b\n1,2\n3,4\n5,6\n'), { offset: 8, line: 2, prelude: 'a,b' }];
    const goesOn = (begins: boolean): readonly string[] =>
      fed(buildInputFormat(parseInputFormat('csv')), bytes, { from, parts: [{ at: 8, part: { begins } }] }).records.map(
        (record) => record.says,
      );
    expect(goesOn(false)).toEqual(['{"a":3,"b":4}', '{"a":5,"b":6}']);
    expect(goesOn(true)).toEqual(['{"3":5,"4":6}']);
  });
});

describe('a record that is none of CSV', () => {
  it('has more or fewer fields than there are names', () => {
    expect(says('csv', 'a,b\n1\n1,2,3\n4,5\n')).toEqual([
      'fields: the record has 1 field, the header 2 @0',
      'fields: the record has 3 fields, the header 2 @0',
      '{"a":4,"b":5}',
    ]);
  });

  it('has something behind a quoted field; the next one is on the next line', () => {
    expect(says('csv', 'a,b\n"x"y,2\n3,4\n')).toEqual([
      'fields: something follows the quotation mark that ends the field @3',
      '{"a":3,"b":4}',
    ]);
  });

  it('never closes its quotation mark: it reaches to the end of the input', () => {
    expect(says('csv', 'a,b\n1,"x\n3,4\n')).toEqual(['fields: the quotation mark that opens here is never closed @2']);
  });

  it('… or to the end of the line in which --max-line is reached, whatever is kept of it', () => {
    const rest = Array.from({ length: 40 }, (_, i) => `${i},row\n`).join('');
    const text = `a,b\n1,"x\n${rest}`;
    const at20 = says('csv', text, { maxLine: 20 });
    expect(at20[0]).toBe('too-long: the record is longer than --max-line, 20 bytes: what opens at its byte 2 is not closed before @'); // prettier-ignore
    expect(at20[1]).toBe('{"a":4,"b":"row"}');
    const long = `a,b\n1,"${'x\n'.repeat(2000)}${rest}`;
    const dropped = says('csv', long, { maxLine: 700, readSize: 16, sizes: [7] });
    expect(dropped[0]).toContain('too-long');
    expect(dropped).toEqual(says('csv', long, { maxLine: 700 }));
  });

  it('is not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n1,'), Buffer.of(0xff), Buffer.from('\n3,4\n')]);
    const { records } = fed(buildInputFormat({ is: 'csv', sep: ',' }), bytes);
    expect(records.map((record) => record.says)).toEqual(['utf8: the line is not UTF-8 @2', '{"a":3,"b":4}']);
  });

  it('stands under a header that cannot be read', () => {
    expect(says('csv', '"a"x,b\n1,2\n')).toEqual([
      'fields: the header of the columns cannot be read: something follows the quotation mark that ends the field @0',
    ]);
  });
});

describe('fields', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', 'é', ' ') }), { minLength: 1 }),
        fc.constantFrom(',', ';', '\t'),
        (fields, separator) => {
          const record = fields.map((field) => csvField(field, separator)).join(separator);
          expect(csvFields(record, separator)).toEqual(fields);
        },
      ),
    );
  });
});

it.each([
  ['csv,sep=', '",sep=" is not understood'],
  ['csv,sep=ab', '",sep=ab" is not understood'],
  ['csv,sep="', '",sep="" is not understood'],
  ['csv,seperator=;', '",seperator=;" is not understood'],
  ['csv,header=', '"" names no columns'],
  ['csv,header="a', '""a" names no columns'],
  ['tsv,sep=;', '",sep=;" is not understood'],
  ['csv;', '";" is not understood'],
])('%s is refused', (text, message) => {
  expect(() => parseInputFormat(text)).toThrow(message);
});
