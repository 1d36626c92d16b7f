/** A world on LiveKit: rooms of its own, and a stay for each seat. The same for all programs; they differ in how a stay is made. */
import { setTimeout as delay } from 'node:timers/promises';
import { Refused, Unsupported } from './kit.mjs';
import { callRoomService, Refusal } from './room-service.mjs';
import { operatorToken, participantToken } from './tokens.mjs';
import { takeTurns } from './turns.mjs';

/** How long the word of an end may take to everybody, and how often it is looked for, in milliseconds. */
const OVER_MS = 1_000;
const LOOK_EVERY_MS = 5;

/** The role of a seat, as a token says it. */
const roles = { ROLE_HOST: 'host', ROLE_ATTENDEE: 'attendee' };

/**
 * @typedef {object} Seat What a world knows of a seat.
 * @property {string} participant
 * @property {'host' | 'attendee'} role
 * @property {string} address Where it connects to.
 * @property {string} room The room that it joined last.
 * @property {string} token
 * @property {import('./stay.mjs').Stay | undefined} stay
 */

/**
 * Makes a world.
 * @param {import('../../../dist/conformance/api/testee.js').Open} open
 * @param {import('../../../dist/conformance/api/testee.js').Tell} tell
 * @param {object} system
 * @param {string} system.address Of the server.
 * @param {import('./options.mjs').Options} system.options
 * @param {(entrance: import('./stay.mjs').Entrance) => Promise<void>} system.enter
 * @returns {import('../../../dist/conformance/api/testee.js').World}
 */
export function openWorld({ world, seats, addresses = [] }, tell, { address, options, enter }) {
  const proxies = new Map(addresses.map((one) => [one.seat, one.address]));
  /** @type {Map<string, Seat>} */
  const places = new Map(seats.map(({ name, participant, role }) => [name, place(name, participant, role)]));
  /** Whose the stays are, by sid. @type {Map<string, string>} */
  const identities = new Map();
  /** The sessions of each room, oldest first. @type {Map<string, string[]>} */
  const sessions = new Map();
  const turns = takeTurns();
  const roomOf = (/** @type {string} */ label) => `${world}-${label}`;

  /** @param {string} name @param {string} participant @param {string} role @returns {Seat} */
  function place(name, participant, role) {
    const at = proxies.get(name) ?? address;
    return { participant, role: roles[role] ?? 'attendee', address: at, room: '', token: '', stay: undefined };
  }

  /** @param {string} name @param {Seat} seat @param {string} room @returns {import('./stay.mjs').Ears} */
  function earsOf(name, seat, room) {
    return {
      joined({ participation, session, members }) {
        identities.set(participation, seat.participant);
        const known = sessions.get(room) ?? [];
        if (!known.includes(session)) sessions.set(room, [...known, session]);
        tell(name, { joined: { participation, session }, list: { members: members.map(shown) } });
      },
      participantJoined: (who) => tell(name, { participantJoined: shown(who) }),
      participantLeft: ({ participant, participation, native }) =>
        tell(name, { participantLeft: { participant, participation, native } }),
      roomLeft: (native) => tell(name, { roomLeft: { native } }),
    };
  }

  /** @param {string} name @param {{ room: string }} what */
  async function join(name, { room: label }) {
    const seat = seatOf(name);
    const room = roomOf(label);
    const token = participantToken({ identity: seat.participant, room, role: seat.role });
    await turns(`${room}/${seat.participant}`, 'join', async () => {
      Object.assign(seat, { room, token, stay: undefined });
      const ears = earsOf(name, seat, room);
      const begun = (/** @type {import('./stay.mjs').Stay} */ stay) => {
        seat.stay = stay;
      };
      await said(enter({ address: seat.address, token, room, options, ears, begun }));
    });
  }

  /** @param {string} name */
  async function leave(name) {
    await seatOf(name).stay?.leave();
  }

  /** @param {string} name */
  async function end(name) {
    const { room, token, stay } = inside(name);
    try {
      await said(callRoomService(address, 'DeleteRoom', { room }, token));
    } catch (error) {
      // There is no such room any more, and yet it is in it: the word of another one's end is on its way.
      if (error instanceof Refused && error.native === 'not_found') await over(stay);
      throw error;
    }
  }

  /** @param {string} name @param {{ target: string }} what */
  async function remove(name, { target }) {
    const { room, token, stay } = seatOf(name);
    if (!stay?.inside) throw new Unsupported(`${name} is in no room`);
    try {
      await removeFrom(room, target, token);
    } catch (error) {
      if (!(await isThere(stay, room))) await over(stay);
      throw error;
    }
  }

  /** Whether the server still has a stay in the room. @param {import('./stay.mjs').Stay} stay @param {string} room */
  async function isThere({ participation }, room) {
    const token = operatorToken(room, 'right');
    const { participants = [] } = await callRoomService(address, 'ListParticipants', { room }, token);
    return participants.some((/** @type {{ sid: string }} */ one) => one.sid === participation);
  }

  /** @param {string} room @param {string} target @param {string | undefined} token */
  async function removeFrom(room, target, token) {
    const identity = identities.get(target) ?? target;
    await turns(`${room}/${identity}`, 'remove', async () => {
      const present = presentAs(identity, room);
      // The service names people, and no stays: whom it would hit is not the one who is meant.
      if (present !== undefined && present !== target) throw new Unsupported(`${identity} is there by another stay`);
      await said(callRoomService(address, 'RemoveParticipant', { room, identity }, token));
    });
  }

  /** The stay by which an identity is in a room. @param {string} identity @param {string} room */
  function presentAs(identity, room) {
    const stays = [...places.values()].filter((seat) => seat.participant === identity && seat.room === room);
    return stays.find(({ stay }) => stay?.inside)?.stay?.participation;
  }

  /** @param {string} _ @param {import('../../../dist/conformance/api/testee.js').Actions['operate']} what */
  async function operate(_, { call, room: label, session, targets = [], bearer }) {
    const room = roomOf(label);
    const token = operatorToken(room, bearers[bearer ?? ''] ?? 'right');
    const [target = ''] = targets;
    // Of a call that there is not, the service says so to everybody, whatever the token is.
    if (call === 'CALL_STOP_MEDIA_RELAY' && bearer !== 'BEARER_RIGHT') throw new Unsupported('there is no such call');
    if (call === 'CALL_REMOVE_PARTICIPANT') return removeFrom(room, target, token);
    const known = sessions.get(room) ?? [];
    // The service names rooms, and no sessions.
    if (session === 'NAMED_SESSION_FIRST' && known.length > 1) throw new Unsupported('another session is open by now');
    return said(callRoomService(address, methods[call] ?? call, { room }, token));
  }

  const seatOf = (/** @type {string} */ name) => {
    const seat = places.get(name);
    if (!seat) throw new Error(`the world has no seat "${name}"`);
    return seat;
  };

  /** An application offers no calls about a room to somebody who is in none. @param {string} name */
  const inside = (name) => {
    const seat = seatOf(name);
    if (!seat.stay?.inside) throw new Refused(`${name} is in no room`);
    return seat;
  };

  return {
    calls: { join, leave, end, remove, operate },
    close() {
      for (const { stay } of places.values()) stay?.discard();
    },
  };
}

/** Until a stay is over, as far as it was told, or has had its time to be. @param {import('./stay.mjs').Stay | undefined} stay */
async function over(stay) {
  for (const until = Date.now() + OVER_MS; stay?.inside && Date.now() < until; ) await delay(LOOK_EVERY_MS);
}

const bearers = { BEARER_RIGHT: 'right', BEARER_WRONG: 'wrong', BEARER_MISSING: 'missing' };
/** There is one call that ends a room, and none about media relays. */
const methods = {
  CALL_END_MEETING: 'DeleteRoom',
  CALL_CLOSE_ROOM: 'DeleteRoom',
  CALL_STOP_MEDIA_RELAY: 'StopMediaRelay',
};

/** @param {import('./stay.mjs').Member} member */
const shown = ({ participant, participation, role }) => ({
  participant,
  participation,
  role: role === 'host' ? 'ROLE_HOST' : 'ROLE_ATTENDEE',
});

/** A refusal of the vendor's is one of the testee's. @template T @param {Promise<T>} call @returns {Promise<T>} */
const said = (call) =>
  call.catch((error) => {
    throw error instanceof Refusal ? new Refused(error.message, error.native) : error;
  });
