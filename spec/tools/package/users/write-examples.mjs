// Writes the examples of our pages as a reader would, each into a file: node write-examples.mjs FOLDER PAGE...
// One that waits at its top level is a module in the narrow sense; each other one is written as CommonJS, too.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesOn } from '../../examples.mjs';
import { project } from '../../run.mjs';

const [folder, ...pages] = process.argv.slice(2);
/** The reader's own. */
const OWN = /\bour[A-Z]\w*/g;

let written = 0;
for (const page of pages)
  for (const { code } of examplesOn(page, readFileSync(join(project, page), 'utf8'))) {
    const own = [...new Set(code.match(OWN))].map((name) => `declare const ${name}: any;\n`).join('');
    written += 1;
    writeFileSync(join(folder, `example-${written}.ts`), `${code}\n${own}export {};\n`);
    if (!/^(?:await|for await|.*= await)\b/m.test(code))
      writeFileSync(join(folder, `example-${written}.cts`), `${code}\n${own}export {};\n`);
  }
if (written === 0) throw new Error('No page has an example.');
console.log(`${written} examples`);
