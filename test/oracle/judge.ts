// Holds the outcomes of a run (the oracle's, or the pipeline's) against what a transcript says. Rows, late events and the
// output watermark are compared since the last expectation; what no expectation mentions must not have happened.
import type { Late, Outcome, Row, Step } from './scenario.js';
import { lateText, respelt, rowText } from './telling.js';
import { timeText } from './transcript-time.js';
import type { Line, Transcript } from './transcript.js';

/** Where and how the run was not as told; empty when it was. `outcomes` has one entry per step. */
export function complaints(transcript: Transcript, outcomes: readonly Outcome[]): readonly string[] {
  const found: string[] = [];
  const style = transcript.times;
  const values = stepsOf(transcript).flatMap((step) => (step.is === 'event' ? [step.event.value] : []));
  let steps = 0;
  let rows: Row[] = [];
  let late: Late[] = [];
  const check = (block: readonly Line[], where: string): void => {
    const told = (is: 'row' | 'late'): string[] => block.flatMap((line) => (line.is === is ? [line.text] : []));
    const [toldRows, toldLate] = [told('row'), told('late')];
    const cameRows = rows.map((row, i) => rowText(row, transcript.values, toldRows[i] ?? '', style));
    const cameLate = late.map((one, i) => lateText(one, values[one.event]!, toldLate[i] ?? '', style));
    found.push(...differences(where, toldRows, cameRows, style), ...differences(where, toldLate, cameLate, style));
    [rows, late] = [[], []];
  };
  for (const block of blocks(transcript.lines)) {
    if (block[0]?.is === 'step') {
      const came = outcomes.slice(steps, steps + block.length);
      steps += block.length;
      rows.push(...came.flatMap((outcome) => outcome.rows));
      late.push(...came.flatMap((outcome) => outcome.late));
      continue;
    }
    const where = `line ${block[0]!.number}`;
    if (block.some((line) => line.is !== 'out')) check(block, where);
    // NaN: a batch went on here, and nobody could ask.
    const out = outcomes[steps - 1]?.out ?? -Infinity;
    for (const line of block)
      if (line.is === 'out' && !Number.isNaN(out) && line.at !== out)
        found.push(`${where}: out ${timeText(out, style)}`);
  }
  check([], 'after the last line');
  return found;
}

export function stepsOf(transcript: Transcript): readonly Step[] {
  return transcript.lines.flatMap((line) => (line.is === 'step' ? [line.step] : []));
}

/** Runs of steps and runs of expectations, alternating. */
function blocks(lines: readonly Line[]): readonly (readonly Line[])[] {
  const all: Line[][] = [];
  for (const line of lines) {
    const block = all.at(-1);
    if (block !== undefined && (block[0]!.is === 'step') === (line.is === 'step')) block.push(line);
    else all.push([line]);
  }
  return all;
}

function differences(
  where: string,
  told: readonly string[],
  came: readonly string[],
  style: Transcript['times'],
): readonly string[] {
  const found: string[] = [];
  for (let i = 0; i < Math.max(told.length, came.length); i += 1) {
    const expected = told[i] === undefined ? 'nothing more' : respelt(told[i]!, style);
    const actual = came[i] ?? 'nothing more';
    if (expected !== actual) found.push(`${where}: told "${expected}", came "${actual}"`);
  }
  return found;
}
