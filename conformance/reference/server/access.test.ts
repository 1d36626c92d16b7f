import { SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Code, Role } from '../../../gen/ts-proto/index.js';
import { type Client, joinKind, Scene, told } from './client.test.helper.js';

const scene = new Scene();
afterEach(() => scene.end());

const SECRET = 'a secret that is long enough for the hash';
const anns = { room: 'blue', participant: 'ann', role: 'host' };

async function token(claims: object = anns, { secret = SECRET, alg = 'HS256', expires = '1 minute' } = {}) {
  const jwt = new SignJWT({ ...claims }).setProtectedHeader({ alg });
  return (expires === '' ? jwt : jwt.setExpirationTime(expires)).sign(Buffer.from(secret));
}

let url = '';
beforeEach(async () => {
  ({ url } = await scene.serve({ tokenSecret: SECRET, config: { switch: true, resumeWindowMs: 1000 } }));
});

/** The code with which Ann, a host, is refused in the room blue; undefined where she gets in. */
async function refused(accessToken: string): Promise<Code | undefined> {
  const ann = await scene.connect(url);
  ann.send(joinKind('ann', { accessToken }));
  return answered(ann);
}

async function answered(client: Client): Promise<Code | undefined> {
  await client.until(() => client.seen.length > 0, 'answer');
  const { kind } = client.seen[0] ?? {};
  return kind?.$case === 'rejected' ? kind.value.code : undefined;
}

test('a right token lets in', async () => {
  expect(await refused(await token())).toBeUndefined();
});

describe('UNAUTHENTICATED', () => {
  const tokens: [string, () => Promise<string> | string][] = [
    ['missing', () => ''],
    ['no token at all', () => 'let me in'],
    ['signed with another secret', () => token(anns, { secret: `${SECRET}!` })],
    ['signed with another algorithm', () => token(anns, { secret: `${SECRET}${SECRET}`.slice(0, 64), alg: 'HS512' })],
    ['signed with the same secret by another algorithm', () => token(anns, { alg: 'HS384' })],
    ['alg none', () => new UnsecuredJWT(anns).setExpirationTime('1 minute').encode()],
    ['without its signature', async () => (await token()).replace(/[^.]+$/, '')],
    ['expired', () => token(anns, { expires: '-1 minute' })],
    ['without an end', () => token(anns, { expires: '' })],
    ['not valid yet', () => token({ ...anns, nbf: Math.floor(Date.now() / 1_000) + 60 })],
    ['for somebody else', () => token({ ...anns, aud: 'somebody else' })],
    ['without a room', () => token({ participant: 'ann', role: 'host' })],
  ];
  test.each(tokens)('%s', async (_, make) => {
    expect(await refused(await make())).toBe(Code.CODE_UNAUTHENTICATED);
  });
});

describe('PERMISSION_DENIED', () => {
  test.each([
    ['room', { room: 'green' }],
    ['participant', { participant: 'bob' }],
    ['role', { role: 'attendee' }],
  ])('another %s', async (_, other) => {
    expect(await refused(await token({ ...anns, ...other }))).toBe(Code.CODE_PERMISSION_DENIED);
  });
});

test('somebody who was refused may ask again on the same connection', async () => {
  const ann = await scene.connect(url);
  ann.send(joinKind('ann'));
  ann.send(joinKind('ann', { accessToken: await token() }));
  await ann.first('joined');
  expect(ann.seen.map(({ kind }) => kind?.$case)).toEqual(['rejected', 'joined']);
});

test('what is pipelined behind a Join waits until its token has been looked at', async () => {
  const ann = await scene.connect(url);
  ann.send(joinKind('ann', { accessToken: await token() }));
  const [first, second] = [ann.ask({ $case: 'sync', value: {} }), ann.ask({ $case: 'leave', value: {} })];
  await ann.first('roomLeft');
  expect(ann.seen.map(({ kind, replyTo }) => [kind?.$case, replyTo])).toEqual([
    ['joined', 0],
    ['accepted', first],
    ['roomLeft', second],
  ]);
});

test('a close behind a Join waits as well', async () => {
  const bob = await scene.join(url, 'bob', { accessToken: await token({ ...anns, participant: 'bob' }) });
  const ann = await scene.connect(url);
  ann.send(joinKind('ann', { accessToken: await token() }));
  ann.socket.close(4101);
  expect(await told(bob)).toEqual(['ann', 1101]);
  expect(await bob.fence()).toEqual(['joined', 'participantJoined', 'participantLeft']);
});

test('a switch needs a token for where it goes', async () => {
  const ann = await scene.join(url, 'ann', { accessToken: await token() });
  const goTo = (accessToken: string) => ann.ask({ $case: 'switchRoom', value: { roomId: 'green', accessToken } });
  const requests = [
    goTo(''),
    goTo(await token()),
    goTo(await token({ ...anns, room: 'green', role: 'attendee' })),
    goTo(await token({ ...anns, room: 'green' })),
  ];
  await ann.until(() => ann.seen.length === 5, 'answer to the last request');
  expect(ann.seen.slice(1).map(({ replyTo }) => replyTo)).toEqual(requests);
  expect(ann.seen.slice(1).map(({ kind }) => (kind?.$case === 'rejected' ? kind.value.code : kind?.$case))).toEqual([
    Code.CODE_UNAUTHENTICATED,
    Code.CODE_PERMISSION_DENIED,
    Code.CODE_PERMISSION_DENIED,
    'joined',
  ]);
});

test('an attendee with a token is an attendee', async () => {
  const accessToken = await token({ room: 'blue', participant: 'bob', role: 'attendee' });
  const bob = await scene.join(url, 'bob', { role: Role.ROLE_ATTENDEE, accessToken });
  expect(bob.joined.roster).toEqual([]);
});

test('a server is not started where nobody would have to prove anything', async () => {
  await expect(scene.serve({ host: '0.0.0.0' })).rejects.toThrow(/Without a token secret .* not 0\.0\.0\.0\.$/);
  await expect(scene.serve({ tokenSecret: 'short' })).rejects.toThrow(/at least 32 bytes\.$/);
  await expect(scene.serve({ operatorToken: '' })).rejects.toThrow(/is empty/);
});
