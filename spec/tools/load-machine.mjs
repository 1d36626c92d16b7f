// Sources of a checkout as modules. They are TypeScript, and the tools run without the build: each is bundled on the way.

import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** The executable specification in spec/machine of `root`; the same module for the same code. */
export const loadMachine = (root) => loadSource(join(root, 'spec/machine/index.ts'));

/** Any source, with all that it imports. */
export async function loadSource(file) {
  const bundle = await rolldown({ input: file, platform: 'node' });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  return import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
}
