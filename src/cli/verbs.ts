// The first word of a command line may be what to do; without one the command runs. Verbs that read events name an
// operator (operator/); which options each of them has stands in flags.ts.

export const verbs = [
  { name: 'run', form: 'run [OPTION…] [INPUT…]', doc: 'compute (also without the word)' },
  {
    name: 'dedup',
    form: 'dedup --within D [OPTION…] [INPUT…]',
    doc: 'pass on one of events that are the same, as it came',
  },
  {
    name: 'join',
    form: 'join --within LO..HI|--window W|--as-of|--table FILE [OPTION…] LEFT [RIGHT]',
    doc: 'put events of two inputs together that have the same key and belong together in time',
  },
  {
    name: 'sort',
    form: 'sort --time PATH [OPTION…] [INPUT…]',
    doc: 'pass events on as they came, in order of event time',
  },
  {
    name: 'match',
    form: 'match --pattern P --within D [OPTION…] [INPUT…]',
    doc: 'find sequences of events of a key that match a pattern',
  },
  {
    name: 'top',
    form: 'top N --by PATH [OPTION…] [INPUT…]',
    doc: 'write the N events of each key and window that have the largest numbers',
  },
  {
    name: 'fill',
    form: 'fill --every D --for D|--silence D [OPTION…] [INPUT…]',
    doc: 'write rows for windows without one, or say which keys have fallen silent',
  },
  {
    name: 'disorder',
    form: 'disorder --time PATH [OPTION…] [INPUT…]',
    doc: 'say how far events are out of order, and what each --watermark would lose',
  },
  {
    name: 'explain',
    form: 'explain [VERB] [OPTION…] [INPUT…]',
    doc: 'say in words what these options mean, reading nothing; with --json, as a plan for --plan',
  },
  { name: 'checkpoint', form: 'checkpoint show FILE|DIR', doc: 'show what a checkpoint holds, or a pipeline' },
  { name: 'completion', form: 'completion bash|zsh|fish', doc: 'write the completion script of a shell' },
  { name: 'help', form: 'help [TOPIC]', doc: 'explain one subject; without TOPIC list them' },
] as const;

/** How verbs follow each other (`then`). */
export const chainForm = 'VERB [OPTION…] [INPUT…] then VERB [OPTION…] [then …]';

/** Verbs that read events. */
export const operatorVerbs = ['run', 'dedup', 'join', 'match', 'sort', 'top', 'fill', 'disorder'] as const;

export type OperatorVerb = (typeof operatorVerbs)[number];

export type Verb = (typeof verbs)[number]['name'];

/** The verb `word` is; undefined when it is none. */
export function verbOf(word: string | undefined): Verb | undefined {
  return verbs.find((verb) => verb.name === word)?.name;
}

/** The same of verbs that read events. */
export function operatorVerbOf(word: string | undefined): OperatorVerb | undefined {
  return operatorVerbs.find((verb) => verb === word);
}
