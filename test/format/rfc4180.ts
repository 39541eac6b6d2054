// A reader of RFC 4180, as short as its grammar: what is written as csv is read back by somebody who did not write it.
// A field in quotation marks is given as text, one without characters and quotation marks as null.

export function readCsv(text: string): (string | null)[][] {
  const records: (string | null)[][] = [];
  let record: (string | null)[] = [];
  for (let at = 0; at < text.length;) {
    const quoted = /"((?:[^"]|"")*)"/y;
    quoted.lastIndex = at;
    const found = quoted.exec(text);
    const plain = /[^",\r\n]*/y;
    plain.lastIndex = at;
    const [field, width] = found
      ? [found[1]!.replaceAll('""', '"'), found[0].length]
      : plainField(plain.exec(text)![0]);
    record.push(field);
    at += width;
    if (text[at] === ',') {
      at++;
      continue;
    }
    if (text[at] !== '\n') throw new Error(`no end of a field at ${at}: ${JSON.stringify(text.slice(at, at + 20))}`);
    records.push(record);
    record = [];
    at++;
  }
  return records;
}

function plainField(text: string): [string | null, number] {
  return [text === '' ? null : text, text.length];
}

/** Records between tabs, with escapes undone. */
export function readTsv(text: string): string[][] {
  const undone: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) =>
    line.split('\t').map((field) => field.replace(/\\(.)/g, (_, what: string) => undone[what]!)),
  );
}
