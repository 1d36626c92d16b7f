/** A whole system under test: one of this repository's by its name, or any by the testee that drives it. */
import { quote } from '../../report/text.js';
import { type ForeignSystem, openForeign } from '../../sut/foreign/index.js';
import { absenceOf, systemNamed, systems } from '../../systems/index.js';
import { nearest } from '../nearest.js';
import { UsageError, unknownName } from '../usage.js';
import type { Target } from './target.js';
import { TESTEE_HELP, type TesteeArguments, testeeName, wayToTestee } from './testee.js';

/** The help that commands with a system share. */
export const SYSTEM_HELP = `
System:
  NAME                  a system of this suite; "adjourn list --systems" shows them
  neither               one of your own, by its testee
${TESTEE_HELP}`;

interface SystemArguments extends TesteeArguments {
  /** Names a system of this suite. */
  readonly name: string | undefined;
}

/** A whole system that was named, and is not open yet. */
export interface SystemTarget extends Target {
  open(): Promise<ForeignSystem>;
}

/** The name that `--system` bears; undefined where it bears none. */
export const nameOfSystem = (system: string | true): string | undefined => (system === true ? undefined : system);

/** Throws {@link UsageError} where more than one of these options is given. */
export function mustBeOne(given: Readonly<Record<string, boolean | undefined>>): void {
  const [one, other] = Object.keys(given).filter((option) => given[option]);
  if (other !== undefined)
    throw new UsageError(`A target is given twice, by ${one} and by ${other}: leave one of them out.`);
}

/** The system that the arguments name. Throws {@link UsageError}. */
export function chooseSystem(given: SystemArguments): SystemTarget {
  const { way, name } = wayToSystem(given);
  return { name: `--system ${name}`, open: () => openForeign(way) };
}

function wayToSystem({ name, ...given }: SystemArguments) {
  if (name === undefined) return { way: wayToTestee(given, 'system'), name: testeeName(given.command, given.options) };
  if (given.command !== undefined || given.options.listen !== undefined)
    throw new UsageError(`A system is given twice, by "${name}" and by its testee: leave one of them out.`);
  const known = systemNamed(name);
  if (!known) {
    const names = systems.map((one) => one.name);
    throw unknownName(`There is no system "${name}".`, nearest(name, names), 'adjourn list --systems');
  }
  const absence = absenceOf(known);
  if (absence !== undefined) throw new UsageError(absence);
  return { way: wayToTestee({ ...given, command: known.command }, 'system'), name: quote([name]) };
}
