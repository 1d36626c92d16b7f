// The name that may have been meant in place of a wrong one. The command line looks for names in the same way.

import { join } from 'node:path';
import { loadSource } from './load-machine.mjs';
import { project } from './run.mjs';

const search = await loadSource(join(project, 'conformance/cli/nearest.ts'));

/** The name nearest to `wanted`. */
export const nearest = (wanted, names) => search.nearest(wanted, names, 1)[0];
