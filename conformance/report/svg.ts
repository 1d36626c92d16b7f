/** What a drawing is made of: elements as text, with everything in them escaped. */

export type Attributes = Readonly<Record<string, string | number>>;

/** `children` are elements already; text goes through {@link words}. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${words(String(value))}"`);
  const open = `<${name}${written.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML cannot hold: control characters, halves of a pair, and what is no character. */
const unprintable = /[^\t\n\r\P{Cc}]|\p{Cs}|[\ufffe\uffff]/gu;

/** Text as it may stand in a document. */
export const words = (text: string): string =>
  text.replace(unprintable, '\ufffd').replace(/[&<>"]/g, (character) => entities[character] ?? '');

export const text = (x: number, y: number, content: string, style: string, more: Attributes = {}): string =>
  element('text', { x, y, class: style, ...more }, words(content));
