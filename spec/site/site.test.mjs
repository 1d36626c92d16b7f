import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { project } from '../tools/run.mjs';
import { brokenLinks, idsTwice } from './links.test.helper.mjs';
import { buildSite } from './site.mjs';

const files = buildSite();
const pages = [...files].filter(([path]) => path.endsWith('.html'));
const { clauses } = JSON.parse(files.get('clauses.json'));
const values = (name, html) => [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) => value);
const ids = new Map(pages.map(([path, html]) => [path, values('id', html)]));

test('every clause is an anchor on the page of its section', () => {
  const missing = Object.entries(clauses).filter(
    ([id, { section }]) => !ids.get(section.replace('.md', '.html')).includes(id),
  );
  expect(Object.keys(clauses).length).toBeGreaterThan(80);
  expect(missing).toEqual([]);
});

test('no id stands twice on a page', () => {
  expect(idsTwice(files)).toEqual([]);
});

test('every link within the site leads somewhere', () => {
  expect(brokenLinks(files)).toEqual([]);
});

test('nothing is loaded from elsewhere', () => {
  const loaded = [...files].flatMap(([path, text]) =>
    path.endsWith('.json')
      ? []
      : (text.match(/(?:\bsrc="|@import|url\(|<link [^>]*href=")\s*["']?https?:[^"')]*/g) ?? []),
  );
  expect(loaded).toEqual([]);
});

test('every clause that an example shows leads to that example', () => {
  const example = files.get('examples/goodbye-close.html');
  expect(example).toContain('<a href="../wire.html#connection.goodbye">connection.goodbye</a>');
  const clause = files.get('wire.html').split('id="connection.goodbye"')[1].split('</section>')[0];
  expect(clause).toContain('href="examples/goodbye-close.html"');
});

describe('where somebody can change a page', () => {
  const repository = { type: 'git', url: 'git+https://code.host/somebody/adjourn.git' };
  const hosted = buildSite({ manifest: { version: '1.0.0', repository } });

  test.each([
    ['room.html', 'spec/room.md'],
    ['examples/goodbye-close.html', 'spec/examples/goodbye-close.history'],
    ['getting-started.html', 'README.md'],
    ['report.html', 'README.md'],
    ['ci.html', 'conformance/ci/README.md'],
    ['versions.html', 'CHANGELOG.md'],
  ])('%s leads to %s', (path, source) => {
    const edit = `<a href="https://code.host/somebody/adjourn/edit/main/${source}">Edit this page</a>`;
    expect(hosted.get(path)).toContain(edit);
  });

  test('nowhere, on a page that is made of no one file', () => {
    expect(hosted.get('schemas.html')).not.toContain('Edit this page');
    expect(hosted.get('404.html')).not.toContain('Edit this page');
  });

  test('nowhere at all, while the address of the repository is a placeholder', () => {
    const url = 'git+https://example.org/adjourn.git';
    const placeholder = buildSite({ manifest: { version: '1.0.0', repository: { url } } });
    expect([...placeholder].filter(([, text]) => text.includes('Edit this page'))).toEqual([]);
    expect([...placeholder].filter(([, text]) => text.includes('example.org/adjourn.git'))).toEqual([]);
  });

  test('every link within the site leads somewhere then as well', () => {
    expect(brokenLinks(hosted)).toEqual([]);
  });
});

describe('the guides', () => {
  const readme = readFileSync(join(project, 'README.md'), 'utf8');
  const titles = [...readme.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/^##+ (.+)$/gm)].map(([, title]) => title);
  const headings = (path) =>
    [...files.get(path).matchAll(/<h[23] id="[^"]*">([^<]*)/g)].map(([, title]) =>
      title.replace(/\u00a0.*/, '').trim(),
    );

  test('have each part of the README once', () => {
    expect(titles.length).toBeGreaterThan(10);
    expect([...headings('getting-started.html'), ...headings('report.html')].sort()).toEqual([...titles].sort());
  });

  test('say of which state the text is, on each page', () => {
    const status = readFileSync(join(project, 'spec/status.md'), 'utf8');
    const [, date] = /date of this state \| (.*?) +\|/.exec(status);
    const without = pages.filter(([, html]) => !html.includes(`<p class="foot">Adjourn 1.0 · draft · ${date}`));
    expect(without.map(([path]) => path)).toEqual([]);
    expect(files.get('versions.html')).toContain(`<td>${date}</td>`);
    expect(files.get('versions.html')).toMatch(/<h3 id="unreleased">/);
  });
});

test('every diagram of the specification is drawn, and said in words', () => {
  const prose = readdirSync(join(project, 'spec')).filter((name) => name.endsWith('.md'));
  const texts = prose.flatMap((name) =>
    [...readFileSync(join(project, 'spec', name), 'utf8').matchAll(/^```(?:mermaid)?\n([\s\S]*?)^```$/gm)]
      .filter(([, text]) => /[▶◀]|^stateDiagram/m.test(text))
      .map(() => name.replace('README.md', 'index.md').replace('.md', '.html')),
  );
  expect(texts.length).toBeGreaterThan(20);
  const figures = [...new Set(texts)].map((path) => [path, files.get(path).split('<figure class="diagram">').slice(1)]);
  expect(figures.map(([path, all]) => [path, all.length])).toEqual(
    figures.map(([path]) => [path, texts.filter((one) => one === path).length]),
  );
  for (const [path, all] of figures)
    for (const figure of all) expect(figure, path).toMatch(/<svg [^>]*role="img"[^>]*><title>[^<]+<[\s\S]*<ol>\s*<li>/);
});
