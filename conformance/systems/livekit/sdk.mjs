/** A stay by the vendor's own SDK for Node, with media over WebRTC: what its events say is passed on, and nothing besides. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { callRoomService, Refusal } from './room-service.mjs';
import { operatorToken } from './tokens.mjs';

const require = createRequire(import.meta.url);
const sdk = require('@livekit/rtc-node');
/** Where the SDK's rooms hear of what its native part has seen. */
const events = quieten();

/** How long a newcomer's media may take to reach the server, and how often it is asked, in milliseconds. */
const PUBLISH_MS = 5_000;
const ASK_EVERY_MS = 40;
const SAMPLE_RATE = 48_000;
/** So many come in at the same time: each of them sets up media, and media that are late for a machine's sake say nothing of the server. */
const AT_ONCE = 4;
/** One that takes longer, in milliseconds, holds up nobody else: the SDK waits for long where a room is deleted meanwhile. */
const TURN_MS = 2_000;
const inTurn = limiter(AT_ONCE);

/**
 * Joins. Resolves when the participant is in the room, and the others have been sent the news of it.
 * @param {import('./stay.mjs').Entrance} entrance
 */
export const enterBySdk = ({ address, token, room: name, options, ears, begun }) =>
  inTurn(async () => {
    const stay = new SdkStay(ears);
    begun(stay);
    await stay.connect(`ws://${address}`, token);
    if (options.news === 'immediate') await stay.publish(address, name);
    if (options.news === 'arrivals') await stay.changeMetadata();
  });

/** @typedef {{ kind: 'come' | 'gone', who: import('./stay.mjs').Member, native: string } | { kind: 'over', native: string }} News */

/** @implements {import('./stay.mjs').Stay} */
class SdkStay {
  #room = new sdk.Room();
  /** What the SDK's events said before this stay was told to be in the room. @type {News[] | undefined} */
  #early = [];
  /** What it publishes. @type {{ close(closeSource?: boolean): Promise<void> } | undefined} */
  #track;
  #released = false;
  #discarded = false;

  /** @param {import('./stay.mjs').Ears} ears */
  constructor(ears) {
    this.ears = ears;
    const room = this.#room;
    room.on('participantConnected', (who) => this.#hear({ kind: 'come', who: member(who), native: '' }));
    room.on('participantDisconnected', (who) =>
      this.#hear({ kind: 'gone', who: member(who), native: wordOf(who.disconnectReason) }),
    );
    room.on('disconnected', (reason) => {
      this.#hear({ kind: 'over', native: wordOf(reason) });
      this.#release();
    });
  }

  /** @param {News} news */
  #hear(news) {
    if (this.#early) this.#early.push(news);
    else this.#tell(news);
  }

  /** @param {News} news */
  #tell(news) {
    if (news.kind === 'over') this.ears.roomLeft(news.native);
    else if (news.kind === 'come') this.ears.participantJoined(news.who);
    else this.ears.participantLeft({ ...news.who, native: news.native });
  }

  get inside() {
    return this.#room.isConnected;
  }

  get participation() {
    return this.#room.localParticipant?.sid ?? '';
  }

  /** @param {string} url @param {string} token */
  async connect(url, token) {
    try {
      await this.#room.connect(url, token, { autoSubscribe: false, dynacast: false });
    } catch (error) {
      throw error instanceof sdk.ConnectError
        ? new Refusal(error.message, `connect() is refused: ${error.message}`)
        : error;
    }
    if (this.#discarded) return this.discard();
    const session = await this.#room.getSid().catch(() => '');
    const early = this.#early ?? [];
    this.#early = undefined;
    this.ears.joined({ participation: this.participation, session, members: this.#atFirst(early) });
    for (const news of early) this.#tell(news);
  }

  /** The list that the SDK had at first: that of now, without what its events have done to it since. @param {readonly News[]} early */
  #atFirst(early) {
    const members = new Map([...this.#room.remoteParticipants.values()].map((one) => [one.sid, member(one)]));
    for (const news of early.toReversed()) {
      if (news.kind === 'come') members.delete(news.who.participation);
      if (news.kind === 'gone') members.set(news.who.participation, news.who);
    }
    return [...members.values()];
  }

  /**
   * Publishes a silent track. The server tells at once of one who publishes, as soon as its media have arrived.
   * @param {string} address @param {string} room
   */
  async publish(address, room) {
    const source = new sdk.AudioSource(SAMPLE_RATE, 1);
    const track = sdk.LocalAudioTrack.createAudioTrack('silence', source);
    this.#track = track;
    const options = new sdk.TrackPublishOptions({ source: sdk.TrackSource.SOURCE_MICROPHONE });
    const stopped = () => !this.inside;
    await this.#room.localParticipant?.publishTrack(track, options).catch(unless(stopped));
    if (stopped()) this.#release();
    const ask = { room, identity: this.#room.localParticipant?.identity };
    for (const until = Date.now() + PUBLISH_MS; Date.now() < until && this.inside; await delay(ASK_EVERY_MS)) {
      const info = await callRoomService(address, 'GetParticipant', ask, operatorToken(room, 'right')).catch(
        unless(isAbsent),
      );
      if (info?.sid === this.participation && info.is_publisher) return;
    }
    if (this.inside)
      throw new Error(`the media of ${ask.identity} have not reached the server within ${PUBLISH_MS} ms`);
  }

  async changeMetadata() {
    await this.#room.localParticipant?.updateMetadata('here').catch(unless(() => !this.inside));
  }

  async leave() {
    await this.#room.disconnect();
    this.#release();
  }

  discard() {
    this.ears = { joined() {}, participantJoined() {}, participantLeft() {}, roomLeft() {} };
    this.#discarded = true;
    this.#room.disconnect().catch(() => {});
    this.#release();
  }

  /** Gives back what the SDK keeps for a stay that is over: a source of sound costs a share of a processor for ever. */
  #release() {
    this.#track?.close(true).catch(() => {});
    this.#track = undefined;
    if (this.inside || this.#released) return;
    this.#released = true;
    // A room that the server has ended stays among the listeners.
    events.off('ffi_event', this.#room.onFfiEvent);
    this.#room.ffiHandle?.dispose();
  }
}

/** Runs at most `most` at the same time, in the order in which they are asked for. @param {number} most */
function limiter(most) {
  let running = 0;
  /** @type {(() => void)[]} */
  const waiting = [];
  return async (/** @type {() => Promise<void>} */ run) => {
    if (running >= most) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    else running += 1;
    const over = run();
    try {
      await Promise.race([over, delay(TURN_MS, undefined, { ref: false })]);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
    await over;
  };
}

const isAbsent = (/** @type {unknown} */ error) => error instanceof Refusal && error.native === 'not_found';

/** Passes over an error where that is right. @param {(error: unknown) => boolean} harmless */
const unless = (harmless) => (/** @type {unknown} */ error) => {
  if (!harmless(error)) throw error;
};

/** The name of a reason. The SDK leaves it out where it has concluded by itself that somebody is gone. @param {number | undefined} reason */
const wordOf = (reason) => (reason === undefined ? 'no reason' : (sdk.DisconnectReason[reason] ?? `reason ${reason}`));

/** @returns {import('./stay.mjs').Member} */
const member = ({ identity, sid, attributes }) => ({
  participant: identity,
  participation: sid,
  role: attributes.role === 'host' ? 'host' : 'attendee',
});

/**
 * The SDK logs to standard output, which is the way to the suite: its log goes to standard error. And each line of the log of its
 * native part goes to every room of the process, some thousands a join: they go nowhere.
 */
function quieten() {
  const inside = (/** @type {string} */ file) => require(join(dirname(require.resolve('@livekit/rtc-node')), file));
  const { log } = inside('log.cjs');
  const pino = require('pino');
  log[pino.symbols.streamSym] = pino.destination(2);
  log.level = 'error';
  const { instance } = inside('ffi_client.cjs').FfiClient;
  const emit = instance.emit.bind(instance);
  instance.emit = (name, event) => event?.message?.case !== 'logs' && emit(name, event);
  return instance;
}

/** Ends the SDK's own threads. */
export const dispose = () => sdk.dispose();
