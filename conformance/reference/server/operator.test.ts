import { createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RoomService } from '../../../gen/es/index.js';
import { Feature } from '../../../gen/ts-proto/index.js';
import { roomLeft, Scene, told } from './client.test.helper.js';

const scene = new Scene();
afterEach(() => scene.end());

const OPERATOR = 'the operator';

let url = '';
beforeEach(async () => {
  ({ url } = await scene.serve({ operatorToken: OPERATOR, config: { relay: true, resumeWindowMs: 1000 } }));
});

/** A plain POST of JSON: the status, and the code where it is refused. */
async function call(method: string, body: object, authorization = `Bearer ${OPERATOR}`): Promise<[number, string?]> {
  const response = await fetch(`${url.replace(/^ws/, 'http')}/adjourn.v1.RoomService/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
  });
  const { code } = (await response.json()) as { code?: string };
  return code === undefined ? [response.status] : [response.status, code];
}

describe('with JSON', () => {
  test.each([
    ['EndMeeting', 1009],
    ['CloseRoom', 1006],
  ])('%s tells everybody %i before it answers', async (method, code) => {
    const people = [await scene.join(url, 'ann'), await scene.join(url, 'bob')];
    expect(await call(method, { roomId: 'blue', sessionId: people[0]?.joined.sessionId })).toEqual([200]);
    for (const one of people) {
      expect(await roomLeft(one)).toBe(code);
      expect(await one.close()).toBe(3000 + code);
    }
    expect(await call(method, { roomId: 'blue' })).toEqual([404, 'not_found']);
  });

  test('RemoveParticipant removes one, and is right twice', async () => {
    const ann = await scene.join(url, 'ann');
    const bob = await scene.join(url, 'bob');
    const body = { roomId: 'blue', participationId: bob.joined.participationId };
    expect(await call('RemoveParticipant', body)).toEqual([200]);
    expect(await ann.fence()).toEqual(['joined', 'participantJoined', 'participantLeft']);
    expect(await told(ann)).toEqual(['bob', 1010]);
    expect(await roomLeft(bob)).toBe(1010);
    expect(await call('RemoveParticipant', body)).toEqual([200]);
    expect(await ann.fence()).toHaveLength(4);
    expect(await call('RemoveParticipant', { roomId: 'blue', participationId: 'nobody' })).toEqual([404, 'not_found']);
  });

  test('StopMediaRelay takes all at once, and none of them hears of another', async () => {
    const ann = await scene.join(url, 'ann');
    const carried = [await scene.join(url, 'bob'), await scene.join(url, 'cyd')];
    const participationIds = carried.map(({ joined }) => joined.participationId);
    expect(await call('StopMediaRelay', { roomId: 'blue', participationIds })).toEqual([200]);
    expect((await ann.fence()).slice(3)).toEqual(['participantLeft', 'participantLeft']);
    for (const one of carried) {
      expect(await roomLeft(one)).toBe(1004);
      expect(one.seen.map(({ kind }) => kind?.$case)).not.toContain('participantLeft');
    }
  });

  test('a call that means an earlier session hits nobody', async () => {
    const ann = await scene.join(url, 'ann');
    expect(await call('EndMeeting', { roomId: 'blue', sessionId: 'yesterday' })).toEqual([404, 'not_found']);
    expect(await ann.fence()).toEqual(['joined']);
  });

  test.each(['', 'Bearer wrong', `Basic ${OPERATOR}`, OPERATOR])('"%s" authorizes nobody', async (authorization) => {
    const ann = await scene.join(url, 'ann');
    expect(await call('EndMeeting', { roomId: 'blue' }, authorization)).toEqual([401, 'unauthenticated']);
    expect(await ann.fence()).toEqual(['joined']);
  });
});

test('binary, by a generated client', async () => {
  const ann = await scene.join(url, 'ann');
  const transport = createConnectTransport({ baseUrl: url.replace(/^ws/, 'http'), httpVersion: '1.1' });
  const service = createClient(RoomService, transport);
  await expect(service.endMeeting({ roomId: 'blue' })).rejects.toThrow(/unauthenticated/);
  await service.endMeeting({ roomId: 'blue' }, { headers: { authorization: `Bearer ${OPERATOR}` } });
  expect(await roomLeft(ann)).toBe(1009);
});

test('somebody who is away when the meeting ends is told by whom it was ended', async () => {
  const ann = await scene.join(url, 'ann');
  ann.socket.terminate();
  expect(await call('EndMeeting', { roomId: 'blue' })).toEqual([200]);
  const back = await scene.resume(url, ann.joined.resumeToken, 1);
  expect(await roomLeft(back)).toBe(1009);
});

test('the service is declared, and there, only where it has a token', async () => {
  const ann = await scene.join(url, 'ann');
  expect(ann.joined.features).toEqual(expect.arrayContaining([Feature.FEATURE_OPERATOR, Feature.FEATURE_RELAY]));
  const { url: other } = await scene.serve({ config: { relay: true } });
  const bob = await scene.join(other, 'bob');
  expect(bob.joined.features).not.toContain(Feature.FEATURE_OPERATOR);
  expect(bob.joined.features).not.toContain(Feature.FEATURE_RELAY);
  const at = other.replace(/^ws/, 'http');
  expect((await fetch(`${at}/adjourn.v1.RoomService/EndMeeting`, { method: 'POST' })).status).toBe(404);
  expect((await fetch(at)).status).toBe(426);
});

test('without relays StopMediaRelay is unimplemented, for those who may call at all', async () => {
  ({ url } = await scene.serve({ operatorToken: OPERATOR }));
  expect(await call('StopMediaRelay', { roomId: 'blue' })).toEqual([501, 'unimplemented']);
  expect(await call('StopMediaRelay', { roomId: 'blue' }, '')).toEqual([401, 'unauthenticated']);
});
