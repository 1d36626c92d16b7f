/** The golden examples of the specification, as texts: for a clause, a right history and a wrong one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** An example that shows a clause. */
export interface GoldenExample {
  readonly file: string;
  readonly title: string;
  /** The lines of the history, from its first round on. */
  readonly right: readonly string[];
  /** The first copy that breaks the clause, as the hunks of a diff; empty where there is none. */
  readonly wrong: readonly string[];
}

interface ExampleText {
  readonly file: string;
  readonly title: string;
  readonly clauses: readonly string[];
  readonly right: readonly string[];
  readonly copies: readonly { readonly clause: string; readonly lines: readonly string[] }[];
}

/** As seen from the built package, and from the sources. */
const folder = ['../../../../spec/examples/', '../../../spec/examples/']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));

/** The shortest example that shows a clause, with a copy that breaks it if any example has one. */
export function exampleOf(clause: string): GoldenExample | undefined {
  const texts = readTexts();
  const breaking = texts.filter(({ copies }) => copies.some((copy) => copy.clause === clause));
  const showing = texts.filter(({ clauses }) => clauses.includes(clause));
  const [best] = (breaking.length > 0 ? breaking : showing).sort((a, b) => a.right.length - b.right.length);
  if (best === undefined) return undefined;
  const { file, title, right, copies } = best;
  return { file, title, right, wrong: copies.find((copy) => copy.clause === clause)?.lines ?? [] };
}

function readTexts(): ExampleText[] {
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
