/** Just enough of XML for a stream of stanzas. */
import { SaxesParser } from 'saxes';

/** An element with its attributes and children. */
export interface Element {
  /** Without its prefix. */
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

/** The first child of this name. */
export const child = ({ children }: Element, name: string, namespace?: string): Element | undefined =>
  children.find((one) => one.name === name && (namespace === undefined || one.namespace === namespace));

/** What a reader tells of a document. */
export interface XmlListener {
  /** A whole child of the root. */
  stanza(element: Element): void;
  /** The root has ended. */
  ended(): void;
  /** What came is not well-formed; nothing more is read. */
  broken(why: string): void;
}

/** Reads a document that never ends, and hands out the children of its root as they come. Text is given to the function. */
export function stanzaReader(listener: XmlListener): (text: string) => void {
  const parser = new SaxesParser({ xmlns: true });
  const open: Element[] = [];
  let broken = false;
  parser.on('opentag', ({ local, uri, attributes }) => {
    const plain = Object.values(attributes).map(({ name, value }) => [name, value] as const);
    const element: Element = { name: local, namespace: uri, attributes: Object.fromEntries(plain), children: [] };
    if (open.length > 1) open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    const element = open.pop();
    if (element && open.length === 1) listener.stanza(element);
    if (open.length === 0) listener.ended();
  });
  parser.on('error', ({ message }) => {
    if (!broken) listener.broken(message);
    broken = true;
  });
  return (text) => {
    if (!broken) parser.write(text);
  };
}

const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&apos;',
  '"': '&quot;',
};

/** Text as it may stand in an attribute. */
export const xmlEscaped = (text: string): string => text.replaceAll(/[&<>'"]/g, (letter) => named[letter] ?? letter);
