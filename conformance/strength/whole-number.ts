/** Reads a whole number for an option of a command. */
import { InvalidArgumentError } from 'commander';

/**
 * A parser of whole numbers from `least` to `most`. @throws InvalidArgumentError for anything else, with what to
 * give.
 */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
