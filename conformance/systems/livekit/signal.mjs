/** A stay over LiveKit's signalling alone, without media: what the server says is passed on, and nothing is concluded from it. */
import { setTimeout as delay } from 'node:timers/promises';
import {
  DisconnectReason,
  LeaveRequest,
  PublishDataTrackRequest,
  SignalRequest,
  SignalResponse,
  ParticipantInfo_State as State,
  UpdateParticipantMetadata,
} from '@livekit/protocol';
import { WebSocket } from 'ws';
import { Refusal } from './room-service.mjs';

/** How long a join, and the close behind a leave, are waited for, in milliseconds. */
const JOIN_MS = 5_000;
const CLOSE_MS = 3_000;

/** What a participant writes into its metadata when it has come, so that the server tells of it at once. */
const HERE = 'here';

/**
 * Joins. Resolves when the participant is in the room, and the others have been sent the news of it.
 * @param {import('./stay.mjs').Entrance} entrance
 */
export async function enterBySignalling({ address, token, options, ears, begun }) {
  const query = new URLSearchParams({
    access_token: token,
    protocol: String(options.protocol),
    auto_subscribe: '0',
    auto_subscribe_data_track: '0',
    sdk: 'js',
    version: '2',
  });
  const socket = new WebSocket(`ws://${address}/rtc?${query}`);
  const stay = new SignalledStay(socket, ears, options);
  begun(stay);
  await stay.entered();
}

/** @implements {import('./stay.mjs').Stay} */
class SignalledStay {
  /** The stays that are in the room, as far as this one was told: by their sids. @type {Map<string, import('./stay.mjs').Member>} */
  #others = new Map();
  /** All whom it was ever shown to be there. @type {Set<string>} */
  #known = new Set();
  #own = '';
  #over = false;
  /** @type {(error: Error) => void} */
  #fail = () => {};
  /** @type {() => void} */
  #succeed = () => {};

  /**
   * @param {WebSocket} socket
   * @param {import('./stay.mjs').Ears} ears
   * @param {import('./options.mjs').Options} options
   */
  constructor(socket, ears, options) {
    this.socket = socket;
    this.ears = ears;
    this.options = options;
    this.closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('message', (frame) =>
      this.#hear(SignalResponse.fromBinary(new Uint8Array(/** @type {Buffer} */ (frame)))),
    );
    socket.on('unexpected-response', (_, response) => this.#refused(response));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', (code) => {
      this.#over = true;
      this.#fail(new Error(`the connection is closed with ${code} before the join is answered`));
    });
  }

  /** As far as its application was told: the socket is closing while the last messages are still to be read. */
  get inside() {
    return this.#own !== '' && !this.#over;
  }

  get participation() {
    return this.#own;
  }

  /** @returns {Promise<void>} */
  entered() {
    const entered = new Promise((resolve, reject) => {
      this.#succeed = () => resolve(undefined);
      this.#fail = reject;
    });
    return inTime(entered, JOIN_MS, 'the join');
  }

  async leave() {
    this.#send({ case: 'leave', value: new LeaveRequest({ reason: DisconnectReason.CLIENT_INITIATED }) });
    await inTime(this.closed, CLOSE_MS, 'the close behind a leave');
  }

  discard() {
    this.ears = deaf;
    this.socket.terminate();
  }

  /** @param {SignalRequest['message']} message */
  #send(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(new SignalRequest({ message }).toBinary());
  }

  /** @param {SignalResponse} response */
  #hear({ message }) {
    switch (message.case) {
      case 'join':
        return this.#joined(message.value);
      case 'update':
        for (const one of message.value.participants) this.#update(one);
        return undefined;
      case 'leave':
        return this.#left(message.value);
      default:
        return undefined;
    }
  }

  /** @param {import('@livekit/protocol').JoinResponse} join */
  #joined({ room, participant, otherParticipants }) {
    this.#own = participant?.sid ?? '';
    this.#others = new Map(otherParticipants.map((one) => [one.sid, member(one)]));
    this.#known = new Set(this.#others.keys());
    this.ears.joined({ participation: this.#own, session: room?.sid ?? '', members: [...this.#others.values()] });
    const { news } = this.options;
    if (news === 'batched') return this.#succeed();
    // One who publishes something is told of at once, and so is one whose metadata change. Both are handled in this order.
    if (news === 'immediate')
      this.#send({ case: 'publishDataTrackRequest', value: new PublishDataTrackRequest({ pubHandle: 1, name: HERE }) });
    this.#send({ case: 'updateMetadata', value: new UpdateParticipantMetadata({ metadata: HERE }) });
    return undefined;
  }

  /**
   * The server tells the state that somebody is in, again whenever something about it changes. That a stranger is not there changes
   * nothing, and the vendor's clients tell nobody of it.
   * @param {import('@livekit/protocol').ParticipantInfo} info
   */
  #update(info) {
    const { sid, identity, state, metadata, disconnectReason } = info;
    if (sid === this.#own) {
      if (metadata === HERE) this.#succeed();
      return;
    }
    if (state === State.DISCONNECTED) {
      if (!this.#known.has(sid) && !this.options.strangers) return;
      this.#others.delete(sid);
      this.ears.participantLeft({
        participant: identity,
        participation: sid,
        native: DisconnectReason[disconnectReason],
      });
    } else if (!this.#others.has(sid)) {
      this.#others.set(sid, member(info));
      this.#known.add(sid);
      this.ears.participantJoined(member(info));
    }
  }

  /** @param {LeaveRequest} leave */
  #left({ reason }) {
    this.#fail(
      new Refusal(DisconnectReason[reason], `the server sends the newcomer away: ${DisconnectReason[reason]}`),
    );
    if (this.#own === '') return;
    this.#over = true;
    this.#others.clear();
    this.ears.roomLeft(DisconnectReason[reason]);
  }

  /** @param {import('node:http').IncomingMessage} response */
  #refused(response) {
    const chunks = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('end', () => {
      const [words = ''] = Buffer.concat(chunks).toString().trim().split(':');
      const native = words === '' ? `status ${response.statusCode}` : words;
      this.#fail(new Refusal(native, `the join is refused: ${response.statusCode}, ${words}`));
    });
  }
}

/** @type {import('./stay.mjs').Ears} */
const deaf = { joined() {}, participantJoined() {}, participantLeft() {}, roomLeft() {} };

/** @param {import('@livekit/protocol').ParticipantInfo} info @returns {import('./stay.mjs').Member} */
const member = ({ identity, sid, attributes }) => ({
  participant: identity,
  participation: sid,
  role: attributes.role === 'host' ? 'host' : 'attendee',
});

/** @template T @param {Promise<T>} promise @param {number} ms @param {string} what @returns {Promise<T>} */
async function inTime(promise, ms, what) {
  const stopped = new AbortController();
  const late = delay(ms, undefined, { signal: stopped.signal, ref: false }).then(() => {
    throw new Error(`${what} has not ended within ${ms} ms`);
  });
  late.catch(() => {});
  return Promise.race([promise, late]).finally(() => stopped.abort());
}
