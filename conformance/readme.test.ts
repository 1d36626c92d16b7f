/** What the page of the suite names is there: folders and files move, and the page follows. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { clauses } from '../gen/clauses.js';

const project = fileURLToPath(new URL('..', import.meta.url));

/** Where a path may begin, for each page that names paths in backquotes. */
const pages: Readonly<Record<string, readonly string[]>> = {
  'conformance/README.md': ['', 'conformance', 'conformance/runner', 'conformance/mutants', 'conformance/sut'],
  'CONTRIBUTING.md': [''],
};

/** A path in backquotes: it has a slash, and no blank. */
const PATH = /`([\w.-]+\/[\w./-]*)`/g;

/** Folders that a build or a run makes, and the package's own name. */
const NO_PATHS = ['dist', 'dist-site', '.adjourn', 'adjourn'];

function missing(page: string, text: string): string[] {
  const bases = pages[page] ?? [''];
  const named = [...text.matchAll(PATH)].flatMap(([, path = '']) =>
    NO_PATHS.includes(path.split('/')[0] ?? '') ? [] : [path],
  );
  return named.filter((path) => !bases.some((base) => existsSync(join(project, base, path))));
}

test.each(Object.keys(pages))('every path that %s names exists', (page) => {
  const text = readFileSync(join(project, page), 'utf8');
  const folder = dirname(page);
  const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path);
  const dead = links.filter((path) => !existsSync(join(project, folder, path)));
  expect(missing(page, text), `${page} names what is not there: mend the path`).toEqual([]);
  expect(dead, `${page} links to what is not there: mend the link`).toEqual([]);
});

test('a path that is gone is found', () => {
  expect(missing('conformance/README.md', 'see `conformance/gone.ts`, `cli/` and `gone/`')).toEqual([
    'conformance/gone.ts',
    'gone/',
  ]);
});

test('the decisions are numbered, short, and cite clauses that exist', () => {
  const folder = join(project, 'conformance/decisions');
  const files = readdirSync(folder).sort();
  expect(files.map((name) => Number(name.slice(0, 3)))).toEqual(files.map((_, index) => index + 1));
  for (const name of files) {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(text, name).toMatch(
      /^# \d{3} · .+\n\n\*\*Context\.\*\* .+\n\n\*\*Decision\.\*\* .+\n\n\*\*Consequence\.\*\* .+\n$/,
    );
    const cited = [...text.matchAll(/`([a-z]+\.[a-z-]+)`/g)].map(([, id = '']) => id);
    expect(
      cited.filter((id) => !(id in clauses)),
      `${name} cites clauses that there are not`,
    ).toEqual([]);
    expect(missing(name, text), `${name} names what is not there`).toEqual([]);
  }
});
