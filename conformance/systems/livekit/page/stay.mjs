/** One stay in a room, by the vendor's SDK: what its events say is passed on, and nothing besides. */
import {
  ConnectionErrorReason,
  DisconnectReason,
  ParticipantEvent,
  Room,
  RoomEvent,
  setLogLevel,
} from './livekit-client.mjs';

setLogLevel('silent');

/** What a participant publishes, and writes into its metadata, so that the server tells of it at once. */
const HERE = 'here';

/** The SDK has said that this call is not carried out, by this word. */
class Refused extends Error {
  /** @param {string} native @param {string} why */
  constructor(native, why) {
    super(why);
    this.native = native;
  }
}

export class Stay {
  #room = new Room();
  #state = 'coming';
  /** Ends the call that is on its way in. @type {(error: Error) => void} */
  #refuse = () => {};

  /** @param {(told: object) => void} tell */
  constructor(tell) {
    const room = this.#room;
    room.on(RoomEvent.Connected, () => {
      this.#state = 'inside';
      const members = [...room.remoteParticipants.values()].map(member);
      tell({ joined: { participation: room.localParticipant.sid, session: room.roomInfo?.sid ?? '', members } });
    });
    // Who comes and goes before this one is connected is in the list, or is not.
    const toldWhenInside = (/** @type {object} */ told) => this.#state === 'inside' && tell(told);
    room.on(RoomEvent.ParticipantConnected, (who) => toldWhenInside({ come: member(who) }));
    room.on(RoomEvent.ParticipantDisconnected, (who, reason) =>
      toldWhenInside({ gone: { ...member(who), native: wordOf(reason) } }),
    );
    room.on(RoomEvent.Disconnected, (reason) => {
      if (this.#state === 'coming') this.#refuse(new Refused(wordOf(reason), `disconnected: ${wordOf(reason)}`));
      toldWhenInside({ over: { native: wordOf(reason) } });
      this.#state = 'over';
    });
  }

  /** Resolves when it is in the room, and the server has what it tells the others of at once. @param {{ url: string, token: string, news: string }} how */
  async enter({ url, token, news }) {
    const refused = new Promise((_, reject) => {
      this.#refuse = reject;
    });
    // Where a room is deleted meanwhile, the SDK says so by its event, and goes on to wait for its media for 15 s.
    await Promise.race([this.#connect(url, token), refused]);
    try {
      if (news === 'immediate') await this.#room.localParticipant.publishDataTrack({ name: HERE });
      if (news !== 'batched') await this.#changeMetadata();
    } catch (error) {
      // It was in the room, and is told by an event that it is no more.
      if (this.#state === 'inside') throw error;
    }
  }

  /** The SDK's call looks for its own end every 50 ms; its event comes at once. */
  #changeMetadata() {
    const me = this.#room.localParticipant;
    const changed = new Promise((resolve) => me.once(ParticipantEvent.ParticipantMetadataChanged, resolve));
    return Promise.race([me.setMetadata(HERE), changed]);
  }

  /** @param {string} url @param {string} token */
  async #connect(url, token) {
    try {
      await this.#room.connect(url, token, { autoSubscribe: false });
    } catch (error) {
      throw new Refused(reasonOf(error), `connect() is refused: ${error.message}`);
    }
  }

  async leave() {
    await this.#room.disconnect();
  }
}

/** The name of a reason. Where the server gives none, or the SDK has concluded by itself that somebody is gone, it is left out. @param {number | undefined} reason */
const wordOf = (reason) => (reason === undefined ? 'no reason' : (DisconnectReason[reason] ?? `reason ${reason}`));

/** @param {any} error Of `connect()`: where the server has sent the newcomer away, its context says why. */
const reasonOf = ({ reason, context, message }) =>
  reason === ConnectionErrorReason.LeaveRequest ? wordOf(context) : (ConnectionErrorReason[reason] ?? message);

const member = (/** @type {import('livekit-client').Participant} */ { identity, sid, attributes }) => ({
  participant: identity,
  participation: sid,
  role: attributes.role === 'host' ? 'host' : 'attendee',
});
