// Text → pattern (OPERATORS §5). Blanks separate; they matter only before `...`: right behind a quantifier it is between
// the repetitions, behind a blank it is before the next name.
import { UsageError } from '../../text/usage-error.js';
import { lengths, type Gap, type SequencePart, type PatternTree } from './pattern-tree.js';

export const patternForm =
  "names in sequence: 'a b' the very next, 'a .. b' the next that fits, 'a ... b' any that fits, '!a' none; a? a* a+ a{2,5}, a|b, (…)";

/** Longest pattern, in characters. */
const longest = 4096;
/** Groups within each other. */
const deepest = 100;
/** The largest number in a quantifier. */
const mostTimes = 1000;

/**
 * The tree of a pattern.
 * @throws UsageError with the character at which it is none
 */
export function parsePattern(text: string): PatternTree {
  if (text.length > longest) throw new UsageError(`a pattern of ${text.length} characters is too long`, patternForm);
  return new PatternReader(text).whole();
}

const blank = /\s*/y;
/** Made where it is first needed: classes of Unicode cost a start-up more than the rest of this file. */
const word = (): RegExp => /[\p{L}_][\p{L}\p{Nd}_]*(?:-[\p{L}\p{Nd}_]+)*/uy;
const dots = /\.+/y;
const counts = /\{\s*(\d*)\s*(,?)\s*(\d*)\s*\}/y;
const sign = /[?*+]/y;

class PatternReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): PatternTree {
    this.#skip();
    if (this.#at === this.#text.length) throw new UsageError('the pattern is empty', patternForm);
    const tree = this.#either();
    if (this.#at < this.#text.length) throw this.#unexpected();
    return tree;
  }

  #either(): PatternTree {
    const branches = [this.#sequence()];
    while (this.#takes('|')) branches.push(this.#sequence());
    return branches.length === 1 ? branches[0]! : { is: 'either', branches };
  }

  #sequence(): PatternTree {
    const parts = [this.#part()];
    while (this.#at < this.#text.length && !'|)'.includes(this.#text[this.#at]!)) parts.push(this.#part());
    return { is: 'sequence', parts };
  }

  #part(): SequencePart {
    const gap = this.#gap();
    if (this.#takes('!')) return { gap, of: this.#negation() };
    const start = this.#at;
    const of = this.#atom();
    if (gap !== undefined && beginsWithGap(of)) throw this.#wrong('two gaps stand before one name', start);
    return { gap, of: this.#quantified(of) };
  }

  #gap(): Gap | undefined {
    const start = this.#at;
    const found = this.#match(dots)?.[0];
    this.#skip();
    if (found === undefined) return undefined;
    if (found.length !== 2 && found.length !== 3)
      throw this.#wrong(`"${found}" is no gap: write .. for the next that fits, ... for any that fits`, start);
    if (this.#at === this.#text.length || '|)'.includes(this.#text[this.#at]!))
      throw this.#wrong(`nothing stands behind "${found}"`, start);
    if (this.#text[this.#at] === '.') throw this.#wrong('two gaps stand before one name', this.#at);
    return found.length === 2 ? 'next' : 'any';
  }

  #negation(): PatternTree {
    const start = this.#at;
    if (this.#text[start] === '!') throw this.#wrong('a negation is not negated', start);
    const names = namesOf(this.#atom());
    if (names === undefined) throw this.#wrong('only a name is negated, or names like !(a|b)', start);
    if (this.#quantifier() !== undefined) throw this.#wrong('a negation has no quantifier', start);
    return { is: 'not', names };
  }

  #atom(): PatternTree {
    const start = this.#at;
    if (this.#takes('(')) return this.#group(start);
    const name = this.#match(word())?.[0];
    if (name === undefined) throw this.#unexpected();
    this.#skip();
    return { is: 'name', name };
  }

  #group(start: number): PatternTree {
    if (++this.#depth > deepest) throw this.#wrong(`more than ${deepest} groups are nested in each other`, start);
    const tree = this.#either();
    if (this.#at === this.#text.length) throw this.#wrong('the group is not closed', start);
    this.#takes(')');
    this.#depth--;
    return tree;
  }

  #quantified(of: PatternTree): PatternTree {
    const start = this.#at;
    const times = this.#quantifier();
    if (times === undefined) return of;
    const reluctant = this.#follows('?');
    if (times[1] > 1 && lengths(of)[0] === 0)
      throw this.#wrong(
        'what is repeated may be nothing: let the quantifier alone say so, as in (a+)* for (a*)*',
        start,
      );
    const combines = times[1] > 1 && this.#combines();
    if (combines && beginsWithGap(of)) throw this.#wrong('two gaps stand before one name', start);
    this.#skip();
    if (/[?*+{]/.test(this.#text[this.#at] ?? ''))
      throw this.#wrong('a quantifier stands behind a quantifier; put what it is for in parentheses', this.#at);
    return { is: 'repeat', of, least: times[0], most: times[1], reluctant, combines };
  }

  /** `...` right behind a quantifier; where a name stands right behind it, either could be meant. */
  #combines(): boolean {
    const start = this.#at;
    if (!this.#text.startsWith('...', start)) return false;
    const behind = this.#text[start + 3] ?? ' ';
    if (!/[\s|)]/.test(behind) && behind !== '.')
      throw this.#wrong(
        '"..." between a quantifier and a name may mean either: write a blank behind it for any between the repetitions, before it for any before the name',
        start,
      );
    this.#at = start + 3;
    return true;
  }

  /** The least and the most of a quantifier; undefined: there is none. */
  #quantifier(): readonly [least: number, most: number] | undefined {
    const start = this.#at;
    const found = this.#match(sign)?.[0];
    if (found !== undefined) return [found === '+' ? 1 : 0, found === '?' ? 1 : Infinity];
    if (this.#text[start] !== '{') return undefined;
    const [, from, comma, to] = this.#match(counts) ?? [];
    if (from === undefined || (from === '' && (to ?? '') === ''))
      throw this.#wrong('this is no quantifier: write {2}, {2,} or {2,5}', start);
    const least = Number(from);
    const most = comma === '' ? least : to === '' ? Infinity : Number(to);
    return this.#times(least, most, start);
  }

  #times(least: number, most: number, start: number): readonly [least: number, most: number] {
    if (most < least) throw this.#wrong(`${least} is more than ${most}`, start);
    if (most === 0) throw this.#wrong('what is there no time at all can be left out', start);
    if (Math.max(least, most === Infinity ? 0 : most) > mostTimes)
      throw this.#wrong(`a quantifier is of at most ${mostTimes} times`, start);
    return [least, most];
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }

  #skip(): void {
    this.#match(blank);
  }

  /** The same without blanks behind it. */
  #follows(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #takes(character: string): boolean {
    const taken = this.#follows(character);
    if (taken) this.#skip();
    return taken;
  }

  #unexpected(): UsageError {
    const start = this.#at;
    if (start === this.#text.length) return this.#wrong('a name is missing at the end', undefined);
    const rest = this.#text.slice(start);
    const remedy = elsewhere.find(([pattern]) => pattern.test(rest))?.[1];
    const what = JSON.stringify(String.fromCodePoint(rest.codePointAt(0)!));
    return this.#wrong(remedy ?? `${what} stands where a name belongs`, start);
  }

  #wrong(what: string, at: number | undefined): UsageError {
    const place = at === undefined ? '' : ` (at character ${at + 1})`;
    return new UsageError(`"${this.#text}": ${what}${place}`, patternForm);
  }
}

/** What people write who know another language, and how it is written here. */
const elsewhere: readonly (readonly [found: RegExp, remedy: string])[] = [
  [/^->|^=>|^→/, 'write .. for "followed by", nothing for "the very next"'],
  [/^,/, 'names stand one after another, without commas'],
  [/^&/, 'write names one after another; of one event all that must hold stands in one --define'],
  [/^[?*+{]/, 'a quantifier stands behind what it is for, and there is nothing'],
  [/^\)/, 'a parenthesis is closed that was not opened, or is empty'],
  [/^\|/, 'an alternative is empty; write (…)? for what may be missing'],
  [/^[\^$]/, 'a pattern begins at any event and has no anchors'],
  [/^\d/, 'a name begins with a letter; how often stands behind it: a{3}'],
  [/^[[\]]/, 'write (a|b) for one of several'],
  [/^["'@<>=]/, 'what an event must be stands in --define NAME=EXPR; here stand names'],
];

/** The names of which a part is one; undefined: it is something else. */
function namesOf(tree: PatternTree): readonly string[] | undefined {
  if (tree.is === 'name') return [tree.name];
  const parts = tree.is === 'either' ? tree.branches : tree.is === 'sequence' ? onlyPart(tree.parts) : undefined;
  const names = parts?.map(namesOf);
  return names?.every((list) => list !== undefined) === true ? names.flat() : undefined;
}

function onlyPart([first, ...others]: readonly SequencePart[]): readonly PatternTree[] | undefined {
  return first !== undefined && others.length === 0 && first.gap === undefined ? [first.of] : undefined;
}

/** Whether a gap is written at the very beginning of a group. */
function beginsWithGap(tree: PatternTree): boolean {
  if (tree.is === 'either') return tree.branches.some(beginsWithGap);
  if (tree.is === 'repeat') return beginsWithGap(tree.of);
  if (tree.is !== 'sequence') return false;
  const [first] = tree.parts;
  return first !== undefined && (first.gap !== undefined || beginsWithGap(first.of));
}
