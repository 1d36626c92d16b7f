/** Small parts that stand everywhere on the page: named facts, commands to copy, tables, bars. */
import { type Content, code, type Markup, tag } from './markup.js';

/** A name and what it is; undefined where it is left out. */
export type NamedFact = readonly [name: string, value: Content] | undefined;

/** A list of named facts, without those that are empty. */
export function factList(facts: readonly NamedFact[]): Content {
  const shown = facts.filter(
    (fact): fact is readonly [string, Content] => fact !== undefined && fact[1] !== '' && fact[1] !== undefined,
  );
  if (shown.length === 0) return undefined;
  return tag(
    'dl',
    { class: 'facts' },
    shown.map(([name, value]) => tag('div', {}, tag('dt', {}, name), tag('dd', {}, value))),
  );
}

/** A command line, and the button that copies it; the button comes to life with the script. */
export const commandBox = (name: string, command: string): Content =>
  tag(
    'div',
    { class: 'command' },
    tag('span', { class: 'name' }, name),
    tag('pre', { tabindex: 0, role: 'group', 'aria-label': name }, code(command)),
    tag(
      'button',
      { type: 'button', class: 'copy', hidden: true },
      'Copy',
      tag('span', { class: 'hidden' }, `: ${name}`),
    ),
  );

/** A table that scrolls sideways by itself. A column of numbers stands right; its head begins with `#`. */
export function dataTable(label: string, heads: readonly string[], rows: readonly (readonly Content[])[]): Markup {
  const isNumber = heads.map((head) => head.startsWith('#'));
  const style = (column: number) => (isNumber[column] ? 'number' : undefined);
  const top = heads.map((head, column) => tag('th', { scope: 'col', class: style(column) }, head.replace(/^#/, '')));
  const line = ([first, ...others]: readonly Content[]) =>
    tag(
      'tr',
      {},
      tag('th', { scope: 'row', class: style(0) }, first),
      others.map((cell, column) => tag('td', { class: style(column + 1) }, cell)),
    );
  const table = tag('table', {}, tag('thead', {}, tag('tr', {}, top)), tag('tbody', {}, rows.map(line)));
  return tag('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': label }, table);
}

/** A bar that is full where `part` is `whole`. It repeats what stands beside it in numbers. */
export function bar(part: number, whole: number): Markup {
  const width = whole === 0 ? 0 : Math.round((1_000 * part) / whole) / 10;
  const drawn = tag('rect', { width, height: 1 });
  return tag('svg', { class: 'bar', viewBox: '0 0 100 1', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, drawn);
}

/** A part that is shut at first, with a title that opens it. */
export const folded = (title: Content, ...content: readonly Content[]): Markup =>
  tag('details', { class: 'folded' }, tag('summary', {}, title), tag('div', { class: 'body' }, content));

/** A part of the page with its heading. */
export const part = (id: string, title: Content, ...content: readonly Content[]): Markup =>
  tag('section', { id, 'aria-labelledby': `${id}-title` }, tag('h2', { id: `${id}-title` }, title), content);

/** A link to a place on the page. */
export const linkTo = (place: string, ...content: readonly Content[]): Markup =>
  tag('a', { href: `#${place}` }, content);
