// Finds a reason code, a close code or a WebSocket close code that stands in a source as a number.
// `node spec/tools/raw-codes.mjs [FOLDER]` lists them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { main, project } from './run.mjs';
import { sourcesOf } from './sources.mjs';

/** What names the numbers, and what is a table or an example of them: a testee to start from has the package alone to stand on. */
const tables = [/^conformance\/strength\/codes\.ts$/, /^conformance\/(testees\/(chat|typescript)|servers)\//];

/** 1000 to 1015, 1100 to 1104, and what closes with them. A number of another kind is written 1_000. */
const isCode = (text) => /^(10(0\d|1[0-5])|110[1-4]|40(0\d|1[01])|410[1-4]|4200)$/.test(text);

/** Each raw code of a source: `file:line: 1001`. */
export function rawCodes(file, text) {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isNumericLiteral(node) && isCode(node.getText(tree))) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      found.push(`${file}:${line + 1}: ${node.getText(tree)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The same of all sources below `folder` that are no table. */
export const rawCodesBelow = (folder = '') =>
  sourcesOf(project)
    .filter((file) => file.startsWith(folder) && !tables.some((table) => table.test(file)))
    .flatMap((file) => rawCodes(file, readFileSync(join(project, file), 'utf8')));

main(import.meta.url, () => {
  const found = rawCodesBelow(process.argv[2]);
  for (const line of found) console.log(line);
  console.log(`${found.length} raw codes`);
});
