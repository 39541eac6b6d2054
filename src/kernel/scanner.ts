// Lines of JSON to columns of numbers, in WebAssembly: the fields are given once as places and kinds, then whole blocks
// of lines are scanned into rows. A line the scanner does not decide (wrong, or rare) is declined, and the caller may
// put a row in its place.
import { ScanColumns, reserve, type ColumnType, type Lane } from './columns.js';
import { importsOf, type ScanHost } from './imports.js';
import type { ComputedMember, Conditions, Question } from './conditions.js';
import type { Exports } from './module.js';

/** How the value at a place is used. A line without a usable 'time' is declined; the others take what they find. */
export type FieldKind = 'time' | 'optional-time' | 'key' | 'double' | 'length' | 'span' | 'presence' | 'passes';

export interface Field {
  readonly as: FieldKind;
  /** Member names, and indexes from 0, from the outermost value. */
  readonly steps: readonly (string | number)[];
  /** The diagram of its condition: of rows for which that does not hold, nothing is read. */
  readonly where?: number | undefined;
}

const none: Conditions = { questions: [], decisions: [], begins: [], ofRows: 0 };

/** Which times are read here; all others are read by the host. */
export interface TimeForms {
  /** RFC 3339; without a zone it is UTC or not read here. */
  readonly iso: 'zoned' | 'zoneless too' | undefined;
  /** Text of a fixed form: the steps of timestamp.ts. */
  readonly pattern: readonly number[] | undefined;
  /** Numbers counting this unit, or the one their size suggests; also as text. */
  readonly epoch: 'auto' | 's' | 'ms' | 'us' | 'ns' | undefined;
}

/** How a line holds a record: as a JSON value, or as fields, which are members of it; a text is the only one, `line`. */
export type LineForm = 'json' | 'clf' | 'combined' | 'logfmt' | 'separated' | 'text';

/** Of records whose fields are separated, which need not be lines. */
export interface Separation {
  /** What stands between two fields: an ASCII character. */
  readonly separator: string;
  /** Longer records, in bytes, are declined. */
  readonly longest: number;
}

/** What of a line are events of their own (`@each`). */
export interface LinePieces {
  /** Words of a text, what is between the separators in it, what the host makes of it; or the values in a container. */
  readonly are: 'words' | 'between' | 'cut' | 'children';
  /** Where the text or the container is. */
  readonly of: readonly (string | number)[];
  /** Of 'between': at most sixteen bytes. */
  readonly separator?: string | undefined;
}

export interface ScanSpec {
  readonly form: LineForm;
  /** Of the form 'separated'. */
  readonly separation?: Separation | undefined;
  /** Times first, then keys, then all others. */
  readonly fields: readonly Field[];
  /** Undefined: each line is an event. */
  readonly pieces?: LinePieces | undefined;
  readonly conditions?: Conditions;
  /** In the order in which they are computed. */
  readonly members?: readonly ComputedMember[];
  readonly times: TimeForms;
  /** Whether a 'double' may also be text that is a JSON number. */
  readonly numericText: boolean;
  /** Declines lines in which a member of the outermost object begins with `@`. */
  readonly refuseAtSigns: boolean;
  /** Seeds the hash of the keys: an integer below 2^53. */
  readonly salt: number;
}

/** The columns every row has: its byte range, and its line, both counted from the origin given to `begin`. */
export const startColumn = 0;
export const endColumn = 1;
export const lineColumn = 2;

const forms: readonly LineForm[] = ['json', 'clf', 'combined', 'logfmt', 'separated', 'text'];
const pieceKinds: readonly LinePieces['are'][] = ['words', 'between', 'cut', 'children'];
/** Fields that each line of an access log has; the last two are of the combined form. */
const accessFields = [
  ...['host', 'ident', 'user', 'time', 'method', 'path', 'protocol', 'status', 'bytes', 'referer', 'agent'],
];
/** Those that only some have. */
const rareFields = ['vhost', 'request', 'extra'];

const kinds: readonly FieldKind[] = ['time', 'optional-time', 'key', 'double', 'length', 'span', 'presence', 'passes'];
const questionKinds: readonly Question['kind'][] = ['exists', '==', '!=', '<', '<=', '>', '>=', 'has', 'judge'];
/** Types of values, as wasm/layout.ts has them. */
const [text, number, nothing, truthValue] = [1, 2, 4, 5] as const;
const units = ['auto', 's', 'ms', 'us', 'ns'] as const;
const columnTypeOf: Readonly<Record<FieldKind, ColumnType>> = {
  time: 'double',
  'optional-time': 'double',
  key: 'integer',
  double: 'double',
  length: 'double',
  span: 'unsigned',
  presence: 'byte',
  passes: 'byte',
};

/** Bytes after the input that are read, though never minded. */
const margin = 64;
const largestIndex = 255;
const mostFields = 100;
const mostNodes = 62;
const mostQuestions = 64;
const mostDecisions = 256;
const mostMembers = 32;
const rowsFull = 2;
const largestSize = 2 ** 32 - 1;
/** In pages of 64 KiB, as in asconfig.json. */
const sharedSize = { initial: 16, maximum: 65_536, shared: true };

/** Whether a scanner can be made for these fields, conditions and members. */
export function canScan(
  fields: readonly Field[],
  { questions, decisions, begins }: Conditions,
  members: readonly ComputedMember[],
): boolean {
  if (questions.length + members.length > mostQuestions || begins.length > mostQuestions) return false;
  if (decisions.length > mostDecisions || members.length > mostMembers) return false;
  const asked = [...questions, ...members].flatMap(({ places: these }) => these);
  const paths = [...fields.map(({ steps }) => steps), ...asked, ...members.map(({ name }) => [name])];
  const places = new Set(paths.flatMap((steps) => steps.map((_, i) => JSON.stringify(steps.slice(0, i + 1)))));
  return fields.length <= mostFields && places.size < mostNodes && paths.every((steps) => steps.every(isPlainStep));
}

/** The same of lines of fields, whose members are neither objects nor lists; the record itself has no text there. */
export function canScanFields(
  form: LineForm,
  fields: readonly Field[],
  { questions }: Conditions,
  members: readonly ComputedMember[],
): boolean {
  const asked = questions.flatMap(({ kind, places }) => places.map((steps) => ({ steps, isTest: kind === 'has' })));
  const of = members.flatMap(({ places }) => places.map((steps) => ({ steps, isTest: false })));
  const read = fields.map(({ as, steps }) => ({ steps, isTest: as === 'presence' || as === 'passes' }));
  return [...asked, ...of, ...read].every(({ steps, isTest }) => {
    const [name] = steps;
    if (name === undefined) return isTest;
    const isAccess = form === 'clf' || form === 'combined';
    return steps.length === 1 && typeof name === 'string' && !(isAccess && rareFields.includes(name));
  });
}

/** Lone surrogates cannot be written in UTF-8 but escaped, and escaped names are not read here. */
function isPlainStep(step: string | number): boolean {
  return typeof step === 'string' ? !/\p{Surrogate}/u.test(step) : step >= 0 && step <= largestIndex;
}

/** Where one batch lies: its lines, and the columns read out of them. */
interface Arena {
  readonly columns: ScanColumns;
  input: number;
  /** Bytes there is room for at `input`. */
  room: number;
  /** As much room for the texts of members, if there are any. */
  texts: number;
  /** Where texts of fields are copied to, with twice that room. */
  copies: number;
  /** Where pieces of texts are put, with twice that room, if lines are cut. */
  pieces: number;
}

export class Scanner {
  readonly #kernel: Exports;
  readonly #columnOfField: readonly number[];
  readonly #lanes: readonly Lane[];
  readonly #members: number;
  readonly #form: LineForm;
  readonly #cuts: boolean;
  readonly #arenas: Arena[] = [];
  #arena: Arena;
  /** By the steps to it as JSON: what is read, and what leads there. */
  readonly #nodes = new Map<string, number>();
  #header = { room: 0, place: 0 };
  #origin = 0;

  /** @param spec only what `canScan` allows */
  constructor(module: WebAssembly.Module, spec: ScanSpec, host: ScanHost) {
    const kernel = instantiate(
      module,
      importsOf(host, () => kernel.memory.buffer),
    );
    this.#kernel = kernel;
    const { columnOfField, lanes } = arrange(spec.fields);
    this.#columnOfField = columnOfField;
    this.#lanes = lanes;
    this.#form = spec.form;
    this.#cuts = spec.pieces !== undefined;
    this.#members = spec.members?.length ?? 0;
    this.#configure(spec);
    this.#arena = this.#newArena();
    this.#arenas.push(this.#arena);
    this.#settle();
  }

  /**
   * Uses this arena from now on; what lies in others stays as it is.
   * @param number from 0, which is the first in use
   */
  useArena(number: number): void {
    while (this.#arenas.length <= number) this.#arenas.push(this.#newArena());
    this.#arena = this.#arenas[number]!;
    this.#settle();
  }

  get columns(): ScanColumns {
    return this.#arena.columns;
  }

  /**
   * The column of a field. All keys share one, with the number of each of them in a row; −1 in rows that are none of the
   * results. A 'span' has two integers a row: begin and end, 0 and 0 for none.
   */
  columnOf(field: number): number {
    return this.#columnOfField[field]!;
  }

  get memory(): ArrayBuffer {
    return this.#kernel.memory.buffer;
  }

  /** Where the input lies in the memory. */
  get input(): number {
    return this.#arena.input;
  }

  /** The origin given to `begin`. */
  get origin(): number {
    return this.#origin;
  }

  /** Room for `size` bytes of input. What the room held before, it still holds; old views of it are dead. */
  space(size: number): Uint8Array {
    const arena = this.#arena;
    if (size > arena.room) this.#widen(arena, Math.max(size, 2 * arena.room, 1 << 16));
    return new Uint8Array(this.memory, arena.input, arena.room);
  }

  byteAt(place: number): number {
    return new Uint8Array(this.memory, place, 1)[0]!;
  }

  setByte(place: number, byte: number): void {
    new Uint8Array(this.memory, place, 1)[0] = byte;
  }

  /** Forgets all rows. The counts begin at 0, and the byte ranges of lines are counted from `origin`. */
  begin(origin: number): void {
    this.#origin = origin;
    this.#kernel.setOrigin(origin);
    this.#kernel.setPlace(0, 0);
    this.#kernel.resetCounts();
    const { texts, copies, pieces, room } = this.#arena;
    this.#kernel.setRoom(texts, texts === 0 ? 0 : texts + room);
    this.#kernel.setCopies(copies);
    this.#kernel.setPieceRoom(pieces, pieces === 0 ? 0 : pieces + 2 * room);
  }

  /**
   * Scans the lines in [from, end) of the memory, the last of which ends with a newline too, until one is declined.
   * @returns the newline's place of the declined line, which begins at `declined`; −1 when all lines were scanned
   */
  scan(from: number, end: number): number {
    let at = from;
    while (true) {
      const status = this.#kernel.scan(at, end);
      if (status === 0) return -1;
      if (status !== rowsFull) return this.#kernel.declinedEnd.value >>> 0;
      at = this.#kernel.place.value >>> 0;
      this.grow();
    }
  }

  get declined(): number {
    return this.#kernel.declinedStart.value >>> 0;
  }

  /** Rows written so far, and lines seen. */
  get rows(): number {
    return this.#kernel.row.value >>> 0;
  }

  get lines(): number {
    return this.#kernel.line.value >>> 0;
  }

  /** After a declined record: goes on behind it, with so many rows put in its place by the caller, and so many lines later. */
  resume(rowsPut: number, lines: number): void {
    this.#kernel.setPlace(this.rows + rowsPut, this.lines + lines);
  }

  /**
   * Names the fields of records from now on, of the form 'separated'; records of more or fewer of them are declined.
   * @param header what is declined wherever it comes, since it is no record
   */
  setColumns(names: readonly string[], header: string | undefined): void {
    if (this.#kernel.setColumns(names.length) === 0) throw new RangeError(`no memory left for ${names.length} columns`);
    // Of columns of the same name the last counts.
    for (const [name, column] of new Map(names.map((text, i) => [text, i]))) {
      const node = this.#nodes.get(JSON.stringify([name]));
      if (node !== undefined) this.#kernel.placeColumn(column, node);
    }
    this.#setHeader(new TextEncoder().encode(header ?? ''));
  }

  /** In the room of the one before, if that is enough. */
  #setHeader(bytes: Uint8Array): void {
    const room = bytes.length + margin;
    if (room > this.#header.room) this.#header = { room: 2 * room, place: reserve(this.#kernel, 2 * room) };
    new Uint8Array(this.memory).set(bytes, this.#header.place);
    this.#kernel.setHeader(bytes.length === 0 ? 0 : this.#header.place, bytes.length);
  }

  /** The end of the last record that is seen to end in [from, end) of the memory, where `from` is between records; or `from`. */
  lastRecordEnd(from: number, end: number): number {
    return this.#kernel.lastRecordEnd(from, end) >>> 0;
  }

  /** Since `begin`, rows in which the value of a field was missing: of a 'key' or a 'presence' absent, of others also null. */
  missing(field: number): number {
    return this.#kernel.missing(field) >>> 0;
  }

  /** Rows in which it was not of the type of the field. */
  wrongType(field: number): number {
    return this.#kernel.wrongType(field) >>> 0;
  }

  /** Rows of which it was not read, since its condition does not hold or fails. */
  excepted(field: number): number {
    return this.#kernel.excepted(field) >>> 0;
  }

  /** Since `begin`, rows for which a condition has failed, by its number. */
  failed(condition: number): number {
    return this.#kernel.failed(condition) >>> 0;
  }

  /** Since `begin`, rows for which a member could not be computed. */
  uncomputed(member: number): number {
    return this.#kernel.uncomputed(member) >>> 0;
  }

  /** Since `begin`, rows that are none of the results. */
  get filtered(): number {
    return this.#kernel.filtered.value >>> 0;
  }

  /** From here on the number of each key comes anew from the host. */
  forgetKeys(): void {
    this.#kernel.forgetKeys();
  }

  /** Makes room for more rows. */
  grow(): void {
    this.columns.grow();
    this.#settle();
  }

  #configure({
    form,
    separation,
    pieces,
    fields,
    conditions = none,
    members = [],
    times,
    numericText,
    refuseAtSigns,
    salt,
  }: ScanSpec): void {
    const root = this.#kernel.addNode(0, 0, 0, -1);
    const tree = this.#nodes;
    fields.forEach((field, i) => {
      const node = this.#node(field.steps, root, tree);
      if (field.as !== 'passes' && field.as !== 'presence') this.#kernel.wantNode(node);
      this.#kernel.addField(kinds.indexOf(field.as), node, i, field.where ?? -1);
    });
    const nodeAt = (steps: Field['steps']): number => this.#wanted(steps, root, tree);
    if (pieces !== undefined) this.#tellPieces(pieces, nodeAt(pieces.of), this.#node(['@each'], root, tree));
    for (const question of conditions.questions) this.#addQuestion(question, nodeAt);
    for (const member of members) this.#addMember(member, nodeAt);
    for (const { asks, no, yes, failed } of conditions.decisions) this.#kernel.addDecision(asks, no, yes, failed);
    for (const begin of conditions.begins) this.#kernel.addCondition(begin);
    this.#kernel.setConditionsOfRows(conditions.ofRows);
    this.#tellTimes(times);
    this.#kernel.setNumericText(numericText ? 1 : 0);
    this.#kernel.open(root, refuseAtSigns ? 1 : 0, BigInt(salt));
    this.#tellForm(form, root, tree, refuseAtSigns);
    if (separation !== undefined) this.#tellSeparation(separation, root);
  }

  #addQuestion({ kind, places, value, absent, unlike }: Question, nodeAt: (steps: Field['steps']) => number): void {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    const type =
      typeof value === 'string' ? text : typeof value === 'number' ? number : value === null ? nothing : truthValue;
    const double = typeof value === 'number' ? value : NaN;
    this.#kernel.addQuestion(questionKinds.indexOf(kind), absent ?? -1, unlike);
    this.#kernel.compareWith(type, double, this.#keep(bytes), bytes.length);
    for (const place of kind === 'has' ? [...places, places[0]!.slice(0, -1)] : places)
      this.#kernel.addPlace(nodeAt(place));
  }

  #addMember({ name, places, spelled }: ComputedMember, nodeAt: (steps: Field['steps']) => number): void {
    this.#kernel.addQuestion(questionKinds.length, 0, 0);
    for (const place of places) this.#kernel.addPlace(nodeAt(place));
    this.#kernel.addMember(nodeAt([name]), spelled ? 1 : 0);
  }

  #wanted(steps: Field['steps'], root: number, tree: Map<string, number>): number {
    const node = this.#node(steps, root, tree);
    this.#kernel.wantNode(node);
    return node;
  }

  #tellTimes({ iso, epoch, pattern }: TimeForms): void {
    const isoForms = iso === undefined ? 0 : iso === 'zoned' ? 1 : 1 + 16;
    const epochForms = epoch === undefined ? 0 : 2 + 4;
    this.#kernel.setTime(isoForms + epochForms + (pattern === undefined ? 0 : 8), units.indexOf(epoch ?? 'auto'));
    if (pattern !== undefined) this.#kernel.setPattern(this.#keep(Uint8Array.from(pattern)), pattern.length);
  }

  #tellForm(form: LineForm, root: number, tree: ReadonlyMap<string, number>, refuseAtSigns: boolean): void {
    this.#kernel.setForm(forms.indexOf(form), root, refuseAtSigns ? 1 : 0);
    if (form !== 'clf' && form !== 'combined') return;
    const all = form === 'clf' ? accessFields.slice(0, -2) : accessFields;
    all.forEach((name, i) => {
      const node = tree.get(JSON.stringify([name]));
      if (node !== undefined) this.#kernel.placeField(i, node);
    });
  }

  #tellPieces({ are, separator = '' }: LinePieces, from: number, to: number): void {
    const bytes = new TextEncoder().encode(separator);
    this.#kernel.setPieces(pieceKinds.indexOf(are) + 1, from, to, this.#keep(bytes), bytes.length);
  }

  #tellSeparation({ separator, longest }: Separation, root: number): void {
    this.#kernel.setSeparator(separator.charCodeAt(0), Math.min(longest, largestSize), root);
  }

  /** Copies bytes into the memory, for good. */
  #keep(bytes: Uint8Array): number {
    const place = reserve(this.#kernel, bytes.length + 16);
    new Uint8Array(this.memory).set(bytes, place);
    return place;
  }

  /** The node at the end of the steps, made together with those on the way to it. */
  #node(steps: readonly (string | number)[], root: number, tree: Map<string, number>): number {
    let node = root;
    steps.forEach((step, i) => {
      const place = JSON.stringify(steps.slice(0, i + 1));
      const child = tree.get(place) ?? this.#child(node, step);
      tree.set(place, child);
      node = child;
    });
    return node;
  }

  #child(node: number, step: string | number): number {
    if (typeof step === 'number') return this.#kernel.addNode(node, 0, 0, step) >>> 0;
    const name = new TextEncoder().encode(step);
    return this.#kernel.addNode(node, this.#keep(name), name.length, -1) >>> 0;
  }

  #newArena(): Arena {
    return { columns: new ScanColumns(this.#kernel, this.#lanes), input: 0, room: 0, texts: 0, copies: 0, pieces: 0 };
  }

  #widen(arena: Arena, room: number): void {
    const input = reserve(this.#kernel, room + margin);
    if (arena.room > 0) new Uint8Array(this.memory).copyWithin(input, arena.input, arena.input + arena.room);
    arena.input = input;
    arena.room = room;
    if (this.#members > 0) arena.texts = reserve(this.#kernel, room + margin);
    if (this.#cuts) arena.pieces = reserve(this.#kernel, 2 * room + margin);
    if (this.#form !== 'json') arena.copies = reserve(this.#kernel, 2 * room + margin);
  }

  /** Tells where the columns are now. */
  #settle(): void {
    const { places, capacity } = this.columns;
    this.#kernel.setRows(places[startColumn]!, places[endColumn]!, places[lineColumn]!, capacity);
    this.#columnOfField.forEach((column, field) => {
      this.#kernel.setColumn(field, places[column]!);
    });
  }
}

/** A module that imports its memory gets one that other threads can read. */
function instantiate(module: WebAssembly.Module, host: WebAssembly.ModuleImports): Exports {
  const shared = WebAssembly.Module.imports(module).some(({ kind }) => kind === 'memory');
  const env = shared ? { memory: new WebAssembly.Memory(sharedSize) } : {};
  return new WebAssembly.Instance(module, { host, env }).exports as Exports;
}

function arrange(fields: readonly Field[]): { readonly columnOfField: number[]; readonly lanes: Lane[] } {
  const line: Lane = { as: 'unsigned', each: 1 };
  const lanes: Lane[] = [line, line, line];
  const keys = fields.filter((field) => field.as === 'key').length;
  const firstKey = fields.findIndex((field) => field.as === 'key');
  const columnOfField: number[] = [];
  fields.forEach(({ as }, i) => {
    const each = as === 'key' ? keys : as === 'span' ? 2 : 1;
    if (as === 'key' && i !== firstKey) columnOfField.push(columnOfField[firstKey]!);
    else columnOfField.push(lanes.push({ as: columnTypeOf[as], each }) - 1);
  });
  return { columnOfField, lanes };
}
