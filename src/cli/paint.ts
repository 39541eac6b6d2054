// Colours for what a run shows a person at standard error: the places, the problems and the carets of rejects. chalk
// would look at the environment by itself, and differently; so it is given the level.
import { type ColorLevel } from './color.js';

type Brush = (text: string) => string;

export interface Colours {
  readonly place: Brush;
  readonly problem: Brush;
  readonly line: Brush;
  readonly caret: Brush;
}

/** How the parts of a reject notice are painted; undefined: not at all, and nothing is loaded for it. */
export async function paintOf(level: ColorLevel): Promise<Colours | undefined> {
  if (level === 0) return undefined;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level });
  return { line: (text) => text, place: chalk.bold, problem: chalk.red, caret: chalk.bold.red };
}
