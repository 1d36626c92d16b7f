/** ejabberd, a server for XMPP, whose group chats (XEP-0045) are the rooms, as a testee: it is started with the testee, and ends with it. */
import type { Calls, Mapping, Ready, Testee } from '../../testees/kit/index.js';
import { faults, plantFault } from '../xmpp/planting.js';
import { Stream } from '../xmpp/stream.js';
import { roomAddress, type Surroundings, xmppWorld } from '../xmpp/world.js';
import { HOST, ROOMS, USERS } from './config.js';
import { operateOn } from './operator.js';
import { ejabberdReady } from './profile.js';
import { type EjabberdServer, ejabberdLibraries, startEjabberd } from './server.js';

const SERVER = 'ejabberd';
/** The fault that is no matter of a proxy: every account owns every room. */
const EVERYONE_OWNS = 'everyone-owns';
/** The faults that can be planted. */
export const plants: readonly string[] = [...Object.keys(faults), EVERYONE_OWNS];

/** How ejabberd is read, and what is put into it, to see whether the judges notice. */
export interface EjabberdOptions {
  readonly mapping: Mapping;
  /** One of {@link plants}; empty for none. */
  readonly plant: string;
}

/** A testee that starts ejabberd. */
export function ejabberd({ mapping, plant }: EjabberdOptions): Testee {
  let starting: Promise<EjabberdServer> | undefined;
  let running: { readonly server: EjabberdServer; readonly around: Surroundings } | undefined;
  async function ready(): Promise<Ready> {
    starting = startEjabberd(ejabberdLibraries());
    const server = await starting;
    const fault = faults[plant];
    const clients = fault ? await plantFault(server.clients, fault) : server.clients;
    running = { server, around: surroundings(server, clients, plant === EVERYONE_OWNS) };
    return ejabberdReady(await server.api.version(), `127.0.0.1:${clients}`, plant, mapping);
  }
  return {
    ready,
    world(open, tell) {
      if (!running) throw new Error('ejabberd has not been started yet');
      const { server, around } = running;
      const opened = xmppWorld(around, open, tell);
      const operate: Calls['operate'] = (_, what) =>
        operateOn(server.api, roomAddress(open.world, what.room, ROOMS), what);
      return { ...opened, calls: { ...opened.calls, operate } };
    },
    // One that could not be started has said so.
    stop: async () => (await starting?.catch(() => undefined))?.stop(),
  };
}

/** An account for every stream: two streams of one account would be one occupant of a room. */
function surroundings({ api }: EjabberdServer, clients: number, everyoneOwns: boolean): Surroundings {
  let used = 0;
  return {
    server: SERVER,
    rooms: ROOMS,
    noRoom: 'forbidden',
    openRoom: api.openRoom,
    async logIn(isHost, address = `127.0.0.1:${clients}`) {
      used += 1;
      const account = `${isHost || everyoneOwns ? HOST : 'guest'}-${used}`;
      const port = Number(address.slice(address.lastIndexOf(':') + 1));
      await api.register(account);
      return Stream.open({ server: SERVER, port, host: USERS, account, resource: 'stay', managed: false });
    },
  };
}
