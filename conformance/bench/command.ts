/**
 * The command lines of what measures and soaks, such as `npm run races -- --seed 7`: a slip ends them with 2, and
 * one line that says what to do, before anything begins.
 */
import { Command, InvalidArgumentError } from 'commander';
import { duration } from '../strength/duration.js';
import { wholeNumber } from '../strength/whole-number.js';

export { duration, wholeNumber };

const WRONG_USAGE = 2;
const MOST_SEED = 2 ** 32 - 1;

/** `name`: of the script in package.json. */
export const measuring = (name: string, about: string): Command =>
  new Command(`npm run ${name} --`)
    .description(about)
    .helpCommand(false)
    .showHelpAfterError(`("npm run ${name} -- --help" shows the options.)`)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USAGE));

/** More than that, of anything, nobody waits for. */
export const MOST = 1_000_000_000;

/** Reads a seed for an option. */
export const seedNumber = wholeNumber(0, MOST_SEED);

/** Reads a number for an option. */
export const decimal = (text: string): number => {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a number, such as 1.3.');
};

/** Another one each time. */
export const anySeed = (): number => Math.floor(Math.random() * (MOST_SEED + 1));

/** Gathers an option that may be given again. */
export const collectGlobs = (text: string, before: readonly string[] = []): string[] => [...before, text];
