import { expect, test } from 'vitest';
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

test('every diagram is drawn', () => {
  const html = files.get('states.html');
  expect(html).toContain('<svg');
  expect(html).not.toContain('stateDiagram');
});
