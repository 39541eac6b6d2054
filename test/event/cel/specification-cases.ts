// The test cases of the specification of CEL (the package @bufbuild/cel-spec has them as data), as far as they touch the
// values that JSON has: without unsigned numbers, messages, enums and optional values, and without library functions that
// flowctl has not.
import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';

export interface SpecificationCase {
  /** What it is called there. */
  readonly case: string;
  readonly expr: string;
  /** The event that its variables are members of, as JSON text. */
  readonly event: string;
  /** As JSON text; undefined: it fails. */
  readonly value: string | undefined;
}

/** A value of the specification, as the JSON form of Protocol Buffers has it. */
type Value = Readonly<Record<string, unknown>>;

interface Original {
  readonly name: string;
  readonly expr: string;
  readonly container?: string;
  readonly bindings?: Readonly<Record<string, { readonly value: Value }>>;
  readonly value?: Value;
  readonly evalError?: unknown;
}

interface Suite {
  readonly name: string;
  readonly suites?: readonly Suite[];
  readonly tests?: readonly { readonly original: Original }[];
}

const files = new Set(
  'basic comparisons conversions fields fp_math integer_math lists logic macros math_ext namespace parse plumbing string string_ext timestamps'.split(
    ' ',
  ),
);
const foreign =
  /[0-9a-f]u\b|\dU\b|uint\(|google\.|TestAll|NestedEnum|optional|\.\?|\[\?|\.(format|charAt|lastIndexOf|reverse)\(|strings\.quote|math\.(bit|is(NaN|Inf|Finite)\()|x\.getMilliseconds\(/;

/** The cases of our types, in the order of the specification. */
export function specificationCases(): readonly SpecificationCase[] {
  const suites = (tests as Suite).suites ?? [];
  return suites
    .filter(({ name }) => files.has(name))
    .flatMap((suite) => casesOf(suite, suite.name))
    .filter(({ original }) => original.container === undefined && !foreign.test(original.expr))
    .flatMap(({ path, original }) => caseOf(path, original) ?? []);
}

interface Placed {
  readonly path: string;
  readonly original: Original;
}

function casesOf({ suites = [], tests = [] }: Suite, path: string): readonly Placed[] {
  return [
    ...suites.flatMap((suite) => casesOf(suite, `${path}/${suite.name}`)),
    ...tests.map(({ original }) => ({ path: `${path}/${original.name}`, original })),
  ];
}

/** Undefined where it has a value that is none of JSON. */
function caseOf(path: string, { expr, bindings = {}, value, evalError }: Original): SpecificationCase | undefined {
  const members = Object.entries(bindings).map(([name, { value }]) => [name, memberText(value)] as const);
  const expected = value === undefined ? 'true' : textOf(value);
  if (expected === undefined || members.some(([, text]) => text === undefined)) return undefined;
  const event = `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join()}}`;
  return { case: path, expr, event, value: evalError === undefined ? expected : undefined };
}

/** No member of an event is bytes. */
function memberText(value: Value): string | undefined {
  return 'bytesValue' in value ? undefined : textOf(value);
}

/** JSON text; bytes in base64, types by their names, what JSON has not as null. */
function textOf(value: Value): string | undefined {
  const [[kind, of] = []] = Object.entries(value);
  if (kind === 'int64Value') return of as string;
  if (kind === 'doubleValue') return typeof of === 'number' ? (Object.is(of, -0) ? '-0' : JSON.stringify(of)) : 'null';
  if (kind === 'listValue') return listText((of as { values?: readonly Value[] }).values ?? []);
  if (kind === 'mapValue') return mapText((of as { entries?: readonly Entry[] }).entries ?? []);
  const isPlain = ['stringValue', 'boolValue', 'nullValue', 'bytesValue', 'typeValue'].includes(kind!);
  return isPlain ? JSON.stringify(of) : undefined;
}

function listText(values: readonly Value[]): string | undefined {
  const texts = values.map(textOf);
  return texts.includes(undefined) ? undefined : `[${texts.join()}]`;
}

interface Entry {
  readonly key: Value;
  readonly value: Value;
}

/** Keys that are no text are written as one. */
function mapText(entries: readonly Entry[]): string | undefined {
  const texts = entries.map(({ key, value }) => [textOf(key), textOf(value)] as const);
  if (texts.some(([, text]) => text === undefined)) return undefined;
  return `{${texts.map(([name, text]) => `${name!.startsWith('"') ? name! : `"${name!}"`}:${text!}`).join()}}`;
}
