/** What an application cannot give no client is held to; everything else it is. */
import { expect, test } from 'vitest';
import { accessTokenOf } from '../../exchange/names.js';
import { join, switchRoom } from '../../exchange/scenario.js';
import type { Role } from '../../exchange/words.js';
import { judgeClient } from './index.js';
import {
  calls,
  ended,
  heard,
  JOIN_ID,
  type Line,
  opened,
  ROSTER,
  saidJoined,
  story,
  told,
} from './story.test.helper.js';

const whole = {
  joinId: JOIN_ID,
  room: 'blue',
  participant: 'ann',
  role: 'host',
  accessToken: accessTokenOf('ann', 'blue'),
} as const;
type Sent = Partial<Record<Exclude<keyof typeof whole, 'role'>, string>> & { readonly role?: Role };

/** A client joins, and switches to another room, with these fields instead of what it was given. */
const sending = (joined: Sent, switched: Sent = {}): Line[] => [
  calls(join('ann', 'blue')),
  opened(1),
  heard('join', { ...whole, ...joined } as typeof whole),
  saidJoined(),
  told({ event: 'joined', participation: 'ann-1' }, ROSTER),
  ended(1),
  calls(switchRoom('ann', 'green')),
  heard('switch', { request: 1, ack: 1, room: 'green', accessToken: accessTokenOf('ann', 'green'), ...switched }),
];

/** The clauses that a client breaks whose API has no place for these fields. */
function broken(lines: readonly Line[], ...unsupported: string[]): string[] {
  const history = story(lines);
  const { violations } = judgeClient({ ...history, profile: { ...history.profile, unsupported } });
  return violations.map(({ clause }) => clause).filter((clause) => clause === 'client.as-asked');
}

const asAsked = ['client.as-asked'];

test.each<[lack: string, joined: Sent, switched: Sent]>([
  ['join.role', { role: 'attendee' }, {}],
  ['join.participant', { participant: 'somebody' }, {}],
  ['join.accessToken', { accessToken: '' }, {}],
  ['switch.accessToken', {}, { accessToken: accessTokenOf('ann', 'blue') }],
])('a client whose API has no %s is held to all else', (lack, joined, switched) => {
  expect(broken(sending(joined, switched), lack)).toEqual([]);
  expect(broken(sending(joined, switched))).toEqual(asAsked);
  for (const other of ['join.role', 'join.participant', 'join.accessToken', 'switch.accessToken'])
    if (other !== lack) expect(broken(sending(joined, switched), other)).toEqual(asAsked);
  expect(broken(sending({ ...joined, room: 'green' }, switched), lack)).toEqual(asAsked);
});

test('every API has a place for a room', () => {
  expect(broken(sending({ room: 'green' }), 'join.room')).toEqual(asAsked);
  expect(broken(sending({}, { room: 'red' }), 'switch.room')).toEqual(asAsked);
});

test('what nobody has asked for is sent by no client, whatever its API lacks', () => {
  const lines = [...sending({}), heard('end', { request: 2, ack: 1 })];
  expect(broken(lines, 'join.role', 'join.participant', 'join.accessToken', 'switch.accessToken')).toEqual(asAsked);
});
