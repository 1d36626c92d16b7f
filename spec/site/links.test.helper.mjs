// What the tests of the site ask of all its pages: that each link leads somewhere, and that no id stands twice.

import { dirname, join } from 'node:path/posix';

const pagesOf = (files) => [...files].filter(([path]) => path.endsWith('.html'));

/** The values of an attribute in the text of a page. */
export const values = (name, html) =>
  [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) => value);

/** `PAGE: HREF` for each link within the site that leads nowhere. */
export function brokenLinks(files) {
  const ids = new Map(pagesOf(files).map(([path, html]) => [path, values('id', html)]));
  const leadsSomewhere = (from, href) => {
    const [file, anchor] = href.split('#');
    const to = file === '' ? from : join(dirname(from), file);
    return files.has(to) && (anchor === undefined || ids.get(to).includes(anchor));
  };
  return pagesOf(files).flatMap(([path, html]) =>
    values('href', html)
      .filter((href) => !/^[a-z]+:/.test(href) && !leadsSomewhere(path, href))
      .map((href) => `${path}: ${href}`),
  );
}

/** `PAGE: ID` for each id that stands on a page more than once. */
export const idsTwice = (files) =>
  pagesOf(files).flatMap(([path, html]) => {
    const all = values('id', html);
    return all.filter((id, at) => all.indexOf(id) !== at).map((id) => `${path}: ${id}`);
  });
