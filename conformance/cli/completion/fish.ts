/** Completion for fish: one line for each command, option and kind of word. */
import type { Completable, CompletedCommand, CompletedOption } from './words.js';

/** The script, for `adjourn completion fish | source`. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const paths = commands.map(({ path }) => path).filter((path) => path !== '');
  return `# Completes adjourn in fish: adjourn completion fish | source
function __adjourn_at
    set -l at ''
    for word in (commandline -opc)[2..]
        test "$word" = --; and return 1
        switch (string trim -- "$at $word")
            case ${paths.map(quoted).join(' ')}
                set at (string trim -- "$at $word")
        end
    end
    test "$at" = "$argv[1]"
end
function __adjourn_target
    contains -- -- (commandline -opc)
end
complete -c adjourn -e
complete -c adjourn -f
complete -c adjourn -n __adjourn_target -F -a '(__fish_complete_command)'
${commands.flatMap(linesOf).join('\n')}
`;
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function linesOf({ path, commands, options, argument }: CompletedCommand): string[] {
  const at = `complete -c adjourn -n ${quoted(`__adjourn_at ${path === '' ? '""' : `"${path}"`}`)}`;
  return [
    ...commands.map(({ name, about }) => `${at} -a ${name} -d ${quoted(about)}`),
    ...options.map((option) => `${at} ${flagsOf(option)} -d ${quoted(option.about)}`),
    ...(commands.length > 0 ? [] : argumentLine(at, argument)),
  ];
}

function flagsOf({ flags, value }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return [...names, ...taken(value)].join(' ');
}

function taken(value: Completable | undefined): string[] {
  switch (value?.kind) {
    case undefined:
      return [];
    case 'words':
      return [`-x -a ${quoted(value.words.join(' '))}`];
    case 'file':
      return ['-r -F'];
    case 'folder':
      return ["-x -a '(__fish_complete_directories)'"];
    case 'anything':
      return ['-x'];
  }
}

function argumentLine(at: string, argument: Completable): string[] {
  switch (argument.kind) {
    case 'words':
      return [`${at} -a ${quoted(argument.words.join(' '))}`];
    case 'file':
      return [`${at} -F`];
    case 'folder':
      return [`${at} -a '(__fish_complete_directories)'`];
    case 'anything':
      return [];
  }
}
