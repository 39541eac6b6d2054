// Whether to colour what a person reads. One rule for every stream (first match decides): --color, NO_COLOR,
// FORCE_COLOR, CLICOLOR_FORCE, TERM=dumb, and whether the stream is a terminal. Records are never coloured.

/** The colours a stream takes: none, or chalk's levels (16 colours, 256, millions). */
export type ColorLevel = 0 | 1 | 2 | 3;

/**
 * The level for one stream.
 * @param choice the value of --color
 * @param env the environment of the process
 * @param isTerminal whether that stream is a terminal
 */
export function colorLevel(
  choice: 'always' | 'never' | 'auto',
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): ColorLevel {
  const { NO_COLOR: no, FORCE_COLOR: force, CLICOLOR_FORCE: cliForce, TERM: term } = env;
  if (choice !== 'auto') return choice === 'never' ? 0 : 1;
  if (no !== undefined && no !== '') return 0;
  if (force !== undefined && force !== '') return forced(force);
  if (cliForce !== undefined && cliForce !== '' && cliForce !== '0') return 1;
  return isTerminal && term !== 'dumb' ? 1 : 0;
}

/** FORCE_COLOR is a level, or a word: `0`, `false` and `off` mean none. */
function forced(value: string): ColorLevel {
  if (/^(0|false|off|no)$/i.test(value)) return 0;
  return value === '2' || value === '3' ? (Number(value) as ColorLevel) : 1;
}
