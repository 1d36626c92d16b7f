/** `adjourn init`: copies something to start from: a server, or a testee for a client or for a whole system. */
import { join } from 'node:path';
import { Argument, type Command } from 'commander';
import { type Invocation, newCommand, refuseTarget } from '../command.js';
import { print } from '../screen.js';
import {
  copyStarter,
  languages,
  type Starter,
  type StarterLanguage,
  type StarterSide,
  sides,
  starters,
} from '../starters.js';
import { UsageError } from '../usage.js';

const ABOUT: Readonly<Record<StarterSide, string>> = {
  server: 'a server of the base, which conforms',
  client: 'a testee for a client of this protocol',
  system: 'a testee for a whole system of any make',
};

/** What the starter for a client asks of the SDK's events. */
const INSIDE =
  "Pass on each event from inside your SDK's own listener: there an application leaves, joins again or throws, too.\n" +
  'If your SDK has no listeners, name "listener" in "unsupported".\n';

/** Gives the command its commands, one for each thing that there is to copy. */
export function define(command: Command, invocation: Invocation): void {
  command.argument('[word]').action((word: string | undefined) => {
    const first = word === undefined ? '' : `"${word}" is nothing to copy. `;
    const [language = 'typescript'] = languages.filter((one) => one === word);
    const ways = sides.map((side) => `"adjourn init ${side} ${language}"`).join(' or ');
    throw new UsageError(`${first}Say what you begin: ${ways}.`);
  });
  for (const side of sides) command.addCommand(forSide(side, invocation));
}

function forSide(side: StarterSide, invocation: Invocation): Command {
  return newCommand(side)
    .description(ABOUT[side])
    .usage('LANGUAGE [DIR]')
    .addArgument(new Argument('<language>', 'language to write in').choices(languages))
    .argument('[dir]', 'folder for the copy', side === 'server' ? 'server' : 'testee')
    .action(async (language: StarterLanguage, folder: string) => {
      refuseTarget(invocation, 'init');
      const starter = starters[side][language];
      const written = copyStarter(starter, folder);
      await print(`${written.join('\n')}\n\n${nextStep(side, starter, folder)}`);
      invocation.end(0);
    });
}

function nextStep(side: StarterSide, { run }: Starter, folder: string): string {
  const readme = join(folder, 'README.md');
  if (side === 'server')
    return `Install its tools as ${readme} says, then: cd ${folder} && npx adjourn test server -- ${run}\n`;
  const inside = side === 'client' ? INSIDE : '';
  return `Connect your SDK as ${readme} says, then: cd ${folder} && npx adjourn doctor --${side} -- ${run}\n${inside}`;
}
