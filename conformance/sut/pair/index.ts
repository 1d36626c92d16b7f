/**
 * A client and a server under test against each other: the steps are calls of the client's API, and what its application is told is
 * what a seat was shown. There are no numbers and no frames to see, as with a system that speaks another wire.
 */

import { SENTINEL } from '../../exchange/names.js';
import type { Profile } from '../../exchange/profile.js';
import { attendee } from '../../exchange/scenario.js';
import type { NativeSystem } from '../native/index.js';
import { accessToken } from '../native/tokens.js';
import type { SystemUnderTest } from '../system.js';
import type { Testee } from '../testee/index.js';
import { ToldBench } from '../told/bench.js';
import { pairDriver } from './driver.js';

/** What no client's API has a call for, or what only the wire could do. */
const BEYOND = [
  'sync',
  'unknown',
  'malformed',
  'close',
  'cut',
  'freeze',
  'heal',
  'mute',
  'delay',
  'restart',
  'resume',
  'repeat',
  'again',
  'ack',
  'operate',
];
/** What happens without a word to the application. */
const unseen = new Set(['resume', 'json', 'operator']);
/** Two programs more are on the way of everything, in milliseconds. */
const SLACK_MS = 500;

/** Makes one system under test of a client and a server. */
export function pairSystem(client: Testee, server: NativeSystem): SystemUnderTest {
  const { restart } = server;
  return {
    profile: profileOf(client.profile, server.profile),
    async open(world, report) {
      const { url, tokens } = server.server;
      const outside = { ...world, seats: [attendee(SENTINEL)] };
      const sentinel = await server.open(outside, () => {});
      const tokenFor = (seat: string, room: string) => {
        const { participant = seat, role = 'attendee' } = world.seats.find(({ name }) => name === seat) ?? {};
        return accessToken(tokens, { room, participant, role });
      };
      const { conversation } = client;
      const around = { conversation, url, tokenFor, sentinel, profile: server.profile };
      return ToldBench.open(conversation, world, report, (place) => pairDriver(around, place));
    },
    howEnded: () => client.howEnded?.() ?? server.howEnded?.(),
    async revive() {
      await server.revive();
      await client.revive();
    },
    ...(restart && {
      async restart() {
        await restart();
        await client.revive();
      },
    }),
    async stop() {
      await client.stop();
      await server.stop();
    },
  };
}

/** What an application is not told: no fault of either side's, and nothing that a pair could be held to. */
const deviations: Profile['deviations'] = [
  { clause: 'request.settled-by-room-left', why: 'no application is told which request a RoomLeft answers' },
  { clause: 'join.duplicate', why: 'a second device is not let in, for what becomes of it shows on the wire alone' },
  { clause: 'join.refused-unbound', why: 'no application is told why its Join was refused' },
  { clause: 'request.refused-changes-nothing', why: 'what no application can ask for is not refused to it' },
  { clause: 'join.replace', why: 'a second device is not let in, for what becomes of it shows on the wire alone' },
  {
    clause: 'join.replace-one-step',
    why: 'a second device is not let in, for what becomes of it shows on the wire alone',
  },
  { clause: 'leave.host-does-not-end', why: 'that the meeting goes on shows in the answer to a Sync alone' },
  { clause: 'viewer.unknown-mode', why: 'no client asks for a mode that there is not' },
];

const profileOf = (client: Profile, server: Profile): Profile => ({
  name: `${client.name} with ${server.name}`,
  side: 'server',
  wire: false,
  features: server.features.filter((feature) => !unseen.has(feature)),
  // Nothing is ever lost here.
  resumeWindowMs: 0,
  tokens: false,
  slackMs: SLACK_MS,
  unsupported: [...new Set([...BEYOND, ...client.unsupported])],
  deviations,
});
