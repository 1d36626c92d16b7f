/** A stay by the vendor's own SDK: what its room says is passed on, and nothing besides. */
import { Client } from '@colyseus/sdk';
import { Lifecycle, Refused } from './kit.mjs';

/** A word of Colyseus's: the close code, and the reason behind it where there is one. @param {number} code @param {string} [reason] */
export const wordOf = (code, reason) => (reason ? `${code} ${reason}` : String(code));

/** @param {{ participant: string, sessionId: string, role: 'host' | 'attendee' }} who */
const shown = ({ participant, sessionId, role }) => ({
  participant,
  participation: sessionId,
  role: role === 'host' ? 'ROLE_HOST' : 'ROLE_ATTENDEE',
});

/** A new client has no connection of an earlier one's to ask over, which may have been taken away meanwhile. @type {typeof fetch} */
const fetchAnew = (url, init) => {
  const headers = new Headers(init?.headers);
  headers.set('connection', 'close');
  return fetch(url, { ...init, headers });
};

/** One stay of a seat in a room. */
export class Stay {
  /** @type {import('@colyseus/sdk').Room | undefined} */
  #room;
  #discarded = false;
  #life;

  /** @param {(event: import('../../../dist/conformance/api/testee.js').Told) => void} tell */
  constructor(tell) {
    this.#life = new Lifecycle(tell);
  }

  get inside() {
    return this.#life.stay.at === 'inside';
  }

  /**
   * Enters the meeting of this name. Ends when the room has said who is there.
   * @param {string} address Host and port of the server, or of a proxy in front of it.
   * @param {{ meeting: string, participant: string, role: 'host' | 'attendee' }} who
   */
  enter(address, who) {
    return this.#life.join(who.meeting, async () => {
      const client = new Client(`http://${address}`, { fetchFn: fetchAnew });
      this.#room = await orRefused(client.joinOrCreate('meeting', who));
      if (this.#discarded) this.discard();
      else this.#listen(this.#room);
    });
  }

  /** @param {import('@colyseus/sdk').Room} room */
  #listen(room) {
    room.onMessage('present', (members) => {
      const joined = { participation: room.sessionId, session: room.roomId };
      this.#life.tell({ joined, list: { members: members.map(shown) } });
    });
    room.onMessage('joined', (who) => this.#life.tell({ participantJoined: shown(who) }));
    room.onMessage('left', ({ participant, sessionId, code }) =>
      this.#life.tell({ participantLeft: { participant, participation: sessionId, native: wordOf(code) } }),
    );
    room.onLeave((code, reason) => this.#life.tell({ roomLeft: { native: wordOf(code, reason) } }));
  }

  async leave() {
    await this.#life.leave(() => {
      // Its promise resolves by `onLeave`, and never where that was told before.
      this.#room?.leave();
    });
  }

  /** Asks the room for something. @param {string} what @param {unknown} [payload] */
  async ask(what, payload) {
    const room = this.#room;
    if (!room) throw new Refused('there is no room to ask');
    try {
      await orRefused(room.request(what, payload));
    } catch (error) {
      // The room has not answered: the stay is ending, and the word of that is on its way.
      if (!room.connection.isOpen) await this.#life.until(({ at }) => at === 'left');
      throw error;
    }
  }

  /** Drops it without a word to anybody, and keeps the SDK from coming back. */
  discard() {
    this.#discarded = true;
    const room = this.#room;
    if (!room) return;
    room.removeAllListeners();
    room.reconnection.enabled = false;
    room.reconnection.maxRetries = 0;
    room.connection.close();
  }
}

/**
 * A promise of the SDK's that is rejected is a refusal: by the room, whose reason is the word, or by Colyseus, whose code is.
 * @template T @param {Promise<T>} promise @returns {Promise<T>}
 */
async function orRefused(promise) {
  try {
    return await promise;
  } catch (error) {
    const { reason, code, message } = /** @type {{ reason?: string, code?: number, message: string }} */ (error);
    const native = reason ?? code;
    throw new Refused(message, native === undefined ? undefined : String(native));
  }
}
