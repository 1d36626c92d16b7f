/** ejabberd's HTTP API (mod_http_api): it is how an application's back end makes accounts, opens and destroys rooms, and bans people. */
import { Refused } from '../../testees/kit/index.js';
import { OPERATOR, ROOMS, USERS } from './config.js';

/** Which credentials a call presents. */
export type Credentials = 'right' | 'wrong' | 'missing';

const REFUSED = [400, 401, 403, 404, 409];
const EXISTS = 'Room already exists';

/** The calls that are made here. */
export type HttpApi = ReturnType<typeof httpApi>;

/** The API at this port. */
export function httpApi(port: number) {
  async function call(command: string, body: object, credentials: Credentials = 'right'): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${port}/api/${command}`, {
      method: 'POST',
      headers: credentials === 'missing' ? {} : { authorization: authorization(credentials) },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    const why = `ejabberd answers ${command} with ${response.status}: ${text}`;
    throw REFUSED.includes(response.status) ? new Refused(why, wordOf(text)) : new Error(why);
  }
  /** Rooms that are being opened: one call at a time for each. */
  const opening = new Map<string, Promise<void>>();
  const named = (room: string) => ({ name: room.slice(0, room.lastIndexOf('@')), service: ROOMS });

  return {
    /** An account, whose password is its name where none is given. Anybody on this machine may make one. */
    register: (user: string, password = user) => call('register', { user, host: USERS, password }, 'missing'),

    version: async (): Promise<string> => {
      const text = String(await call('status', {}));
      return /ejabberd (\S+) is running/.exec(text)?.[1] ?? text;
    },

    /** Opens a room that nobody owns but the hosts. One that is open already stays as it is. */
    openRoom(room: string): Promise<void> {
      const opened = (opening.get(room) ?? Promise.resolve()).then(() =>
        call('create_room', { ...named(room), host: USERS }).then(() => {}, unlessOpen),
      );
      const settled = opened.catch(() => {});
      opening.set(room, settled);
      settled.then(() => opening.get(room) === settled && opening.delete(room));
      return opened;
    },

    destroyRoom: (room: string, credentials: Credentials) => call('destroy_room', named(room), credentials),

    /** `account`: an address without its resource. */
    ban: (room: string, account: string, credentials: Credentials) =>
      call('set_room_affiliation', { ...named(room), jid: account, affiliation: 'outcast' }, credentials),
  };
}

function unlessOpen(error: unknown): void {
  if (!(error instanceof Refused && error.native === EXISTS)) throw error;
}

function authorization(credentials: 'right' | 'wrong'): string {
  const password = credentials === 'right' ? OPERATOR.password : 'wrong';
  return `Basic ${Buffer.from(`${OPERATOR.user}@${USERS}:${password}`).toString('base64')}`;
}

/** Its own word: what it answers is a sentence, or an object with one. */
function wordOf(text: string): string {
  const said = JSON.parse(text);
  return typeof said === 'string' ? said : String(said.message);
}
