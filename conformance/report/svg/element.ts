/** SVG elements as text, with everything in them escaped. */

/** Of an element; the values are escaped. */
export type Attributes = Readonly<Record<string, string | number>>;

/** An element. `children` are elements already; plain text goes through {@link escaped}. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const open = `<${name}${written.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML cannot hold: control characters, lone surrogates, and non-characters. */
const unprintable = /[^\t\n\r\P{Cc}]|\p{Cs}|[\ufffe\uffff]/gu;

/** Plain text, escaped for a document. */
export const escaped = (text: string): string =>
  text.replace(unprintable, '\ufffd').replace(/[&<>"]/g, (character) => entities[character] ?? '');

/** A point of the picture. */
export interface SvgPoint {
  readonly x: number;
  readonly y: number;
}

/** A line of text that begins, or is anchored, at a point. */
export const text = (point: SvgPoint, content: string, style: string, more: Attributes = {}): string =>
  element('text', { ...point, class: style, ...more }, escaped(content));
