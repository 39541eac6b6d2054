// How messages call a step of a run.

/** `step 2, fill`. */
export function stepName(number: number, verb: string): string {
  return `step ${number}, ${verb}`;
}
