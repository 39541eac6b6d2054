// How messages and fingerprints call a step of a run.

/** `step 2, fill`. */
export function stepName(number: number, verb: string): string {
  return `step ${number}, ${verb}`;
}

/** An option of a step as the fingerprint of the run calls it: `window` of the first, `step 2 --window`. */
export function optionOfStep(number: number, option: string): string {
  return number === 1 ? option : `step ${number} --${option}`;
}
