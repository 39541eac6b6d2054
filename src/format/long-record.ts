// Records that are longer than --max-line: the message for them, and how much of one is kept to be shown.

/** Bytes kept of the beginning. */
export const keptOfLong = 256;

/**
 * @param most bytes of the longest that is taken
 * @param noun `line` or `record`
 * @param unclosed byte of it at which something opens that was not closed within them
 */
export function tooLongText(most: number, noun: string, unclosed?: number): string {
  const why = unclosed === undefined ? '' : `: what opens at its byte ${unclosed} is not closed before`;
  return `the ${noun} is longer than --max-line, ${most} bytes${why}`;
}
