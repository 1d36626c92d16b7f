/** One stay in a room: a connection to Janus, a session, and a handle of the plugin. What Janus says is passed on, and nothing is concluded. */
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from './connection.mjs';
import { readEvent } from './read.mjs';

/** How often a client says that it is there, in milliseconds. */
export const KEEPALIVE_MS = 500;
/** How long the answer to a goodbye is waited for, in milliseconds. */
const GOODBYE_MS = 500;

/**
 * @typedef {object} Member Somebody in a room.
 * @property {string} participant
 * @property {string} participation
 * @property {string} role
 */

/**
 * @typedef {object} Entrance How somebody comes in.
 * @property {string} address Host and port of Janus, or of a proxy in front of it.
 * @property {string} room
 * @property {string} participant
 * @property {string} role
 * @property {string | undefined} secret The room's, where it knows it.
 */

export class Stay {
  /** The others, as this one was told of them, by their ids. @type {Map<string, Member>} */
  #others = new Map();
  /** Whose feed was told to be gone. @type {Set<string>} */
  #unpublished = new Set();
  #session = 0;
  #handle = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #beat;
  /** @type {Connection} */
  #connection;

  /**
   * @param {Entrance} entrance
   * @param {(event: import('../../../dist/conformance/api/testee.js').Told) => void} tell
   */
  constructor(entrance, tell) {
    this.entrance = entrance;
    this.tell = tell;
    /** As far as its application was told. */
    this.inside = false;
    this.over = false;
    this.#connection = new Connection(entrance.address, 'janus-protocol', (message) => this.#hear(message));
  }

  /** The id of the handle: Janus makes one for each stay, and this one says it to the others in its display name. */
  get participation() {
    return String(this.#handle);
  }

  /** Connects, and gets what it needs before it can join. */
  async connect() {
    await this.#connection.opened();
    this.#session = (await this.#connection.ask({ janus: 'create' })).data.id;
    this.#beat = setInterval(() => this.#connection.say(this.#mine({ janus: 'keepalive' })), KEEPALIVE_MS);
    const attach = { janus: 'attach', plugin: 'janus.plugin.videoroom' };
    this.#handle = (await this.#connection.ask(this.#mine(attach))).data.id;
  }

  async join() {
    const { room, participant, role } = this.entrance;
    const display = `${this.#handle} ${role}`;
    await this.#request({ request: 'join', ptype: 'publisher', room, id: participant, display });
  }

  leave() {
    return this.#request({ request: 'leave' });
  }

  end() {
    return this.#request({ request: 'destroy', ...this.#entitled() });
  }

  /** @param {string} id */
  kick(id) {
    return this.#request({ request: 'kick', id, ...this.#entitled() });
  }

  /** Asks for something that changes nothing. */
  sync() {
    return this.#request({ request: 'exists', room: this.entrance.room });
  }

  unknown() {
    return this.#request({ request: 'dance', room: this.entrance.room });
  }

  /** Gives its session back, and waits until Janus has said everything that it has to say to it. */
  async close() {
    const answered = this.#connection.ask(this.#mine({ janus: 'destroy' })).catch(() => {});
    await Promise.race([answered, delay(GOODBYE_MS, undefined, { ref: false })]);
    this.discard();
  }

  /** Drops it without a word to anybody. */
  discard() {
    clearInterval(this.#beat);
    this.tell = () => {};
    this.#connection.discard();
  }

  /** @param {import('./connection.mjs').Message} body */
  #request(body) {
    return this.#connection.ask(this.#mine({ janus: 'message', handle_id: this.#handle, body }));
  }

  /** @param {import('./connection.mjs').Message} message */
  #mine(message) {
    return { ...message, session_id: this.#session };
  }

  /** An attendee does not know the secret, and so gives none. */
  #entitled() {
    const { room, secret } = this.entrance;
    return secret === undefined ? { room } : { room, secret };
  }

  /** @param {import('./connection.mjs').Message} message */
  #hear(message) {
    const event = readEvent(message);
    switch (event?.kind) {
      case 'joined':
        for (const one of event.members) this.#others.set(one.participant, one);
        this.inside = true;
        this.tell({
          joined: { participation: this.participation, session: event.session },
          list: { members: event.members },
        });
        break;
      case 'joining':
        this.#others.set(event.member.participant, event.member);
        this.#unpublished.delete(event.member.participant);
        this.tell({ participantJoined: event.member });
        break;
      case 'unpublished':
        this.#unpublished.add(event.participant);
        break;
      case 'gone':
        this.#gone(event);
        break;
      case 'over':
        this.#over(event);
        break;
    }
  }

  /** @param {{ participant: string, native: string }} event */
  #gone({ participant, native }) {
    const participation = this.#others.get(participant)?.participation ?? participant;
    // A feed that is gone before its owner is something that Janus shows, so it is a part of the word.
    const word = this.#unpublished.has(participant) ? `unpublished, ${native}` : native;
    this.tell({ participantLeft: { participant, participation, native: word } });
  }

  /** @param {{ native: string }} event */
  #over({ native }) {
    // A session that ends when the stay has ended is no end of the stay.
    if (native === 'timeout' && !this.inside) return;
    this.inside = false;
    this.over = true;
    this.tell({ roomLeft: { native } });
  }
}
