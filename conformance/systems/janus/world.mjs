/** A world on Janus: rooms of its own, and a stay for each time that a seat joins. */
import { secretOf } from './back-end.mjs';
import { Refusal } from './connection.mjs';
import { Refused, Unsupported } from './kit.mjs';
import { Stay } from './stay.mjs';
import { oneByOne, takeTurns } from './turns.mjs';

/** What the plugin answers where there is no such room, and how often somebody tries to come in. */
const NO_SUCH_ROOM = '426';
const MOST_JOINS = 5;

/**
 * @typedef {object} Place What a world knows of a seat.
 * @property {string} participant
 * @property {string} role
 * @property {string} address Where it connects to.
 * @property {Stay | undefined} stay The newest that has begun.
 */

/**
 * Makes a world.
 * @param {import('../../../dist/conformance/api/testee.js').Open} open
 * @param {import('../../../dist/conformance/api/testee.js').Tell} tell
 * @param {{ address: string, backEnd: import('./back-end.mjs').BackEnd, pipelined: boolean }} system
 * @returns {import('../../../dist/conformance/api/testee.js').World}
 */
export function openWorld({ world, seats, addresses = [] }, tell, { address, backEnd, pipelined }) {
  const proxies = new Map(addresses.map((one) => [one.seat, one.address]));
  /** @type {Map<string, Place>} */
  const places = new Map(seats.map(({ name, participant, role }) => [name, placeOf(name, participant, role)]));
  /** Every stay that there was. @type {Stay[]} */
  const stays = [];
  const turns = takeTurns();
  const calls = oneByOne();
  const roomOf = (/** @type {string} */ label) => `${world}-${label}`;

  /** @param {string} name @param {string} participant @param {string} role @returns {Place} */
  function placeOf(name, participant, role) {
    return { participant, role, address: proxies.get(name) ?? address, stay: undefined };
  }

  /** @param {string} name @param {{ room: string }} what */
  async function join(name, { room: label }) {
    calls.afresh(name);
    const place = placeAt(name);
    const room = roomOf(label);
    const { participant, role } = place;
    const secret = role === 'ROLE_HOST' ? secretOf(room) : undefined;
    await turns(`${room}/${participant}`, 'join', async () => {
      // What is still to be told of a stay that is over is told before anything of the next one.
      if (place.stay?.over) await place.stay.close();
      const stay = new Stay({ address: place.address, room, participant, role, secret }, (event) => tell(name, event));
      stays.push(stay);
      await said(enter(place, stay, room));
    });
  }

  /** @param {Place} place @param {Stay} stay @param {string} room */
  async function enter(place, stay, room) {
    await stay.connect();
    const { stay: before } = place;
    place.stay = stay;
    try {
      await joinOrOpen(stay, room);
    } catch (error) {
      place.stay = before;
      stay.discard();
      throw error;
    }
  }

  /**
   * A join makes no room. Where there is none, an application has it made and joins once more; that room may be gone by then, too.
   * @param {Stay} stay @param {string} room
   */
  async function joinOrOpen(stay, room) {
    for (let times = 1; ; times += 1) {
      try {
        return await stay.join();
      } catch (error) {
        if (!(error instanceof Refusal) || error.native !== NO_SUCH_ROOM || times === MOST_JOINS) throw error;
      }
      await backEnd.openRoom(room);
    }
  }

  /** @param {string} name @param {{ target: string }} what */
  const remove = (name, { target }) =>
    ask(name, (stay) => kick(stay.entrance.room, target, (id) => inside(stay).kick(id)));

  /** @param {string} room @param {string} target @param {(id: string) => Promise<unknown>} call */
  async function kick(room, target, call) {
    const id = stays.find(({ participation }) => participation === target)?.entrance.participant ?? target;
    await turns(`${room}/${id}`, 'kick', async () => {
      const there = stays.findLast(
        (one) => one.inside && one.entrance.room === room && one.entrance.participant === id,
      );
      // Whom it would hit is not the one who is meant.
      if (there && there.participation !== target) throw new Unsupported(`${id} is there by another stay`);
      await said(call(id));
    });
  }

  /** @param {string} _ @param {import('../../../dist/conformance/api/testee.js').Operate} what */
  function operate(_, { call, room: label, targets: [target = ''] = [], bearer = 'BEARER_RIGHT' }) {
    const room = roomOf(label);
    const secret = secretOf(room);
    switch (call) {
      case 'CALL_REMOVE_PARTICIPANT':
        return kick(room, target, (id) => backEnd.call({ request: 'kick', room, id, secret }, bearer));
      case 'CALL_STOP_MEDIA_RELAY':
        return said(backEnd.call({ request: 'stop_media_relay', room }, bearer));
      default:
        return said(backEnd.call({ request: 'destroy', room, secret }, bearer));
    }
  }

  /** @param {string} name */
  function placeAt(name) {
    const place = places.get(name);
    if (!place) throw new Error(`the world has no seat "${name}"`);
    return place;
  }

  /** Lets the stay of a seat ask for something. @param {string} name @param {(stay: Stay) => Promise<unknown>} what */
  function ask(name, what) {
    const { stay } = placeAt(name);
    if (!stay) throw new Refused(`${name} is in no room`);
    const begin = async () => said(what(stay));
    return pipelined ? begin() : calls.next(name, begin);
  }

  return {
    calls: {
      join,
      leave: (name) => ask(name, (stay) => stay.leave()),
      end: (name) => ask(name, (stay) => inside(stay).end()),
      remove,
      sync: (name) => ask(name, (stay) => stay.sync()),
      unknown: (name) => ask(name, (stay) => stay.unknown()),
      operate,
    },
    close() {
      for (const stay of stays) stay.discard();
    },
  };
}

/**
 * An application offers no calls about a room to somebody who is told to be in none. Janus would carry them out: it asks for the secret
 * alone.
 * @param {Stay} stay
 */
function inside(stay) {
  if (!stay.inside) throw new Refused('it is in no room any more');
  return stay;
}

/** A refusal of Janus's is one of the testee's. @template T @param {Promise<T>} call @returns {Promise<T>} */
const said = (call) =>
  call.catch((error) => {
    throw error instanceof Refusal ? new Refused(error.message, error.native) : error;
  });
