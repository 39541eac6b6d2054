// Text that is a number (`--numeric-text`): journald, CSV and environment variables write all values as text. Only what
// RFC 8259 calls a number counts as one, so that `007`, `1,5` and `0x1f` stay text.

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Whether RFC 8259 calls the text a number. */
export function isJsonNumber(text: string): boolean {
  return jsonNumber.test(text);
}

/** The nearest double of a text that is a JSON number, ±Infinity beyond all doubles; NaN for any other text. */
export function numberInText(text: string): number {
  return jsonNumber.test(text) ? Number(text) : NaN;
}
