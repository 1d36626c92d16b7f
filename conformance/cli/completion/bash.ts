/** Completion for bash: one function, which needs nothing but bash itself. */
import type { Completable, CompletedCommand } from './words.js';

/** The script, for `source <(adjourn completion bash)`. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const paths = commands.map(({ path }) => path).filter((path) => path !== '');
  const values = commands.flatMap(({ path, options }) =>
    options.flatMap(({ flags, value }) =>
      value === undefined ? [] : flags.map((flag) => `    '${path} ${flag}') ${reply(value)}; return ;;`),
    ),
  );
  const places = commands.map(({ path, commands: below, options, argument }) => {
    const flags = options.flatMap((option) => option.flags);
    const first = below.length > 0 ? reply({ kind: 'words', words: below.map(({ name }) => name) }) : reply(argument);
    const dashed = reply({ kind: 'words', words: flags });
    return `    '${path}') if [[ $cur == -* ]]; then ${dashed}; else ${first}; fi ;;`;
  });
  return `# Completes adjourn in bash: source <(adjourn completion bash)
_adjourn() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} path='' word index
  COMPREPLY=()
  # Bash takes "--option=value" for three words.
  if [[ $cur == '=' ]]; then cur=''; elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    # The command of the target.
    if [[ $word == -- ]]; then COMPREPLY=($(compgen -c -- "$cur") $(compgen -f -- "$cur")); return; fi
    case "\${path:+$path }$word" in
      ${paths.map((path) => `'${path}'`).join(' | ')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path $prev" in
${values.join('\n')}
  esac
  case "$path" in
${places.join('\n')}
  esac
}
complete -o bashdefault -o default -F _adjourn adjourn
`;
}

function reply(what: Completable): string {
  switch (what.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W '${what.words.join(' ')}' -- "$cur"))`;
    case 'file':
      return 'COMPREPLY=($(compgen -f -- "$cur"))';
    case 'folder':
      return 'COMPREPLY=($(compgen -d -- "$cur"))';
    case 'anything':
      return ':';
  }
}
