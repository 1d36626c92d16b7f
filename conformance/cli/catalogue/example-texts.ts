/** Reads the golden examples of the specification, as texts. The package has them in its catalogue alone. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { ExampleText } from './catalogue.js';

/** As seen from the build, and from the sources. */
const folder = ['../../../../spec/examples/', '../../../spec/examples/']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));

/** Every example, by the name of its file. */
export function readExampleTexts(): ExampleText[] {
  if (folder === undefined) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.history'));
  return names.sort().map((name) => split(`spec/examples/${name}`, readFileSync(new URL(name, folder), 'utf8')));
}

function split(file: string, text: string): ExampleText {
  const lines = text.trimEnd().split('\n');
  const begin = lines.findIndex((line) => /^round\b/.test(line));
  const [right = [], ...copies] = sections(lines.slice(begin));
  const [, clauses = ''] = lines.map((line) => /^clauses\s+(.*)$/.exec(line)).find((found) => found) ?? [];
  return {
    file,
    title: (lines[0] ?? '').replace(/^#\s*/, ''),
    clauses: clauses.split(/\s+/),
    right: trimmed(right),
    copies: copies.map(([head = '', ...rest]) => ({
      clause: head.slice('wrong '.length).trim(),
      lines: trimmed(rest),
    })),
  };
}

/** The history, then each copy; a copy begins with `wrong`. */
function sections(lines: readonly string[]): string[][] {
  const found: string[][] = [[]];
  for (const line of lines) {
    if (line.startsWith('wrong ')) found.push([]);
    found.at(-1)?.push(line);
  }
  return found;
}

/** Without empty lines at the end. A space at the beginning of a line has a meaning in a diff. */
const trimmed = (lines: readonly string[]): string[] => lines.join('\n').trimEnd().split('\n');
