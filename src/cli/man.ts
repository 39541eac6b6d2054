// The manual page flowctl(1), made from the flag list, the registries and the topics. The committed man/flowctl.1 is
// its output; a test fails when it is stale (`npm run man` writes it).
import type { Flag } from './flag.js';
import { known } from './options.js';
import { noteSentence, optionForm, optionsBySection, verbSentence } from './option-terms.js';
import { type TextBlock } from './page.js';
import { registries } from './registries.js';
import { roff, section, tagged } from './roff.js';
import { checkpoints } from './topic/checkpoints.js';
import { comingFromBlocks } from './topic/coming-from.js';
import { controlLines } from './topic/control-lines.js';
import { dedup } from './topic/dedup.js';
import { exampleBlocks } from './topic/examples.js';
import { expressions } from './topic/expressions.js';
import { fill } from './topic/fill.js';
import { formatRules } from './topic/formats.js';
import { exitStatus, signals } from './topic/exit-status.js';
import { join } from './topic/join.js';
import { match } from './topic/match.js';
import { inputs } from './topic/inputs.js';
import { model } from './topic/model.js';
import { output } from './topic/output.js';
import { pipelines } from './topic/pipelines.js';
import { disorder } from './topic/disorder.js';
import { sort } from './topic/sort.js';
import { then } from './topic/then.js';
import { time } from './topic/time.js';
import { top } from './topic/top.js';
import { terms } from './topic/terms.js';
import { entryTerms, sentence } from './topic/topic.js';
import { watermarks as lateness } from './topic/watermarks.js';
import { chainForm, verbs } from './verbs.js';

const environment: TextBlock = {
  terms: [
    ['FLOWCTL_OPTS', 'Options that hold for every run; the command line wins.'],
    ['NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, TERM', 'Whether messages are coloured, see `--color`.'],
  ],
};

const files: TextBlock = {
  terms: [
    ['FILE.1', 'The checkpoint before the one in FILE.'],
    ['DIR/NAME/N', 'Snapshot N of a process in a pipeline; DIR/NAME/N.end when it has ended after that.'],
    [
      'fd 3',
      'Where late events go when the caller opened it and `--late` is not given. It does not survive npx, npm run and sudo.',
    ],
  ],
};

const bugs: readonly TextBlock[] = [
  'Text is compared by its characters; no Unicode normalisation is done. Zone data is that of the runtime; a checkpoint records its version.',
];

/** The page as roff. `version` is that of the package. */
export function manualPage(version: string): string {
  const parts = [
    '.\\" Made from src/cli/flags.ts and src/cli/topic by npm run man. Do not edit.',
    `.TH FLOWCTL 1 "" "flowctl ${version}" "User Commands"`,
    // Neither hyphens nor stretched blanks in what people copy.
    '.nh\n.ad l',
    section('Name'),
    'flowctl \\- windows, watermarks, triggers and late data over NDJSON at the shell',
    section('Synopsis'),
    ...[...verbs.map(({ form }) => form), chainForm].map((form) => `.B flowctl\n${synopsis(form)}\n.br`),
    section('Description'),
    roff(model.blocks),
    ...verbsPart(),
    section('Inputs'),
    roff(inputs.blocks),
    section('Options'),
    ...optionsPart(),
    section('Formats'),
    roff(formatRules),
    section('Expressions'),
    roff(expressions.blocks),
    section('Times and durations'),
    roff(time.blocks),
    section('Watermarks and late events'),
    roff(lateness.blocks),
    section('Terms'),
    roff([{ terms: terms.map(({ name, text, example }) => [name, `${text} E.g. \`${example}\`.`] as const) }]),
    section('Dedup'),
    roff(dedup.blocks),
    section('Join'),
    roff(join.blocks),
    section('Sort'),
    roff(sort.blocks),
    section('Match'),
    roff(match.blocks),
    section('Top'),
    roff(top.blocks),
    section('Fill'),
    roff(fill.blocks),
    section('Disorder'),
    roff(disorder.blocks),
    section('Then'),
    roff(then.blocks),
    section('Output records'),
    roff(output.blocks),
    section('Control lines'),
    roff(controlLines.blocks),
    section('Checkpoints'),
    roff(checkpoints.blocks),
    section('Pipelines'),
    roff(pipelines.blocks),
    section('Exit status'),
    roff(exitStatus.blocks.slice(0, 1)),
    section('Environment'),
    roff([environment]),
    section('Files'),
    roff([files]),
    section('Signals'),
    roff(signals),
    section('Examples'),
    roff(exampleBlocks),
    section('Coming from other tools'),
    roff(comingFromBlocks),
    section('See also'),
    '.BR jq (1),\n.BR mlr (1),\n.BR tail (1)',
    roff(['T. Akidau et al., The Dataflow Model, PVLDB 8(12), 2015.']),
    section('Bugs'),
    roff(bugs),
  ];
  return `${parts.join('\n')}\n`;
}

function synopsis(form: string): string {
  return roff([form]).replace(/^\.PP\n/, '');
}

function verbsPart(): string[] {
  return [section('Verbs'), roff([{ terms: verbs.map(({ form, doc }) => [form, sentence(doc)] as const) }])];
}

function optionsPart(): string[] {
  return optionsBySection().flatMap(([title, , flags]) => [
    roff([{ heading: title }]),
    ...flags.map((flag) => tagged(`\`${optionForm(flag)}\``, optionBlocks(flag))),
  ]);
}

function optionBlocks(flag: Flag): TextBlock[] {
  const first = [...known.values()].find(({ registry }) => registry === flag.registry);
  const entries =
    flag.registry === undefined || first !== flag ? [] : [entryTerms(registries[flag.registry], flag.long)];
  const example: TextBlock[] = flag.example === `--${flag.long}` ? [] : [{ code: [flag.example] }];
  return [flag.text + verbSentence(flag) + noteSentence(flag), ...entries, ...example];
}
