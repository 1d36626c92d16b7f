/** The options of a run as a command line has them, so that a report says how the run is repeated. */
import type { Profile } from '../../exchange/profile.js';
import type { RunOptions, Selection } from '../options.js';
import { repeatableSelection, selectionInWords } from '../selection/index.js';

/** Without the target and the seed, which a report has already; empty where none was given. */
export function optionsInWords(
  { runs, fast = false, debug = false, ...rest }: Selection & Pick<RunOptions, 'runs' | 'fast' | 'debug'>,
  side: Profile['side'],
): string {
  return [
    selectionInWords(repeatableSelection(rest, side)),
    ...(runs === undefined ? [] : [`--runs ${runs}`]),
    ...(fast ? ['--fast'] : []),
    ...(debug ? ['--debug'] : []),
  ]
    .filter((text) => text !== '')
    .join(' ');
}
