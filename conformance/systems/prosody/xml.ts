/** Just enough of XML for a stream of stanzas. */
import { SaxesParser } from 'saxes';

export interface Element {
  /** Without its prefix. */
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

export const child = ({ children }: Element, name: string, namespace?: string): Element | undefined =>
  children.find((one) => one.name === name && (namespace === undefined || one.namespace === namespace));

export interface Hear {
  /** A whole child of the root. */
  stanza(element: Element): void;
  /** The root has ended. */
  ended(): void;
  /** What came is not well-formed; nothing more is read. */
  broken(why: string): void;
}

/** Reads a document that never ends, and hands out the children of its root as they come. */
export class Reader {
  readonly #parser = new SaxesParser({ xmlns: true });
  readonly #open: Element[] = [];
  #broken = false;

  constructor(hear: Hear) {
    this.#parser.on('opentag', ({ local, uri, attributes }) => {
      const plain = Object.values(attributes).map(({ name, value }) => [name, value] as const);
      const element: Element = { name: local, namespace: uri, attributes: Object.fromEntries(plain), children: [] };
      if (this.#open.length > 1) this.#open.at(-1)?.children.push(element);
      this.#open.push(element);
    });
    this.#parser.on('closetag', () => {
      const element = this.#open.pop();
      if (element && this.#open.length === 1) hear.stanza(element);
      if (this.#open.length === 0) hear.ended();
    });
    this.#parser.on('error', ({ message }) => {
      if (!this.#broken) hear.broken(message);
      this.#broken = true;
    });
  }

  write(text: string): void {
    if (!this.#broken) this.#parser.write(text);
  }
}

const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&apos;',
  '"': '&quot;',
};

/** Text as it may stand in an attribute. */
export const escaped = (text: string): string => text.replaceAll(/[&<>'"]/g, (letter) => named[letter] ?? letter);
