// Completion scripts for bash, zsh and fish, made from the flag list and the registries: static text, so that pressing
// TAB never starts the program.
import type { Entry } from '../text/registry.js';
import type { Flag } from './flag.js';
import { known } from './options.js';
import { registries } from './registries.js';
import { helpWords } from './topic/words.js';
import { chainWord } from './then.js';
import { operatorVerbs, verbs } from './verbs.js';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** What may follow a verb. */
const after: Readonly<Record<string, readonly string[]>> = {
  help: helpWords,
  completion: shells,
  checkpoint: ['show'],
};

/** The completion script of a shell; ends with a newline. */
export function completion(shell: Shell): string {
  return { bash, zsh, fish }[shell]();
}

/** The values a flag offers; undefined: files. */
function valuesOf(flag: Flag): readonly string[] | undefined {
  if (flag.choices !== undefined) return flag.choices;
  if (flag.registry !== undefined) return [...new Set(registries[flag.registry].map(beginning))];
  if (flag.completes === 'zone') return ['UTC', ...Intl.supportedValuesOf('timeZone')];
  return flag.completes === 'file' ? undefined : wordsOf(flag.argument ?? '');
}

/** `tumbling:` of `tumbling:SIZE`; of `delay(d)` only the name, because parentheses need quotes in a shell. */
function beginning({ name, form, pattern, example }: Entry): string {
  if (pattern !== undefined) return /^\w+/.exec(example)?.[0] ?? name;
  return form.startsWith(`${name}:`) ? `${name}:` : name;
}

/** The literal words of a form: `auto`, `s` … of `auto|s|…|PATTERN`; capitals stand for something else. */
function wordsOf(form: string): readonly string[] {
  return form.split('|').filter((word) => /^[a-z][a-z0-9]*$/.test(word));
}

function bash(): string {
  const flags = [...known.values()];
  const cases = flags
    .filter((flag) => flag.argument !== undefined)
    .map((flag) => {
      const names = [`--${flag.long}`, ...(flag.short === undefined ? [] : [`-${flag.short}`])].join('|');
      const values = valuesOf(flag);
      const found = values === undefined ? 'compgen -f -- "$cur"' : `compgen -W '${values.join(' ')}' -- "$cur"`;
      return `    ${names}) COMPREPLY=($(${found})); [[ \${COMPREPLY-} == *: ]] && compopt -o nospace 2>/dev/null; return ;;`;
    });
  const follow = Object.entries(after).map(
    ([verb, words]) => `    ${verb}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$cur")); return ;;`,
  );
  const options = flags.map((flag) => `--${flag.long}`).join(' ');
  return `# bash completion for flowctl:  source <(flowctl completion bash)
_flowctl() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  [[ $cur == = ]] && cur=
  [[ $prev == = ]] && prev=\${COMP_WORDS[COMP_CWORD-2]}
  [[ \${COMP_WORDS[COMP_CWORD]} == = ]] || [[ $COMP_CWORD -lt 2 ]] || case \${COMP_WORDS[1]} in
${follow.join('\n')}
  esac
  case $prev in
    ${chainWord}) COMPREPLY=($(compgen -W '${operatorVerbs.join(' ')}' -- "$cur")); return ;;
${cases.join('\n')}
  esac
  if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W '${options}' -- "$cur")); return; fi
  COMPREPLY=($(compgen -f -- "$cur"))
  [[ $COMP_CWORD -le 1 || -z $cur ]] || COMPREPLY+=($(compgen -W '${chainWord}' -- "$cur"))
  [[ $COMP_CWORD -gt 1 ]] || COMPREPLY+=($(compgen -W '${verbs.map(({ name }) => name).join(' ')}' -- "$cur"))
}
complete -o filenames -F _flowctl flowctl
`;
}

function zsh(): string {
  const text = (words: string): string => words.replace(/[\\[\]:]/g, '\\$&').replaceAll("'", `'\\''`);
  const specs = [...known.values()].map((flag) => {
    const long = `--${flag.long}`;
    const names =
      flag.short === undefined
        ? `'${flag.repeatable === true ? '*' : ''}${long}`
        : `'(-${flag.short} ${long})'{-${flag.short},${long}}'`;
    const values = valuesOf(flag);
    const action = values === undefined ? '_files' : `(${values.map(text).join(' ')})`;
    return `  ${names}[${text(flag.summary)}]${flag.argument === undefined ? '' : `:${text(flag.argument)}:${action}`}'`;
  });
  const verbList = verbs.map(({ name, doc }) => `    '${name}:${text(doc)}'`).join('\n');
  const follow = Object.entries(after).map(([verb, words]) => `    ${verb}) compadd ${words.join(' ')}; return ;;`);
  return `#compdef flowctl
# zsh completion for flowctl:  flowctl completion zsh >"\${fpath[1]}/_flowctl"
_flowctl() {
  local -a verbs options
  verbs=(
${verbList}
  )
  options=(
${specs.join('\n')}
  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then _describe verb verbs; _files; return; fi
  if (( CURRENT > 2 )); then case $words[2] in
${follow.join('\n')}
  esac; fi
  if [[ $words[CURRENT-1] == ${chainWord} ]]; then compadd ${operatorVerbs.join(' ')}; return; fi
  _arguments -s $options '*:input:_files'
  [[ $words[CURRENT] == -* ]] || compadd ${chainWord}
}
[[ \${funcstack[1]} == _flowctl ]] && _flowctl "$@" || compdef _flowctl flowctl
`;
}

function fish(): string {
  const text = (words: string): string => words.replace(/['\\]/g, '\\$&');
  const options = [...known.values()].map((flag) => {
    const short = flag.short === undefined ? '' : ` -s ${flag.short}`;
    const values = valuesOf(flag);
    const offered = values === undefined || values.length === 0 ? '' : ` -a '${text(values.join(' '))}'`;
    const value = flag.argument === undefined ? '' : values === undefined ? ' -r' : ` -x${offered}`;
    return `complete -c flowctl${short} -l ${flag.long}${value} -d '${text(flag.summary)}'`;
  });
  const first = verbs.map(
    ({ name, doc }) => `complete -c flowctl -n __fish_use_subcommand -a ${name} -d '${text(doc)}'`,
  );
  const follow = Object.entries(after).map(
    ([verb, words]) => `complete -c flowctl -n '__fish_seen_subcommand_from ${verb}' -f -a '${words.join(' ')}'`,
  );
  const chained = [
    `complete -c flowctl -n 'not __fish_use_subcommand' -a ${chainWord} -d 'another verb reads the rows'`,
    `complete -c flowctl -n 'test (commandline -opc)[-1] = ${chainWord}' -f -a '${operatorVerbs.join(' ')}'`,
  ];
  const head = '# fish completion for flowctl:  flowctl completion fish | source';
  return [head, ...first, ...follow, ...chained, ...options, ''].join('\n');
}
