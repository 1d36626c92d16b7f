/** One XMPP stream: logs in, hands on what comes, and acknowledges it where stream management is on. */
import { connect, type Socket } from 'node:net';
import { pongStanza } from './stanzas.js';
import { child, type Element, stanzaReader, xmlEscaped } from './xml.js';

/** How long a login may take, and a goodbye; milliseconds. */
const LOGIN_MS = 10_000;
const GOODBYE_MS = 1_000;

const PING = 'urn:xmpp:ping';
const SM = 'urn:xmpp:sm:3';
const STANZAS = ['iq', 'message', 'presence'];

/** What a stream tells of what comes. */
export interface StreamListener {
  stanza(element: Element): void;
  /** The server has ended the stream, or the connection; how. Not called where this side did. */
  closed(how: string): void;
}

/** An account, and how to log in to it. */
export interface Login {
  /** What the server is called. */
  readonly server: string;
  readonly port: number;
  /** The host of the accounts. */
  readonly host: string;
  /** Its password is the same word. */
  readonly account: string;
  readonly resource: string;
  /** Asks for stream management, with resumption. */
  readonly managed: boolean;
}

/** The server asks whether this side is still there (XEP-0199). */
const isPing = (element: Element): boolean =>
  element.name === 'iq' && element.attributes.type === 'get' && child(element, 'ping', PING) !== undefined;

/** An XMPP stream that has logged in. */
export class Stream {
  readonly jid: string;
  readonly #socket: Socket;
  #reader: (text: string) => void;
  #listener: StreamListener | undefined;
  /** What came during the login and is not looked at yet. */
  readonly #inbox: Element[] = [];
  #wake: () => void = () => {};
  #over = false;
  #how: string;
  /** Stanzas received since stream management was enabled; undefined without it. */
  #handled: number | undefined;

  private constructor(private readonly login: Login) {
    const { server, port, host, account, resource } = login;
    this.jid = `${account}@${host}/${resource}`;
    this.#how = `${server} has closed the connection`;
    this.#reader = this.#read();
    this.#socket = connect(port, '127.0.0.1').setEncoding('utf8').setNoDelay(true);
    this.#socket.on('data', (text: string) => this.#reader(text));
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => this.#end());
  }

  static async open(login: Login): Promise<Stream> {
    const stream = new Stream(login);
    const late = setTimeout(() => stream.#socket.destroy(), LOGIN_MS);
    try {
      await stream.#logIn();
    } catch (error) {
      stream.#socket.destroy();
      throw error;
    } finally {
      clearTimeout(late);
    }
    return stream;
  }

  /** The address of its account, without the resource. */
  get account(): string {
    return `${this.login.account}@${this.login.host}`;
  }

  /** The host of its account. */
  get host(): string {
    return this.login.host;
  }

  /** From now on everything is handed to `listener`. */
  listen(listener: StreamListener): void {
    this.#listener = listener;
    for (const element of this.#inbox.splice(0)) listener.stanza(element);
    if (this.#over) listener.closed(this.#how);
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  /** The network takes the connection away, with a reset or without. */
  cut(withReset: boolean): void {
    this.#over = true;
    if (withReset) this.#socket.resetAndDestroy();
    else this.#socket.destroy();
  }

  /** Takes leave of the server, so that nothing is kept for a resumption. */
  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#socket.end('</stream:stream>');
    setTimeout(() => this.#socket.destroy(), GOODBYE_MS).unref();
  }

  async #logIn(): Promise<void> {
    const { server, account, resource, managed } = this.login;
    await this.#begin();
    const secret = Buffer.from(`\0${account}\0${account}`).toString('base64');
    this.send(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${secret}</auth>`);
    await this.#next('success');
    this.#reader = this.#read();
    await this.#begin();
    const bind = `<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>${xmlEscaped(resource)}</resource></bind>`;
    this.send(`<iq type='set' id='bind'>${bind}</iq>`);
    const bound = child(await this.#next('iq'), 'bind');
    if (!bound) throw new Error(`${server} gives ${account} no resource`);
    if (!managed) return;
    this.send(`<enable xmlns='${SM}' resume='true'/>`);
    await this.#next('enabled');
    this.#handled = 0;
  }

  async #begin(): Promise<void> {
    const namespaces = `xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'`;
    this.send(`<?xml version='1.0'?><stream:stream to='${this.login.host}' version='1.0' ${namespaces}>`);
    await this.#next('features');
  }

  async #next(expected: string): Promise<Element> {
    while (this.#inbox.length === 0) {
      if (this.#over) throw new Error(`${this.login.server} ended the login where <${expected}> was due`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const element = this.#inbox.shift();
    if (element?.name === expected) return element;
    throw new Error(`${this.login.server} answered the login with <${element?.name}> where <${expected}> was due`);
  }

  #read(): (text: string) => void {
    return stanzaReader({
      stanza: (element) => this.#heard(element),
      ended: () => this.#socket.end(),
      broken: (why) => {
        this.#how = `what came is no XML: ${why}`;
        this.#socket.destroy();
      },
    });
  }

  #heard(element: Element): void {
    if (element.namespace === SM && element.name === 'r') {
      this.send(`<a xmlns='${SM}' h='${this.#handled}'/>`);
      return;
    }
    if (this.#handled !== undefined && STANZAS.includes(element.name)) this.#handled += 1;
    if (isPing(element)) this.send(pongStanza(element.attributes));
    else if (this.#listener) this.#listener.stanza(element);
    else {
      this.#inbox.push(element);
      this.#wake();
    }
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#wake();
    this.#listener?.closed(this.#how);
  }
}
