/** HTML as values: a string is always plain text, and is escaped; only {@link Markup} is taken as it is. */
import { escaped } from '../svg/element.js';

/** A part of a document. Whatever came from outside is escaped in it. */
export interface Markup {
  readonly source: string;
}

/** Takes a text as markup: only for what the suite itself has written, or has escaped. */
export const asMarkup = (source: string): Markup => ({ source });

/** What stands in an element: text, markup, nothing, or several of them. */
export type Content = Markup | string | undefined | readonly Content[];

/** Of an element. `true` is an attribute without a value; an undefined or a false one is left out. */
export type TagAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'input', 'link', 'meta']);

/**
 * An element.
 * @example tag('p', { class: 'why' }, 'Tom & Jerry').source // <p class="why">Tom &amp; Jerry</p>
 */
export function tag(name: string, attributes: TagAttributes = {}, ...content: readonly Content[]): Markup {
  const open = `<${name}${Object.entries(attributes).map(written).join('')}>`;
  return asMarkup(VOID.has(name) ? open : `${open}${sourceOf(content)}</${name}>`);
}

function written([key, value]: [string, TagAttributes[string]]): string {
  if (value === undefined || value === false) return '';
  return value === true ? ` ${key}` : ` ${key}="${escaped(String(value))}"`;
}

/** The text of all of it. */
export function sourceOf(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return escaped(content);
  return 'source' in content ? content.source : content.map(sourceOf).join('');
}

/** A word from outside, such as an id or a command. */
export const code = (text: string): Markup => tag('code', {}, text);

/** A text as the value of an `id`, and of a link to it: every letter that an address would have to escape is spelled out. */
export const anchor = (text: string): string =>
  text.replace(/[^\w./:-]/gu, (letter) => `~${letter.codePointAt(0)?.toString(16)}`);
