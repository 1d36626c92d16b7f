/** Prosody, a server for XMPP, whose group chats (XEP-0045) are the rooms: without stream management, and with it. */
import type { Profile } from '../../exchange/profile.js';
import type { Seat } from '../../exchange/scenario.js';
import type { SystemUnderTest } from '../../sut/system.js';
import type { Adapter } from '../adapter.js';
import { ProsodyBench } from './bench.js';
import { hostAccount } from './config.js';
import { openConsole } from './console.js';
import { type ProsodyMapping, mapping as standard } from './mapping.js';
import { startProsody } from './server.js';
import { type Login, Stream } from './stream.js';

export { mapping, type ProsodyMapping } from './mapping.js';

/** How Prosody is started, and how it is read. */
export interface ProsodyOptions {
  /** How long a lost connection may be resumed, in seconds; 0: no stream management. */
  readonly resumeSeconds: number;
  /** Makes every seat an owner of its room, which no attendee may be: to see whether the judges notice. */
  readonly everyoneOwns?: boolean;
  /** Another reading of what is seen: for the same purpose. */
  readonly mapping?: ProsodyMapping;
}

const SLACK_MS = 500;

/** Starts Prosody as it is to be seen. */
export async function openProsody(options: ProsodyOptions): Promise<SystemUnderTest> {
  const { resumeSeconds, everyoneOwns = false, mapping = standard } = options;
  const server = await startProsody(resumeSeconds);
  let console = openConsole(server.console);
  const accountFor = accountSource(everyoneOwns);
  const logIn = (seat: Seat) => {
    const login = { port: server.clients, managed: resumeSeconds > 0 };
    return Stream.open({ ...login, ...accountFor(seat) });
  };
  const openRoom = (jid: string) => console.openRoom(jid);
  const stop = async () => {
    console.close();
    await server.stop();
  };
  try {
    const profile = profileOf(await console.version(), options, mapping);
    return {
      profile,
      open: async (world, report) => new ProsodyBench(world, { profile, mapping, openRoom, logIn, report }),
      howEnded: () => server.howEnded(),
      async revive() {
        if (await server.revive()) console = openConsole(server.console);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const profileOf = (version: string, { resumeSeconds }: ProsodyOptions, { deviations }: ProsodyMapping): Profile => ({
  name: `Prosody ${version}`,
  side: 'server',
  wire: false,
  // A room is one table in one thread: everybody in it sees its stanzas in one order.
  features: ['extended_codes', 'remove', 'room_order', ...(resumeSeconds > 0 ? (['resume'] as const) : [])],
  resumeWindowMs: 1_000 * resumeSeconds,
  slackMs: SLACK_MS,
  tokens: false,
  unsupported: [
    ...['close', 'malformed', 'repeat', 'resume', 'again', 'ack', 'switch', 'mode', 'operate'],
    ...['freeze', 'heal', 'delay', 'restart'],
  ],
  deviations,
});

/** An account for every stream: two streams of one account would be one occupant of a room. */
function accountSource(everyoneOwns: boolean): (seat: Seat) => Pick<Login, 'account' | 'resource'> {
  let used = 0;
  return ({ role }) => {
    const resource = `stay-${used}`;
    used += 1;
    return { resource, account: role === 'host' || everyoneOwns ? hostAccount(used) : `guest-${used}` };
  };
}

/** Without stream management. */
export const prosody: Adapter = {
  name: 'prosody',
  summary: 'Prosody, XMPP group chat (XEP-0045); a lost connection is a departure',
  start: () => openProsody({ resumeSeconds: 0 }),
};

/** With stream management. */
export const prosodySmacks: Adapter = {
  name: 'prosody-smacks',
  summary: 'Prosody with stream management (XEP-0198): a lost connection may be resumed for 3 s',
  start: () => openProsody({ resumeSeconds: 3 }),
};
