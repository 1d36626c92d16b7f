/** `adjourn mapping`: what the words of a whole system stand for, what is wrong with that, and what it loses. */
import type { Command } from 'commander';
import { lintMapping } from '../../report/mapping/lint.js';
import type { MappedSystem } from '../../report/mapping/registry.js';
import { renderMapping } from '../../report/mapping/render.js';
import type { ForeignSystem } from '../../sut/foreign/index.js';
import type { Invocation } from '../command.js';
import { frameFor, print } from '../screen.js';
import { chooseSystem, SYSTEM_HELP } from '../target/system.js';
import { type TesteeOptions, withTesteeOptions } from '../target/testee.js';

const HELP = `
The testee is started, and asked who it is; nothing is tried. What is shown is its own word:
  the table   for each reason code, the words that tell it to the leaver and to the others
  ✗           an error: a code that can be told and has no word, a word that is mapped twice, a row that the
              registry or the system's own features contradict
  !           to be known: what one side tells apart and the other merges
  the end     the codes that cannot be told from which

Exit codes:
  0  the mapping has no error, whatever it loses
  1  it has
  2  wrong usage
  3  the testee could not be started, or is not what it should be`;

/** Gives the command its options and its action. */
export function define(command: Command, { target, end }: Invocation): void {
  withTesteeOptions(command.argument('[name]', 'a system of this suite').argument('[words...]'))
    .addHelpText('after', `${SYSTEM_HELP}\n${HELP}`)
    .action(async (name: string | undefined, words: readonly string[], options: TesteeOptions) => {
      const { title, system } = await ask(chooseSystem({ name, command: target, words, options }));
      const findings = lintMapping(system);
      await print(renderMapping(title, system, findings, frameFor(process.stdout)));
      end(findings.some(({ level }) => level === 'error') ? 1 : 0);
    });
}

/** What the testee says of its system. It is stopped before anything is shown. */
async function ask(target: AskableSystem): Promise<{ readonly title: string; readonly system: MappedSystem }> {
  const foreign = await target.open();
  await foreign.stop();
  const { profile, system } = foreign;
  return { title: profile.name, system: { ...system, unsupported: profile.unsupported } };
}

interface AskableSystem {
  open(): Promise<ForeignSystem>;
}
