// Numbers out of the scanner, bit by bit against JSON.parse: whatever it reads itself must be the nearest double, what
// it leaves to the host must need it, and what is no JSON number must be declined.
import { expect, test } from 'vitest';
import { scanModule } from '../../src/kernel/module.js';
import { Scanner } from '../../src/kernel/scanner.js';
import { seeded } from './mutator.js';

/** How many numerals; millions are tried by `FLOWCTL_TEST_NUMERALS=5000000 npx vitest run test/kernel`. */
const count = Number(process.env['FLOWCTL_TEST_NUMERALS'] ?? 200_000);

interface Read {
  /** undefined: declined. */
  readonly value: number | undefined;
  readonly asked: boolean;
}

function reader(): (numerals: readonly string[]) => Read[] {
  const asked = new Set<number>();
  const host = {
    intern: () => 0,
    time: () => NaN,
    length: () => NaN,
    judge: () => undefined,
    compute: () => undefined,
    cut: () => undefined,
    numeral(_: number, row: number, text: string) {
      asked.add(row);
      return Number(text);
    },
  };
  const uses = [{ as: 'double', steps: ['n'] }] as const;
  const times = { iso: undefined, epoch: undefined, pattern: undefined };
  const scanner = new Scanner(
    scanModule()!,
    { form: 'json', fields: uses, times, numericText: false, refuseAtSigns: false, salt: 1 },
    host,
  );
  const column = scanner.columnOf(0);
  return (numerals) => {
    const bytes = Buffer.from(numerals.map((n) => `{"n":${n}}\n`).join(''));
    scanner.space(bytes.length).set(bytes);
    const end = scanner.input + bytes.length;
    const declined = new Set<number>();
    asked.clear();
    scanner.begin(scanner.input);
    for (let at = scanner.input; at < end;) {
      const newline = scanner.scan(at, end);
      if (newline < 0) break;
      declined.add(scanner.lines);
      scanner.resume(0, 1);
      at = newline + 1;
    }
    let row = 0;
    const values = scanner.columns.doubles(column);
    return numerals.map((_, line) =>
      declined.has(line) ? { value: undefined, asked: false } : { value: values[row], asked: asked.has(row++) },
    );
  };
}

/** Numerals of every length and shape, many of them wrong. */
function numeral(next: () => number): string {
  const digits = (most: number): string => {
    let text = '';
    for (let n = 1 + Math.floor(next() ** 2 * most); n > 0; n--) text += String(Math.floor(next() * 10));
    return text;
  };
  const whole = (): string => (next() < 0.3 ? '0' : digits(20).replace(/^0(?=.)/, next() < 0.1 ? '0' : '1'));
  const sign = next() < 0.3 ? '-' : '';
  const fraction = next() < 0.6 ? `.${next() < 0.02 ? '' : digits(20)}` : '';
  const power = next() < 0.25 ? 'eE'[Math.floor(next() * 2)]! + ['', '+', '-'][Math.floor(next() * 3)]! : '';
  return sign + whole() + fraction + power + (power === '' || next() < 0.05 ? '' : digits(next() < 0.9 ? 2 : 4));
}

/** Doubles of any bits, as JavaScript writes them: 16 and 17 digits, the largest and the smallest. */
function anyDouble(next: () => number): string {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setUint32(0, next() * 2 ** 32);
  bits.setUint32(4, next() * 2 ** 32);
  const value = bits.getFloat64(0);
  return Number.isFinite(value) ? String(value) : '0';
}

function expected(text: string): number | undefined {
  try {
    return JSON.parse(text) as number;
  } catch {
    return undefined;
  }
}

test(`${count} numerals are the doubles that JSON.parse reads`, () => {
  const next = seeded(5);
  const read = reader();
  for (let left = count; left > 0; left -= 1000) {
    const numerals = Array.from({ length: 1000 }, () => (next() < 0.2 ? anyDouble(next) : numeral(next)));
    const wrong = read(numerals).filter(({ value }, i) => !Object.is(value, expected(numerals[i]!)));
    expect(wrong).toEqual([]);
  }
});

test('the numbers of every day are read without asking', () => {
  const numerals = ['0', '-1', '200', '4074', '6.566', '0.450', '1767225600123', '123456789012.5', '1e3', '2.5E-7'];
  for (const { asked } of reader()(numerals)) expect(asked).toBe(false);
});
