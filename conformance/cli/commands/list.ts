/** `adjourn list`: what there is to run, to hold to, and to break. */
import { type Command, Option } from 'commander';
import { clauses } from '../../../gen/clauses.js';
import { cases } from '../../cases/index.js';
import { reasons } from '../../exchange/codec.js';
import { clientMutants } from '../../mutants/client/index.js';
import { clientVariants } from '../../mutants/client/variants/index.js';
import { mutants, variants } from '../../mutants/index.js';
import { adapters } from '../../systems/index.js';
import { type Call, newCommand, refuseTarget } from '../command.js';
import { frameFor, print } from '../screen.js';

interface Options {
  readonly clauses?: boolean;
  readonly mutants?: boolean;
  readonly variants?: boolean;
  readonly adapters?: boolean;
  readonly codes?: boolean;
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
      new Option(
        '--clauses',
        'list the clauses of the specification instead, each with the cases that hold it; "adjourn explain ID" says all of one',
      ).conflicts(['mutants', 'adapters']),
    )
    .addOption(
      new Option('--mutants', 'list the faults that the reference server or client can be given instead').conflicts(
        'adapters',
      ),
    )
    .addOption(
      new Option('--variants', 'list the lawful differences that it can be given instead').conflicts([
        'clauses',
        'mutants',
        'adapters',
        'codes',
      ]),
    )
    .addOption(new Option('--adapters', 'list the foreign systems that can be tested instead').conflicts('codes'))
    .addOption(
      new Option('--codes', 'list the reason codes instead, each with the cases that bring it about').conflicts([
        'clauses',
        'mutants',
      ]),
    )
    .action(async (options: Options) => {
      refuseTarget(call, 'list');
      await printEntries(chosen(options));
      call.end(0);
    });

function chosen(options: Options): readonly Entry[] {
  if (options.clauses) return listClauses();
  if (options.codes) return listCodes();
  if (options.mutants) return listMutants();
  if (options.variants) return listVariants();
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
  Object.values({ ...mutants, ...clientMutants }).map(({ name, summary, breaks }) => ({
    name,
    about: summary,
    also: `breaks ${breaks}`,
  }));

const listVariants = (): Entry[] => [
  ...Object.values(variants).map(({ name, summary }) => ({
    name,
    about: summary,
    also: `adjourn serve --variant ${name}`,
  })),
  ...Object.values(clientVariants).map(({ name, summary }) => ({
    name,
    about: summary,
    also: `a client: adjourn strength --variant ${name}`,
  })),
];

const listAdapters = (): Entry[] =>
  adapters.map(({ name, summary }) => ({ name, about: summary, also: `adjourn test adapter ${name}` }));

const listClauses = (): Entry[] =>
  Object.entries(clauses).map(([id, clause]) => {
    const holders = cases.filter((one) => one.clauses.some((held) => held === id)).map((one) => one.id);
    const without = 'untestable' in clause ? `no case: ${clause.untestable}` : 'no case';
    return { name: id, about: clause.sentence, also: holders.length === 0 ? without : holders.join(', ') };
  });

const listCodes = (): Entry[] =>
  reasons().map(({ code, name, message }) => {
    const makers = cases.filter(({ codes }) => codes.includes(code)).map(({ id }) => id);
    const also = makers.length === 0 ? 'no case' : makers.join(', ');
    return { name: String(code), about: `${name}  ${message}`, also };
  });
