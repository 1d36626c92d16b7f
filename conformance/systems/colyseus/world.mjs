/** A world on Colyseus: rooms of its own, and a stay for each seat. */
import { Refused } from './kit.mjs';
import { Stay } from './stay.mjs';

/** The role of a seat, as the room is told it. */
const roles = { ROLE_HOST: 'host', ROLE_ATTENDEE: 'attendee' };

/**
 * Makes a world.
 * @param {import('../../../dist/conformance/api/testee.js').Open} open
 * @param {import('../../../dist/conformance/api/testee.js').Tell} tell
 * @param {import('./server.mjs').Server} server
 * @returns {import('../../../dist/conformance/api/testee.js').World}
 */
export function openWorld({ world, seats, addresses = [] }, tell, server) {
  const proxies = new Map(addresses.map((one) => [one.seat, one.address]));
  const people = new Map(seats.map((seat) => [seat.name, seat]));
  /** The latest stay of each seat. @type {Map<string, Stay>} */
  const stays = new Map();
  /** The id of the room that was open last under each label. @type {Map<string, string>} */
  const rooms = new Map();
  /** Every stay that was begun. @type {Set<Stay>} */
  const all = new Set();

  /** @param {string} name @param {{ room: string }} what */
  async function join(name, { room }) {
    const { participant, role } = people.get(name) ?? { participant: name, role: 'ROLE_ATTENDEE' };
    const stay = new Stay((event) => {
      if ('joined' in event) rooms.set(room, event.joined.session ?? '');
      tell(name, event);
    });
    stays.set(name, stay);
    all.add(stay);
    await stay.enter(proxies.get(name) ?? server.address, {
      meeting: `${world}-${room}`,
      participant,
      role: roles[role] ?? 'attendee',
    });
  }

  /** An application offers no calls about a room to somebody who is in none. @param {string} name */
  const inside = (name) => {
    const stay = stays.get(name);
    if (!stay?.inside) throw new Refused(`${name} is in no room`);
    return stay;
  };

  /** @param {string} _ @param {import('../../../dist/conformance/api/testee.js').Actions['operate']} what */
  async function operate(_, { call, room: label, targets = [], bearer = 'BEARER_RIGHT' }) {
    const [target] = targets;
    const refusal = await server.operate({ room: rooms.get(label) ?? label, call, target, bearer });
    if (refusal !== '') throw new Refused(`the back end refuses ${call}: ${refusal}`, refusal);
  }

  return {
    calls: {
      join,
      leave: (name) => stays.get(name)?.leave(),
      end: (name) => inside(name).ask('end'),
      remove: (name, { target }) => inside(name).ask('kick', target),
      operate,
    },
    close() {
      for (const stay of all) stay.discard();
    },
  };
}
