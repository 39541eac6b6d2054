// The first word of a command line may say what to do; without one the command runs. More verbs come later: each is a
// name here and a branch in cli/index.ts.

export const verbs = [
  { name: 'run', form: 'run [OPTION…] [INPUT…]', doc: 'compute (also without the word)' },
  { name: 'explain', form: 'explain [OPTION…] [INPUT…]', doc: 'say in words what these options mean, reading nothing' },
  { name: 'checkpoint', form: 'checkpoint show FILE', doc: 'show what a checkpoint holds' },
  { name: 'completion', form: 'completion bash|zsh|fish', doc: 'write the completion script of a shell' },
  { name: 'help', form: 'help [TOPIC]', doc: 'explain one subject; without TOPIC list them' },
] as const;

export type Verb = (typeof verbs)[number]['name'];

/** The verb `word` is; undefined when it is none. */
export function verbOf(word: string | undefined): Verb | undefined {
  return verbs.find((verb) => verb.name === word)?.name;
}
