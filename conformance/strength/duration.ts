/** Reads a length of time for an option of a command. */
import { InvalidArgumentError } from 'commander';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
/** A timer takes no more than 24 days. */
const MOST_MS = 24 * 3_600_000;

/** A time such as `90s`, in milliseconds. @throws InvalidArgumentError for anything else, with what to give. */
export const duration = (text: string): number => {
  const [, number = '', unit = ''] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
  const ms = Number(number) * (units[unit] ?? 0);
  if (ms > MOST_MS) throw new InvalidArgumentError('Give a time of at most 24h, such as 30s or 10m.');
  if (ms > 0) return ms;
  throw new InvalidArgumentError('Give a time, such as 30s or 10m.');
};
