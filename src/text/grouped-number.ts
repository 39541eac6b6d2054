// Counts as a person reads them. The runtime's own way would load the tables of all languages first: fifteen milliseconds.

/** @param n a whole number that is not negative; `1,234,567` */
export function groupedNumber(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
