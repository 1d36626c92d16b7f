// What stands around the content of every page: the head, the contents, and the ways to the next page.

import { dirname, relative } from 'node:path';
import { h } from 'hastscript';
import { way } from './links.mjs';
import { htmlOf } from './markdown.mjs';

const NAME = 'Adjourn';

const STYLE = 'assets/style.css';
const SCRIPTS = ['assets/theme.js', 'assets/search.js'];

/**
 * A whole page.
 * @param page its path, title, tree and headings; whether it has the registry, the form or a diagram; where somebody can edit it, if that is known; where it
 *   is no section, the path of that to which it belongs and the pages beside it; `anywhere` for one that a server shows in the place of others
 * @param about the contents, the state of the text, and the path of the page of versions
 */
export function frame(page, about) {
  const at = (path) => way(page.path, path);
  return htmlOf({
    type: 'root',
    children: [
      { type: 'doctype' },
      h('html', { lang: 'en', dataRoot: rootOf(page.path) }, [head(page, at), body(page, about, at)]),
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
    ...(page.anywhere === undefined ? loads(page, at) : loadsAnywhere(page.anywhere)),
  ]);
}

const loads = (page, at) => [
  h('link', { rel: 'stylesheet', href: at(STYLE) }),
  ...(page.hasDiagram ? [h('link', { rel: 'stylesheet', href: at('assets/diagrams.css') })] : []),
  h('script', { src: at('assets/theme.js') }),
  h('script', { src: at('assets/search.js'), defer: true }),
  ...(page.hasRegistry ? [h('script', { src: at('assets/registry.js'), defer: true })] : []),
  ...(page.hasForm ? [h('script', { src: at('assets/form.js'), defer: true })] : []),
];

// A page that may be shown at any depth cannot say where its files are: a script finds out, and loads them.
const loadsAnywhere = ({ base, script }) => [
  ...(base === undefined ? [] : [h('base', { href: base })]),
  h('noscript', h('link', { rel: 'stylesheet', href: STYLE })),
  h('script', { dataStyle: STYLE, dataScripts: SCRIPTS.join(' ') }, script),
];

function body(page, about, at) {
  const { contents, versions } = about;
  return h('body', [
    h('header', [
      h('a.name', { href: at('index.html') }, NAME),
      h('span.tools', { id: 'tools' }, h('a.to-contents', { href: contentsWay(page) }, 'Contents')),
    ]),
    h('div.columns', [
      h('main', { id: 'content' }, [
        ...page.tree.children,
        neighbours(page.path, page.beside ?? contents, at),
        foot(page, about.state, at(versions)),
      ]),
      contentsNav(page, contents, at),
    ]),
  ]);
}

// Where the root of the links is another one than the page itself, the way within the page has to name the page.
const contentsWay = ({ path, anywhere }) => (anywhere === undefined ? '#contents' : `${path}#contents`);

// Of which state the page is, and where it can be changed.
const foot = ({ edit }, state, versions) =>
  h('p.foot', [
    `${state.join(' · ')} · `,
    h('a', { href: versions }, 'Versions'),
    ...(edit === undefined ? [] : [' · ', h('a', { href: edit }, 'Edit this page')]),
  ]);

function neighbours(path, pages, at) {
  const index = pages.findIndex((page) => page.path === path);
  if (index < 0) return [];
  const link = (rel, to, sign) => (to === undefined ? [] : [h('a', { rel, href: at(to.path) }, sign(to.title))]);
  return h('nav.neighbours', { ariaLabel: 'Neighbours' }, [
    ...link('prev', pages[index - 1], (title) => `← ${title}`),
    ...link('next', pages[index + 1], (title) => `${title} →`),
  ]);
}

function contentsNav(page, sections, at) {
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
