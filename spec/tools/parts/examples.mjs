// The table of the golden examples, from their own heads and wrong copies.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from '../markdown.mjs';

/** Where the table stands, below spec/. */
export const EXAMPLES = 'examples/README.md';

const HEAD = ['file', 'what happens', 'clauses with a wrong copy', 'other clauses shown'];
const END = '.history';

/** The examples of `root`, in the order in which the table has them already. A new one comes last; its row may be moved. */
export function readExamples(root) {
  const folder = join(root, 'spec/examples');
  if (!existsSync(join(root, 'spec', EXAMPLES))) return [];
  const listed = [...readFileSync(join(root, 'spec', EXAMPLES), 'utf8').matchAll(/^\| \[([a-z-]+)\]\(\1\.history\)/gm)];
  const there = readdirSync(folder).filter((name) => name.endsWith(END));
  const names = there.map((name) => name.slice(0, -END.length)).sort();
  const ordered = new Set([...listed.map(([, name]) => name).filter((name) => names.includes(name)), ...names]);
  return [...ordered].map((name) => ({ name, ...readHead(readFileSync(join(folder, name + END), 'utf8')) }));
}

function readHead(text) {
  const [, title = ''] = /^# (.*)$/m.exec(text) ?? [];
  const [, shown = ''] = /^clauses +(.*)$/m.exec(text) ?? [];
  const wrong = [...text.matchAll(/^wrong (\S+)$/gm)].map(([, clause]) => clause);
  return { title, wrong: [...new Set(wrong)], shown: shown.split(/\s+/).filter((clause) => clause !== '') };
}

/** One row for each. */
export const examplesPart = (examples) =>
  table(
    HEAD,
    examples.map(({ name, title, wrong, shown }) => [
      `[${name}](${name}${END})`,
      title,
      inCode(wrong),
      inCode(shown.filter((clause) => !wrong.includes(clause))),
    ]),
  );

const inCode = (clauses) => clauses.map((clause) => `\`${clause}\``).join(', ');
