/** The outputs that `--reporter` can name. */
import { github } from './github/index.js';
import { json } from './json.js';
import { junit } from './junit/index.js';
import { markdown } from './markdown/index.js';
import type { Reporter } from './reporter.js';
import { terminal } from './terminal.js';

/** The first one is the default. A new one is a file beside this one and an entry here. */
export const reporters: readonly [Reporter, ...Reporter[]] = [terminal, json, junit, github, markdown];
