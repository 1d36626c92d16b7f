/** What a shell can complete, read off the command line itself: commands, options, and the words that they take. */
import type { Argument, Command, Option } from 'commander';
import { clauses } from '../../../gen/clauses.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { loadCommand } from '../command.js';

/** What can stand in a place. */
export type Completable =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'file' | 'folder' | 'anything' };

/** An option, as a shell completes it. */
export interface CompletedOption {
  /** Such as `-h` and `--help`. */
  readonly flags: readonly string[];
  readonly about: string;
  /** What stands behind it; undefined for an option without a value. */
  readonly value: Completable | undefined;
}

/** A command, as a shell completes it. */
export interface CompletedCommand {
  /** Its words after `adjourn`, such as `test server`; empty for `adjourn` itself. */
  readonly path: string;
  readonly about: string;
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly CompletedOption[];
  readonly argument: Completable;
}

/** All commands below `root`, itself first. Loads each of them. */
export async function completedCommands(root: Command, catalogue: Catalogue): Promise<CompletedCommand[]> {
  const of = async (command: Command, path: string): Promise<CompletedCommand[]> => {
    await loadCommand(command);
    const help = command.createHelp();
    const commands = help.visibleCommands(command).map((one) => ({ name: one.name(), about: one.description() }));
    const [argument] = command.registeredArguments;
    const own = {
      path,
      about: command.description(),
      commands,
      options: help.visibleOptions(command).map((option) => completedOption(option, path, catalogue)),
      argument: argument === undefined ? ANYTHING : argumentOf(argument, path, catalogue, root),
    };
    const below: CompletedCommand[] = [];
    for (const one of command.commands) below.push(...(await of(one, `${path} ${one.name()}`.trim())));
    return [own, ...below];
  };
  return of(root, '');
}

const ANYTHING: Completable = { kind: 'anything' };
const words = (all: readonly string[]): Completable => ({ kind: 'words', words: all });

function completedOption(option: Option, path: string, catalogue: Catalogue): CompletedOption {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined);
  const value = option.required || option.optional ? takenBy(option, path, catalogue) : undefined;
  return { flags, about: option.description, value };
}

function takenBy({ argChoices, long, flags }: Option, path: string, catalogue: Catalogue): Completable {
  if (argChoices) return words(argChoices);
  switch (long) {
    case '--case':
    case '--exclude':
      return words(caseIds(path, catalogue));
    case '--clause':
    case '--deviates':
      return words(Object.keys(clauses));
    case '--mutant':
      return words(catalogue.mutants.map(({ name }) => name));
    case '--variant':
      return words(catalogue.variants.map(({ name }) => name));
    case '--system':
      return words(catalogue.systems.map(({ name }) => name));
    default:
      return byPlaceholder(flags);
  }
}

/** `<file>` is a file, `<dir>` a folder. */
function byPlaceholder(text: string): Completable {
  if (/\bfile/i.test(text)) return { kind: 'file' };
  return /\bdir/i.test(text) ? { kind: 'folder' } : ANYTHING;
}

function argumentOf(argument: Argument, path: string, catalogue: Catalogue, root: Command): Completable {
  if (argument.argChoices) return words(argument.argChoices);
  switch (path) {
    case 'explain':
      return words([
        ...Object.keys(clauses),
        ...catalogue.reasons.flatMap(({ code, name }) => [String(code), name]),
        ...catalogue.cases.map(({ id }) => id),
      ]);
    case 'mapping':
    case 'test system':
      return words(catalogue.systems.map(({ name }) => name));
    case 'help':
      return words(allNames(root));
    default:
      return byPlaceholder(argument.name());
  }
}

const allNames = (command: Command): string[] => command.commands.flatMap((one) => [one.name(), ...allNames(one)]);

/** A whole system and a server meet the same cases. */
function caseIds(path: string, { cases }: Catalogue): string[] {
  const side = path === 'test client' ? 'client' : 'server';
  return cases.filter((one) => one.side === side).map(({ id }) => id);
}
