// How many columns of a terminal a text takes. Characters of East Asian scripts and emoji take two, marks on a character
// none (Unicode Standard Annex 11); a character is what a person takes for one (grapheme cluster, Annex 29).

// Expressions with classes of Unicode, or of many ranges, cost a start-up more than all else here: each is made where it
// is first needed.

/** Code points of two columns that are no emoji: Hangul, Han, Kana, and forms of full width. */
const wide = (): RegExp =>
  /^[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u3247\u3250-\ua4c6\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;
const emoji = (): RegExp => /^\p{Emoji_Presentation}|\ufe0f/u;
const markOnly = (): RegExp => /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const plain = /^[\x20-\x7e]*$/;

/** Loaded when a text is first met that needs it. */
let segmenter: Intl.Segmenter | undefined;

/** Columns of a text without control characters. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const character of charactersOf(text)) width += widthOf(character);
  return width;
}

/** The text, cut with `…` where it takes more than `most` columns; at least one. */
export function cutToWidth(text: string, most: number): string {
  if (displayWidth(text) <= most) return text;
  let cut = '';
  let width = 0;
  for (const character of charactersOf(text)) {
    width += widthOf(character);
    if (width > most - 1) break;
    cut += character;
  }
  return `${cut}…`;
}

function* charactersOf(text: string): Iterable<string> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(text)) yield segment;
}

function widthOf(character: string): number {
  if (plain.test(character)) return character.length;
  if (wide().test(character) || emoji().test(character)) return 2;
  return markOnly().test(character) ? 0 : 1;
}
