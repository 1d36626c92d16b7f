/** Somebody is alone in a room, and goes without a word; a minute later another one comes. */
import { describe, expect, it } from 'vitest';
import { ann, bob, joins, lost, shows, type Talk, told } from '../bench/judge/talk.test.helper.js';

const features = ['FEATURE_EXTENDED_CODES'];
const plain = { features };
const beating = { features, heartbeatIntervalMs: 5_000, heartbeatTimeoutMs: 15_000 };

const comes = (at: number, connection: string, who: typeof ann, joined: object): Talk => [
  joins(at, connection, who),
  shows(at + 1, connection, { sequence: 1, joined: { participationId: who.participationId, ...joined } }),
];
const closed = (code: number) => ({ at: 5_000, connection: 'c1', closed: { by: 'CLOSED_BY_CLIENT', code } });

/** Ann goes so, on a server that announces this; bob comes at `at` into this session, and is shown these. */
const story = (how: Talk[number], announced: object, at: number, sessionId: string, roster: readonly object[] = []) =>
  told([
    ...comes(1_000, 'c1', ann, { sessionId: 's1', ...announced }),
    how,
    ...comes(at, 'c2', bob, { sessionId, roster, ...announced }),
  ]);

const found = async (said: ReturnType<typeof story>) =>
  (await said).findings.map(({ line, clause }) => `${line} ${clause}`);

describe.each([
  ['by a close without heartbeat', closed(1001), plain, 'connection.lost-in-time'],
  ['by a broken connection, with heartbeat', lost(5_000, 'c1'), beating, 'connection.lost-in-time'],
  ['by a goodbye', closed(4101), plain, 'connection.goodbye'],
])('who was alone is gone %s', (_, how, announced, clause) => {
  it('and its session with it', async () => {
    expect(await found(story(how, announced, 60_000, 's2'))).toEqual([]);
    expect(await found(story(how, announced, 60_000, 's1'))).toEqual(['6 session.fresh']);
  });

  it('and is no ghost in the list of who comes later', async () => {
    expect(await found(story(how, announced, 60_000, 's1', [ann]))).toEqual([`6 ${clause}`]);
  });

  it('but may be there for a moment', async () => {
    expect(await found(story(how, announced, 5_500, 's1', [ann]))).toEqual([]);
  });
});

it('a connection that breaks off without heartbeat may never be missed, as far as the log shows', async () => {
  expect(await found(story(lost(5_000, 'c1'), plain, 600_000, 's1', [ann]))).toEqual([]);
});
