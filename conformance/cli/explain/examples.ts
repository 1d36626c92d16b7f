/** The golden examples of the specification, as texts: what is right to show for a clause, and what is wrong. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface Shown {
  readonly file: string;
  readonly title: string;
  /** The history as it is written, from its first round on. */
  readonly right: readonly string[];
  /** The first copy that breaks the clause, as the hunks of a diff; empty where nobody has written one down. */
  readonly wrong: readonly string[];
}

interface Text {
  readonly file: string;
  readonly title: string;
  readonly clauses: readonly string[];
  readonly right: readonly string[];
  readonly copies: readonly { readonly clause: string; readonly lines: readonly string[] }[];
}

/** In the built package the command stands one folder deeper than among its sources. */
const folder = ['../../../../spec/examples/', '../../../spec/examples/']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));

/** The shortest example that shows a clause; if there is one, one with a copy that breaks it. */
export function exampleOf(clause: string): Shown | undefined {
  const texts = readTexts();
  const breaking = texts.filter(({ copies }) => copies.some((copy) => copy.clause === clause));
  const showing = texts.filter(({ clauses }) => clauses.includes(clause));
  const [best] = (breaking.length > 0 ? breaking : showing).sort((a, b) => a.right.length - b.right.length);
  if (best === undefined) return undefined;
  const { file, title, right, copies } = best;
  return { file, title, right, wrong: copies.find((copy) => copy.clause === clause)?.lines ?? [] };
}

function readTexts(): Text[] {
  if (folder === undefined) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.history'));
  return names.sort().map((name) => split(`spec/examples/${name}`, readFileSync(new URL(name, folder), 'utf8')));
}

function split(file: string, text: string): Text {
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

/** The history, and then each of the copies, which begin with `wrong`. */
function sections(lines: readonly string[]): string[][] {
  const found: string[][] = [[]];
  for (const line of lines) {
    if (line.startsWith('wrong ')) found.push([]);
    found.at(-1)?.push(line);
  }
  return found;
}

/** Without the empty lines at its end. A space at the beginning of a line says something in a diff. */
const trimmed = (lines: readonly string[]): string[] => lines.join('\n').trimEnd().split('\n');
