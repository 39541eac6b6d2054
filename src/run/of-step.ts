// Errors of a run of several steps name the step.
import { Failure } from './failure.js';
import { ResultsGone } from './outputs.js';

/** The error as one of a step, unless it is of the program or of the machine. */
export function ofStep(name: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ResultsGone || isInternal(error)) return error;
  return new Failure(`${name}: ${error.message}`, error instanceof Failure ? error.status : 1);
}

/** Memory that ends is a RangeError. */
function isInternal(error: Error): boolean {
  return error instanceof RangeError || error instanceof TypeError || error instanceof ReferenceError;
}

/** Carries out a part of a step's work. @throws an Error that names the step */
export function inStep<T>(name: string | undefined, work: () => T): T {
  if (name === undefined) return work();
  try {
    return work();
  } catch (error) {
    throw ofStep(name, error);
  }
}
