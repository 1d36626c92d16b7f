/** A world on a server for XMPP: rooms of its own, and a stream for each participation. */
import type { Open, Seat, Tell, World } from '../../testees/kit/index.js';
import { Unsupported } from '../../testees/kit/index.js';
import { putOutAsNoMember } from './members-only.js';
import { RoomParticipation, type RoomRequest } from './participation.js';
import { destroyStanza, kickStanza, nonsenseStanza, pingStanza } from './stanzas.js';
import type { Stream } from './stream.js';
import { nicknameQueue, oneAtATime, seatOrder } from './turns.js';

/** What a world needs of the server. */
export interface Surroundings {
  /** What it is called. */
  readonly server: string;
  /** The host of its rooms. */
  readonly rooms: string;
  /** What it says to an attendee who would have to open a room. */
  readonly noRoom: string;
  /** Opens a room that only a host could open by joining. */
  readonly openRoom: (jid: string) => Promise<void>;
  /** How somebody is removed: by a kick, or because the room becomes one for members only. */
  readonly removal?: 'kick' | 'members-only';
  /** Logs in to an account that nobody has used before; that of a host owns every room. `address`: where the suite wants it to connect. */
  readonly logIn: (isHost: boolean, address: string | undefined) => Promise<Stream>;
}

/** Opens a world. */
export function xmppWorld(around: Surroundings, { world, seats, addresses = [] }: Open, tell: Tell): World {
  const stays = newStays();
  const takeTurn = around.removal === 'members-only' ? oneAtATime() : nicknameQueue();
  const inOrder = seatOrder();
  const addressOf = (name: string) => addresses.find(({ seat }) => seat === name)?.address;

  async function enter({ name, participant: nick, role }: Seat, label: string): Promise<void> {
    const room = roomAddress(world, label, around.rooms);
    const stream = await around.logIn(role === 'ROLE_HOST', addressOf(name));
    const earlier = stays.of(name);
    const stay = new RoomParticipation(stream, {
      server: around.server,
      room,
      nick,
      noRoom: around.noRoom,
      openRoom: () => around.openRoom(room),
      othersTold: async () => {
        await Promise.all(earlier.map((other) => other.caughtUp()));
      },
      tell: (event) => tell(name, event),
    });
    stays.add(name, stay);
    await stay.join();
  }

  function join(name: string, label: string): Promise<void> {
    const seat = seats.find((one) => one.name === name);
    if (!seat) throw new Error(`the world has no seat "${name}"`);
    return takeTurn('join', seat.participant, (clear) =>
      inOrder(name, { clear, first: true, begin: () => enter(seat, label) }),
    );
  }

  function remove(name: string, target: string): Promise<void> {
    const nick = stays.called(target)?.place.nick ?? target;
    const begin = async (): Promise<void> => {
      const stay = stays.inside(name);
      // Where somebody else bears the nickname by now, whom it is to hit would be missed.
      if (stays.hitsAnother(stay.place.room, nick, target))
        throw new Unsupported(`a kick names a nickname, and ${nick} is another one by now`);
      if (around.removal === 'members-only') await putOutAsNoMember(stay, nick, stays.in(stay.place.room));
      else await stay.ask((room, _, request) => kickStanza(room, nick, request));
    };
    return takeTurn('remove', nick, (clear) => inOrder(name, { clear, begin }));
  }

  const plainly = (name: string, make: (stay: RoomParticipation) => Promise<void> | void) =>
    inOrder(name, { begin: async () => make(stays.inside(name)) });
  const asks = (question: RoomRequest) => (name: string) => plainly(name, (stay) => stay.ask(question));
  return {
    calls: {
      join: (name, { room }) => join(name, room),
      leave: (name) => plainly(name, (stay) => stay.leave()),
      end: asks((room, _, request) => destroyStanza(room, request)),
      remove: (name, { target }) => remove(name, target),
      sync: asks(pingStanza),
      unknown: asks((room, _, request) => nonsenseStanza(room, request)),
      cut: (name, { how }) => plainly(name, (stay) => stay.cut(how === 'CUT_KIND_RESET')),
    },
    close: () => stays.discard(),
  };
}

/** Every stay of every seat, oldest first. */
function newStays() {
  const all: { readonly seat: string; readonly stay: RoomParticipation }[] = [];
  const of = (seat: string): RoomParticipation[] => all.filter((one) => one.seat === seat).map(({ stay }) => stay);
  return {
    add: (seat: string, stay: RoomParticipation) => all.push({ seat, stay }),

    of,

    /** The stay of a seat that is in a room. */
    inside(seat: string): RoomParticipation {
      const found = of(seat).findLast((stay) => stay.inside);
      if (!found) throw new Error(`${seat} is in no room`);
      return found;
    },

    /** Those who are in a room. */
    in: (room: string): RoomParticipation[] =>
      all.map(({ stay }) => stay).filter(({ inside, place }) => inside && place.room === room),

    called: (id: string): RoomParticipation | undefined => all.find(({ stay }) => stay.id === id)?.stay,

    /** A nickname is that of the one who is in the room, or else of one who may still be there. */
    hitsAnother(room: string, nick: string, id: string): boolean {
      const bearers = all.map(({ stay }) => stay).filter(({ place }) => place.room === room && place.nick === nick);
      const others = bearers.filter((stay) => stay.id !== id && stay.mayBeThere);
      const isIn = bearers.some((stay) => stay.id === id && stay.inside);
      return others.some(({ inside }) => inside) || (others.length > 0 && !isIn);
    },

    discard(): void {
      for (const { stay } of all) stay.discard();
    },
  };
}

/** The address of a room: no two worlds share one. */
export const roomAddress = (world: string, label: string, rooms: string): string =>
  `${plain(world)}.${plain(label)}@${rooms}`;

/** Names as they may stand in an address, no two of them alike. */
const plain = (name: string): string => name.replaceAll(/[^a-z0-9-]/g, (letter) => `_${letter.codePointAt(0)}_`);
