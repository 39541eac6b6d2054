// What lines look like that are no JSON, and what would read them: for whoever feeds flowctl something else.

interface LineForm {
  readonly is: (line: string) => boolean;
  /** What it is, and what to do. */
  readonly text: string;
}

const forms: readonly LineForm[] = [
  { is: (line) => line.includes('\0'), text: 'UTF-16; iconv -f UTF-16 -t UTF-8 makes it readable' },
  { is: (line) => /^\s*\[\s*(?:[{[\]]|$)/.test(line), text: "a JSON array; jq -c '.[]' makes a line of each element" },
  {
    is: (line) => /^\s*(?:\{\s*$|"(?:\\.|[^"\\])*"\s*:)/.test(line),
    text: 'JSON over several lines; jq -c . makes a line of each object',
  },
  {
    is: (line) => /\[\d{2}\/[A-Za-z]{3}\/\d{4}:\d{2}:\d{2}:\d{2} /.test(line),
    text: "a web server's log; --input-format text --time '$.line' --time-format clf reads it",
  },
  {
    is: (line) => /^\s*[\w.-]+=\S.*\s[\w.-]+=/.test(line),
    text: 'logfmt; turn it into JSON first, or read it as lines with --input-format text',
  },
  {
    is: (line) => /^[^\s{][^{]*?[,;\t][^{]*$/.test(line) && line.split(/[,;\t]/).length > 2,
    text: 'CSV or TSV; turn it into JSON first, or read it as lines with --input-format text',
  },
  { is: (line) => !/^\s*[{"]/.test(line), text: 'text; --input-format text makes {"line": …} of each line' },
];

/** What most of these lines look like; undefined when it is nothing known. */
export function lineForm(lines: readonly string[]): string | undefined {
  const heads = lines.map((line) => line.slice(0, 1000));
  return forms.find(({ is }) => 2 * heads.filter(is).length > heads.length)?.text;
}
