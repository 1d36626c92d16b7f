/** An XML document from plain data. What XML cannot bear is written as an escape that people can read. */
import { DOMImplementation, type Document, type Element, XMLSerializer } from '@xmldom/xmldom';

/** An element: its attributes in their order, and what it contains. An attribute that is undefined is left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly children?: readonly (XmlElement | string)[];
}

/** The document as text, with its declaration. */
export function xmlText(root: XmlElement): string {
  const document = new DOMImplementation().createDocument(null, '');
  document.appendChild(built(document, root));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document)}\n`;
}

function built(document: Document, { name, attributes, children = [] }: XmlElement, depth = 0): Element {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) element.setAttribute(key, bearable(String(value)));
  const indented = (levels: number) => document.createTextNode(`\n${'  '.repeat(levels)}`);
  for (const child of children) {
    if (typeof child === 'string') element.appendChild(document.createTextNode(bearable(child)));
    else {
      element.appendChild(indented(depth + 1));
      element.appendChild(built(document, child, depth + 1));
    }
  }
  if (children.length > 0 && typeof children.at(-1) !== 'string') element.appendChild(indented(depth));
  return element;
}

/** All but tab, line feed, carriage return, and what XML 1.0 calls a Char. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const bearable = (text: string): string =>
  text.replace(FORBIDDEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
