// Every transcript, told by the oracle and by the pipeline in every way it can be driven. The ones that are wrong on
// purpose must be found out.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildTrigger, parseTrigger } from '../src/trigger/index.js';
import { complaints, stepsOf } from './oracle/judge.js';
import { answers } from './oracle/oracle.js';
import { readScenario, triggerText } from './oracle/read-scenario.js';
import { readTranscript, type Transcript } from './oracle/transcript.js';
import { canFinish } from './oracle/trigger-text.js';
import type { Outcome } from './oracle/scenario.js';
import { play, ways, wayText } from './scenarios.js';

const folder = new URL('../fixtures/transcripts/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe.each(names)('%s', (name) => {
  const transcript = readTranscript(readFileSync(new URL(name, folder), 'utf8'));
  const { flags, inputs } = transcript;
  const steps = stepsOf(transcript);

  it('says whose behaviour it is', () => {
    expect(transcript.prose.length).toBeGreaterThan(0);
  });

  it('is what the oracle tells', () => {
    const scenario = readScenario(flags, inputs);
    const refused = scenario.window.is !== 'count' && canFinish(scenario.trigger, scenario.lateness);
    holds(transcript, refused, () => answers(scenario, steps));
  });

  it.each(ways.map((way) => [wayText(way), way] as const))('is what the pipeline tells: %s', (_, way) => {
    const { window, lateness } = readScenario(flags, inputs);
    const trigger = buildTrigger(parseTrigger(triggerText(flags)), { index: () => 0 });
    const refused = window.is !== 'count' && trigger.canFinish(lateness);
    holds(transcript, refused, () => play(flags, inputs, steps, way).outcomes);
  });
});

/** A trigger that can finish while data may come is refused unless asked for. */
function holds(transcript: Transcript, unsafe: boolean, outcomes: () => readonly Outcome[]): void {
  const refused = unsafe && !('allow-unsafe-trigger' in transcript.flags);
  const found = refused ? ['the trigger can finish while data may come'] : complaints(transcript, outcomes());
  if (transcript.mustFail === undefined) expect(found).toEqual([]);
  else expect(found).not.toEqual([]);
}
