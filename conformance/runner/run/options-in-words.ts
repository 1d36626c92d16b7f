/** The options of a run as a command line has them, so that a report says how the run is repeated. */
import type { RunOptions } from '../options.js';

/** Without the target and the seed, which a report has already; empty where none was given. */
export function optionsInWords({ cases, runs, fast = false }: Pick<RunOptions, 'cases' | 'runs' | 'fast'>): string {
  return [
    ...cases.map((glob) => `--case '${glob}'`),
    ...(runs === undefined ? [] : [`--runs ${runs}`]),
    ...(fast ? ['--fast'] : []),
  ].join(' ');
}
