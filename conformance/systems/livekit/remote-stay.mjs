/** A stay that is somewhere else, in a frame of the page or in a process: calls go there, and what its SDK shows comes back in order. */
import { Refusal } from './room-service.mjs';

let numbers = 0;

/**
 * @typedef {object} Line The way there and back: both ways JSON, in order.
 * @property {(text: string) => void} send
 * @property {(name: 'message', listener: (text: { toString(): string }) => void) => unknown} on
 * @property {(name: 'message', listener: (text: { toString(): string }) => void) => unknown} off
 * @property {(name: 'close', listener: () => void) => unknown} once
 */

/** @implements {import('./stay.mjs').Stay} */
export class RemoteStay {
  #number = `${++numbers}`;
  #state = /** @type {'coming' | 'inside' | 'over'} */ ('coming');
  #deaf = false;
  #listener = (/** @type {{ toString(): string }} */ text) => {
    this.#hear(JSON.parse(text.toString()));
    // Others share the line, for long.
    if (this.#deaf || (this.#state === 'over' && this.#calls.size === 0)) this.line.off('message', this.#listener);
  };
  /** Calls that have not been answered. @type {Map<string, { resolve: () => void, reject: (error: Error) => void }>} */
  #calls = new Map();
  participation = '';

  /** `how`: what is needed there to come in. @param {Line} line @param {import('./stay.mjs').Entrance} entrance @param {object} how */
  constructor(line, entrance, how) {
    this.line = line;
    this.entrance = entrance;
    this.how = how;
    line.on('message', this.#listener);
    line.once('close', () => this.#hungUp());
  }

  get inside() {
    return this.#state === 'inside';
  }

  /** Resolves when the SDK is in, and the others have been sent the news of it. */
  async enter() {
    this.entrance.begun(this);
    await this.#call('enter', this.how);
  }

  leave() {
    return this.#call('leave', {});
  }

  /** It goes away with its world. */
  discard() {
    this.#deaf = true;
  }

  /** @param {'enter' | 'leave'} call @param {object} what @returns {Promise<void>} */
  #call(call, what) {
    return new Promise((resolve, reject) => {
      this.#calls.set(call, { resolve, reject });
      this.line.send(JSON.stringify({ stay: this.#number, call, ...what }));
    });
  }

  #hungUp() {
    for (const { reject } of this.#calls.values()) reject(new Error('the frame, or the process, has gone away'));
  }

  /** @param {any} message */
  #hear({ stay, told, ended, refused, broken }) {
    if (stay !== this.#number || this.#deaf) return;
    if (told) {
      this.#tell(told);
      return;
    }
    const call = this.#calls.get(ended);
    this.#calls.delete(ended);
    if (refused) call?.reject(new Refusal(refused.native, refused.why));
    else if (broken) call?.reject(new Error(broken));
    else call?.resolve();
  }

  /** @param {any} told */
  #tell({ joined, come, gone, over }) {
    const { ears } = this.entrance;
    if (joined) {
      this.#state = 'inside';
      this.participation = joined.participation;
      ears.joined(joined);
    } else if (come) ears.participantJoined(come);
    else if (gone) ears.participantLeft(gone);
    else if (over) {
      this.#state = 'over';
      ears.roomLeft(over.native);
    }
  }
}
