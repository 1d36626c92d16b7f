/** `adjourn list`: the cases, clauses, reason codes, mutants, variants or systems. */
import { type Command, Option } from 'commander';
import type { ImplementationClass } from '../../../gen/bindings.js';
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import type { Feature } from '../../exchange/features.js';
import { bindingWords, bindsServer, implementationClasses, isForClass } from '../binding.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { readCatalogue } from '../catalogue/read.js';
import { type Invocation, refuseTarget } from '../command.js';
import { featureNamed } from '../feature-named.js';
import { frameFor, print } from '../screen.js';
import { UsageError } from '../usage.js';

interface Options {
  readonly clauses?: boolean;
  readonly mutants?: boolean;
  readonly variants?: boolean;
  readonly systems?: boolean;
  readonly codes?: boolean;
  readonly class?: ImplementationClass;
  readonly feature?: readonly Feature[];
}

/** For `--feature`: a server that declares nothing. */
const BASE = 'none';

interface Item {
  readonly name: string;
  readonly about: string;
  readonly also: string;
}

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  const only = (flag: string, about: string, others: string[]) => new Option(flag, about).conflicts(others);
  command
    .addOption(
      only('--clauses', 'list the clauses of the specification, each with its cases', [
        'mutants',
        'variants',
        'systems',
        'codes',
      ]),
    )
    .addOption(only('--codes', 'list the reason codes, each with its cases', ['mutants', 'variants', 'systems']))
    .addOption(only('--mutants', 'list the faults that can be built into the reference server or client', ['systems']))
    .addOption(only('--variants', 'list the variants of the reference server or client', ['mutants', 'systems']))
    .addOption(new Option('--systems', 'list the whole systems that this suite can drive'))
    .addOption(
      new Option('--class <name>', 'with --clauses: only those for a class of implementation').choices(
        implementationClasses,
      ),
    )
    .addOption(
      new Option(
        '--feature <name>',
        'with --clauses: only those that bind a server with this feature, the base among them; can be repeated; "none" for the base alone',
      ).argParser((word: string, before: readonly Feature[] = []) =>
        word === BASE ? before : [...before, featureNamed(word)],
      ),
    )
    .addHelpText('after', '\nWithout an option, the cases are listed. "adjourn explain NAME" says more about one.')
    .action(async (options: Options) => {
      refuseTarget(invocation, 'list');
      refuseIdle(options);
      await printItems(chosen(options, await readCatalogue()));
      invocation.end(0);
    });
}

/** An option that would change nothing. */
function refuseIdle({ clauses: wanted, class: of, feature }: Options): void {
  if (!wanted && (of || feature))
    throw new UsageError(`${of ? '--class' : '--feature'} says which clauses are listed: write "--clauses" as well.`);
  if (feature && of && of !== 'server')
    throw new UsageError(
      `--feature is about servers, and every ${of} is bound whatever its server declares: leave it out.`,
    );
}

function chosen(options: Options, catalogue: Catalogue): readonly Item[] {
  if (options.clauses) return listClauses(catalogue, options);
  if (options.codes) return listCodes(catalogue);
  if (options.mutants) return listMutants(catalogue);
  if (options.variants) return listVariants(catalogue);
  return options.systems ? listSystems(catalogue) : listCases(catalogue);
}

async function printItems(items: readonly Item[]): Promise<void> {
  const { palette } = frameFor(process.stdout);
  const blocks = items.map(({ name, about, also }) => `${palette.bold(name)}  ${about}\n    ${palette.dim(also)}\n`);
  await print(blocks.join(''));
}

const listCases = ({ cases }: Catalogue): Item[] =>
  cases.map(({ id, title, clauses: held }) => ({ name: id, about: title, also: held.join(', ') }));

const listMutants = ({ mutants }: Catalogue): Item[] =>
  mutants.map(({ name, summary, breaks }) => ({ name, about: summary, also: `breaks ${breaks}` }));

const listVariants = ({ variants }: Catalogue): Item[] =>
  variants.map(({ name, summary, side }) => ({
    name,
    about: summary,
    also: side === 'client' ? `a client: adjourn strength --variant ${name}` : `adjourn serve --variant ${name}`,
  }));

const listSystems = ({ systems }: Catalogue): Item[] =>
  systems.map(({ name, summary }) => ({ name, about: summary, also: `adjourn test system ${name}` }));

const listClauses = ({ cases }: Catalogue, { class: of, feature }: Options): Item[] =>
  (Object.keys(clauses) as ClauseId[])
    .filter((id) => of === undefined || isForClass(id, of))
    .filter((id) => feature === undefined || bindsServer(id, feature))
    .map((id) => {
      const clause = clauses[id];
      const holders = cases.filter((one) => one.clauses.includes(id)).map((one) => one.id);
      const without = 'untestable' in clause ? `no case: ${clause.untestable}` : 'no case';
      const held = holders.length === 0 ? without : holders.join(', ');
      return { name: id, about: clause.sentence, also: `binds ${bindingWords(id)}; ${held}` };
    });

const listCodes = ({ cases, reasons }: Catalogue): Item[] =>
  reasons.map(({ code, name, message }) => {
    const makers = cases.filter(({ codes }) => codes.includes(code)).map(({ id }) => id);
    const also = makers.length === 0 ? 'no case' : makers.join(', ');
    return { name: String(code), about: `${name}  ${message}`, also };
  });
