/** The document around a page: one file that asks for nothing else, and that runs no script but its own. */
import { DIAGRAM_STYLE } from '../svg/style.js';
import { asMarkup, type Content, sourceOf, tag } from './markup.js';
import { SCRIPT } from './script.js';
import { SCRIPT_HASH, STYLE_HASH } from './seals.js';
import { PAGE_STYLE } from './style.js';

/** What a page has of its own. */
export interface HtmlPage {
  readonly title: string;
  readonly head: Content;
  readonly body: Content;
  /** By what, and when, it was written. */
  readonly foot: string;
}

/** All style of the document. A diagram has its own, which reaches nothing around it. */
export const DOCUMENT_STYLE = `${PAGE_STYLE}svg.picture {\n${DIAGRAM_STYLE}}\n`;

/** A browser loads nothing and runs nothing but the two texts that have these hashes, whatever else got into the file. */
const POLICY = [
  "default-src 'none'",
  `style-src '${STYLE_HASH}'`,
  `script-src '${SCRIPT_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The text of the file. */
export function documentOf({ title, head, body, foot }: HtmlPage): string {
  const meta = [
    tag('meta', { charset: 'utf-8' }),
    tag('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    tag('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    tag('meta', { name: 'color-scheme', content: 'light dark' }),
    tag('meta', { name: 'referrer', content: 'no-referrer' }),
    tag('title', {}, title),
    tag('style', {}, asMarkup(DOCUMENT_STYLE)),
  ];
  const content = [head, tag('main', {}, body), tag('footer', {}, foot), tag('script', {}, asMarkup(SCRIPT))];
  const whole = tag('html', { lang: 'en' }, tag('head', {}, meta), tag('body', {}, content));
  return `<!doctype html>\n${sourceOf(whole)}\n`;
}
