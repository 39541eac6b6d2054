// Quoted fields with backslashes in them, as logfmt, access logs and structured data of syslog have them.

const quote = 34;
const backslash = 92;

/**
 * Where a quoted field ends: the place of the first quotation mark from `from` on that has no backslash before it; −1:
 * there is none. Scanned by hand, for a regular expression keeps a place to go back to for each character.
 */
export function closingQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === quote) return at;
    if (unit === backslash) at++;
  }
  return -1;
}

/** Bytes written as `\xc3\xa9`; those beside each other are read as UTF-8, what is none being U+FFFD. */
export function escapedBytes(text: string): string {
  return Buffer.from(text.replaceAll('\\x', ''), 'hex').toString('utf8');
}

/** Characters that are written as a backslash and a letter in all of them. */
export const escapedLetters: Readonly<Record<string, string>> = {
  ...{ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  ...{ '"': '"', '\\': '\\' },
};
