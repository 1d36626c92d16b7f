/** A WebSocket to Janus: requests have a transaction, and their answers bear it. Everything that comes is heard in the order in which it came. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** Janus, or its plugin, has said no. `native` is its own number for why. */
export class Refusal extends Error {
  /** @param {string} native @param {string} why */
  constructor(native, why) {
    super(why);
    this.native = native;
  }
}

/** What Janus sends. @typedef {Record<string, any>} Message */

export class Connection {
  /** The requests that have no answer yet. @type {Map<string, { resolve: (message: Message) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  #requests = 0;
  /** @type {WebSocket} */
  #socket;

  /**
   * @param {string} address Host and port.
   * @param {'janus-protocol' | 'janus-admin-protocol'} protocol
   * @param {(message: Message) => void} hear Called with each message, before the request that it answers goes on.
   */
  constructor(address, protocol, hear = () => {}) {
    // What waits for an answer goes on before the next message is heard.
    this.#socket = new WebSocket(`ws://${address}`, protocol, { allowSynchronousEvents: false });
    this.#socket.on('message', (frame) => {
      const message = JSON.parse(String(frame));
      hear(message);
      this.#answer(message);
    });
    // What an error leads to is a close, always.
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the connection to Janus is gone'));
      this.#waiting.clear();
    });
  }

  opened() {
    return once(this.#socket, 'open');
  }

  get open() {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /**
   * Asks, and gives the answer. Rejects with a {@link Refusal} where it is a no, and with another error where the connection goes.
   * @param {Message} request @returns {Promise<Message>}
   */
  ask(request) {
    if (!this.open) return Promise.reject(new Error('the connection to Janus is gone'));
    this.#requests += 1;
    const transaction = String(this.#requests);
    return new Promise((resolve, reject) => {
      this.#waiting.set(transaction, { resolve, reject });
      this.#socket.send(JSON.stringify({ ...request, transaction }));
    });
  }

  /** Says something that needs no answer. @param {Message} message */
  say(message) {
    this.#requests += 1;
    if (this.open) this.#socket.send(JSON.stringify({ ...message, transaction: String(this.#requests) }));
  }

  /** Drops it without a word to anybody. */
  discard() {
    this.#socket.terminate();
  }

  /** @param {Message} message */
  #answer(message) {
    // That a request has come is no answer to it.
    if (message.janus === 'ack') return;
    const waiting = this.#waiting.get(message.transaction);
    if (!waiting) return;
    this.#waiting.delete(message.transaction);
    const refusal = refusalIn(message);
    if (refusal) waiting.reject(refusal);
    else waiting.resolve(message);
  }
}

/** @param {Message} message */
function refusalIn({ error, plugindata, response }) {
  if (error) return new Refusal(String(error.code), `${error.code}: ${error.reason}`);
  const { error_code, error: why } = plugindata?.data ?? response ?? {};
  return error_code === undefined ? undefined : new Refusal(String(error_code), `${error_code}: ${why}`);
}
