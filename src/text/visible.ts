// Hostile text as people may see it: control characters, which a terminal would obey, are made visible.

/** One visible character for each that is none: control characters, line ends, and what turns the writing direction. */
export function visible(text: string): string {
  return text
    .replace(/[\u0000-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udfff]/gu, '\ufffd');
}
