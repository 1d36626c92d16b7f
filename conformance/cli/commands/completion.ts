/** `adjourn completion SHELL`: a script that completes the command line in a shell. */
import { Argument, type Command } from 'commander';
import { readCatalogue } from '../catalogue/read.js';
import { type Invocation, refuseTarget } from '../command.js';
import { bashScript } from '../completion/bash.js';
import { fishScript } from '../completion/fish.js';
import { completedCommands } from '../completion/words.js';
import { zshScript } from '../completion/zsh.js';
import { print } from '../screen.js';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
type Shell = keyof typeof scripts;

const HELP = `
bash, in ~/.bashrc:                    source <(adjourn completion bash)
zsh, in ~/.zshrc after compinit:       source <(adjourn completion zsh)
fish, in ~/.config/fish/config.fish:   adjourn completion fish | source
They complete "adjourn", where that is in the PATH. Make them anew after an update: the names of cases and clauses are in them.`;

/** Gives the command its arguments and its action. */
export function define(command: Command, invocation: Invocation): void {
  command
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)))
    .addHelpText('after', HELP)
    .action(async (shell: Shell) => {
      refuseTarget(invocation, 'completion');
      await print(scripts[shell](await completedCommands(command.parent ?? command, await readCatalogue())));
      invocation.end(0);
    });
}
