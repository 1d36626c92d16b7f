/** `adjourn list`: what there is to run, to hold to, and to break. */
import { type Command, Option } from 'commander';
import { clauses } from '../../gen/clauses.js';
import { adapters } from '../adapters/index.js';
import { cases } from '../cases/index.js';
import { mutants } from '../mutants/index.js';
import { type Call, newCommand, refuseTarget } from './command.js';
import { frameFor, print } from './screen.js';

interface Options {
  readonly clauses?: boolean;
  readonly mutants?: boolean;
  readonly adapters?: boolean;
}

interface Entry {
  readonly name: string;
  readonly about: string;
  readonly also: string;
}

export const listCommand = (call: Call): Command =>
  newCommand('list')
    .description('list the cases')
    .addOption(
      new Option('--clauses', 'list the clauses of the specification instead').conflicts(['mutants', 'adapters']),
    )
    .addOption(
      new Option('--mutants', 'list the faults that the reference server can be given instead').conflicts('adapters'),
    )
    .option('--adapters', 'list the foreign systems that can be tested instead')
    .action(async (options: Options) => {
      refuseTarget(call, 'list');
      await printEntries(chosen(options));
      call.end(0);
    });

function chosen(options: Options): readonly Entry[] {
  if (options.clauses) return listClauses();
  if (options.mutants) return listMutants();
  return options.adapters ? listAdapters() : listCases();
}

async function printEntries(entries: readonly Entry[]): Promise<void> {
  const { palette } = frameFor(process.stdout);
  const blocks = entries.map(({ name, about, also }) => `${palette.bold(name)}  ${about}\n    ${palette.dim(also)}\n`);
  await print(blocks.join(''));
}

const listCases = (): Entry[] =>
  cases.map(({ id, title, clauses: held }) => ({ name: id, about: title, also: held.join(', ') }));

const listMutants = (): Entry[] =>
  Object.values(mutants).map(({ name, summary, breaks }) => ({ name, about: summary, also: `breaks ${breaks}` }));

const listAdapters = (): Entry[] =>
  adapters.map(({ name, summary }) => ({ name, about: summary, also: `adjourn test adapter ${name}` }));

const listClauses = (): Entry[] =>
  Object.entries(clauses).map(([id, { sentence }]) => {
    const holders = cases.filter((one) => one.clauses.some((held) => held === id)).map((one) => one.id);
    return { name: id, about: sentence, also: holders.length === 0 ? 'no case of its own' : holders.join(', ') };
  });
