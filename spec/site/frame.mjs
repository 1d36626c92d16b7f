// What stands around the content of every page: the head, the contents, and the ways to the next page.

import { dirname, relative } from 'node:path';
import { h } from 'hastscript';
import { way } from './links.mjs';
import { htmlOf } from './markdown.mjs';

const NAME = 'Adjourn';

/**
 * A whole page.
 * @param page its path, title, tree and headings, whether it has the registry or the form, and, where it is no section, the path of that to which it
 *   belongs and the pages beside it
 * @param sections the pages of the contents, in their order
 */
export function frame(page, sections) {
  const at = (path) => way(page.path, path);
  return htmlOf({
    type: 'root',
    children: [
      { type: 'doctype' },
      h('html', { lang: 'en', dataRoot: rootOf(page.path) }, [head(page, at), body(page, sections, at)]),
    ],
  });
}

const rootOf = (path) => {
  const up = relative(dirname(path), '.');
  return up === '' ? '' : `${up}/`;
};

function head(page, at) {
  const title = page.title.includes(NAME) ? page.title : `${page.title} · ${NAME}`;
  return h('head', [
    h('meta', { charSet: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width' }),
    h('title', title),
    // Without this line a browser would ask for an icon that is not there.
    h('link', { rel: 'icon', href: 'data:,' }),
    h('link', { rel: 'stylesheet', href: at('assets/style.css') }),
    h('script', { src: at('assets/theme.js') }),
    h('script', { src: at('assets/search.js'), defer: true }),
    ...(page.hasRegistry ? [h('script', { src: at('assets/registry.js'), defer: true })] : []),
    ...(page.hasForm ? [h('script', { src: at('assets/form.js'), defer: true })] : []),
  ]);
}

function body(page, sections, at) {
  return h('body', [
    h('header', [
      h('a.name', { href: at('index.html') }, NAME),
      h('span.tools', { id: 'tools' }, h('a.to-contents', { href: '#contents' }, 'Contents')),
    ]),
    h('div.columns', [
      h('main', { id: 'content' }, [...page.tree.children, neighbours(page.path, page.beside ?? sections, at)]),
      contents(page, sections, at),
    ]),
  ]);
}

function neighbours(path, pages, at) {
  const index = pages.findIndex((page) => page.path === path);
  const link = (rel, to, sign) => (to === undefined ? [] : [h('a', { rel, href: at(to.path) }, sign(to.title))]);
  return h('nav.neighbours', { ariaLabel: 'Neighbours' }, [
    ...link('prev', pages[index - 1], (title) => `← ${title}`),
    ...link('next', pages[index + 1], (title) => `${title} →`),
  ]);
}

function contents(page, sections, at) {
  const items = sections.flatMap(({ path, title, group }, index) => {
    const begins = group !== undefined && group !== sections[index - 1]?.group;
    return [...(begins ? [h('li.group', group)] : []), itemOf(path, title)];
  });
  function itemOf(path, title) {
    if (path === page.path) return h('li', [h('a', { href: at(path), ariaCurrent: 'page' }, title), inner(page)]);
    return h('li', h('a', { href: at(path), ariaCurrent: path === page.within ? 'true' : undefined }, title));
  }
  return h('nav.contents', { id: 'contents', ariaLabel: 'Contents' }, h('ul', items));
}

// The headings of the page itself, below its name.
function inner({ headings }) {
  const below = headings.filter(({ depth }) => depth > 1);
  const items = below.map(({ id, title, depth, clause }) =>
    h(`li.depth-${depth}`, h('a', { href: `#${id}` }, clause === undefined ? title : h('code', title))),
  );
  return h('ul', items);
}
