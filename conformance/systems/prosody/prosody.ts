/** Prosody, a server for XMPP, whose group chats (XEP-0045) are the rooms, as a testee: it is started with the testee, and ends with it. */
import type { Mapping, Ready, Testee } from '../../testees/kit/index.js';
import { type Login, Stream } from '../xmpp/stream.js';
import { type Surroundings, xmppWorld } from '../xmpp/world.js';
import { hostAccount, ROOMS, USERS } from './config.js';
import { openConsole } from './console.js';
import { mapping as standard } from './mapping.js';
import { readyOf } from './profile.js';
import { type ProsodyServer, startProsody } from './server.js';

const SERVER = 'Prosody';

/** How Prosody is started, and how it is read. */
export interface ProsodyOptions {
  /** How long a lost connection may be resumed, in seconds; 0: no stream management. */
  readonly resumeSeconds: number;
  /** How a host removes somebody; a kick where left out. */
  readonly removal?: Surroundings['removal'];
  /** Makes every seat an owner of its room, which no attendee may be: to see whether the judges notice. */
  readonly everyoneOwns?: boolean;
  /** Another reading of its words: for the same purpose. */
  readonly mapping?: Mapping;
  /** Puts something between the clients and the port where Prosody listens for them, and gives its port. For the same purpose. */
  readonly between?: (port: number) => Promise<number>;
}

/** A testee that starts Prosody. */
export function prosody({
  resumeSeconds,
  removal = 'kick',
  everyoneOwns,
  mapping = standard,
  between,
}: ProsodyOptions): Testee {
  let starting: Promise<ProsodyServer> | undefined;
  let around: Surroundings | undefined;
  async function ready(): Promise<Ready> {
    starting = startProsody(resumeSeconds);
    const server = await starting;
    const console = openConsole(server.console);
    const port = between ? await between(server.clients) : server.clients;
    const accounts = newAccounts(everyoneOwns);
    const managed = resumeSeconds > 0;
    const login = (isHost: boolean): Login => ({ server: SERVER, port, host: USERS, managed, ...accounts(isHost) });
    around = {
      server: SERVER,
      rooms: ROOMS,
      noRoom: 'not-allowed',
      openRoom: console.openRoom,
      removal,
      logIn: (isHost) => Stream.open(login(isHost)),
    };
    return readyOf(await console.version(), resumeSeconds, mapping);
  }
  return {
    ready,
    world(open, tell) {
      if (!around) throw new Error('Prosody has not been started yet');
      return xmppWorld(around, open, tell);
    },
    // One that could not be started has said so.
    stop: async () => (await starting?.catch(() => undefined))?.stop(),
  };
}

/** An account for every stream: two streams of one account would be one occupant of a room. */
function newAccounts(everyoneOwns = false): (isHost: boolean) => Pick<Login, 'account' | 'resource'> {
  let used = 0;
  return (isHost) => {
    const resource = `stay-${used}`;
    used += 1;
    return { resource, account: isHost || everyoneOwns ? hostAccount(used) : `guest-${used}` };
  };
}
