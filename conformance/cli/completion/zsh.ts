/** Completion for zsh, with what each command and option is for. */
import type { Completable, CompletedCommand } from './words.js';

/** The script, for `source <(adjourn completion zsh)` or a file `_adjourn` in the fpath. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const paths = commands.map(({ path }) => path).filter((path) => path !== '');
  const values = commands.flatMap(({ path, options }) =>
    options.flatMap(({ flags, value }) =>
      value === undefined ? [] : flags.map((flag) => `    '${path} ${flag}') ${reply(value)}; return ;;`),
    ),
  );
  const places = commands.map(({ path, commands: below, options, argument }) => {
    const flags = options.flatMap((one) => one.flags.map((name) => ({ name, about: one.about })));
    const first = below.length > 0 ? described('command', below) : reply(argument);
    return `    '${path}') if [[ $cur == -* ]]; then ${described('option', flags)}; else ${first}; fi ;;`;
  });
  return `#compdef adjourn
# Completes adjourn in zsh: source <(adjourn completion zsh)
_adjourn() {
  local cur=\${words[CURRENT]} prev=\${words[CURRENT-1]} at='' word
  local -i index
  local -a found
  for ((index = 2; index < CURRENT; index++)); do
    word=\${words[index]}
    # The command of the target.
    if [[ $word == -- ]]; then _command_names -e; _files; return; fi
    case "\${at:+$at }$word" in
      (${paths.map((path) => `'${path}'`).join('|')}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at $prev" in
${values.map(opened).join('\n')}
  esac
  case "$at" in
${places.map(opened).join('\n')}
  esac
}
if [[ \${funcstack[1]-} == _adjourn ]]; then _adjourn "$@"; else compdef _adjourn adjourn; fi
`;
}

/** Patterns with both brackets, so that no reader of the script counts them wrongly. */
const opened = (line: string): string => line.replace(/^ {4}'/, "    ('");

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const described = (what: string, all: readonly { readonly name: string; readonly about: string }[]): string =>
  `found=(${all.map(({ name, about }) => quoted(`${name}:${about}`)).join(' ')}); _describe ${what} found`;

function reply(what: Completable): string {
  switch (what.kind) {
    case 'words':
      return `compadd -- ${what.words.map(quoted).join(' ')}`;
    case 'file':
      return '_files';
    case 'folder':
      return '_files -/';
    case 'anything':
      return ':';
  }
}
