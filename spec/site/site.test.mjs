import { dirname, join } from 'node:path/posix';
import { expect, test } from 'vitest';
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
  const twice = [...ids].flatMap(([path, all]) =>
    all.filter((id, at) => all.indexOf(id) !== at).map((id) => [path, id]),
  );
  expect(twice).toEqual([]);
});

test('every link within the site leads somewhere', () => {
  const broken = pages.flatMap(([path, html]) =>
    values('href', html)
      .filter((href) => !/^[a-z]+:/.test(href))
      .filter((href) => !leadsSomewhere(path, href))
      .map((href) => `${path}: ${href}`),
  );
  expect(broken).toEqual([]);
});

function leadsSomewhere(from, href) {
  const [file, anchor] = href.split('#');
  const to = file === '' ? from : join(dirname(from), file);
  return files.has(to) && (anchor === undefined || ids.get(to).includes(anchor));
}

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
