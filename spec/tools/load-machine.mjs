// The machine of a checkout as a module. It is TypeScript, and the tools run without the build: it is bundled on the way.

import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** The executable specification in spec/machine of `root`; the same module for the same code. */
export async function loadMachine(root) {
  const bundle = await rolldown({ input: join(root, 'spec/machine/index.ts'), platform: 'node' });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  return import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
}
