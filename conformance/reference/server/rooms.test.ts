/** What several rooms, and several joins of one participant, come to over the wire. */

import { afterEach, describe, expect, test } from 'vitest';
import { Feature, Mode } from '../../../gen/ts-proto/index.js';
import { features as allFeatures, machineOptions } from '../../exchange/features.js';
import { roomLeft, Scene, told } from './client.test.helper.js';

const scene = new Scene();
afterEach(() => scene.end());

const goTo = (roomId: string) => ({ $case: 'switchRoom', value: { roomId, accessToken: '' } }) as const;
const leave = { $case: 'leave', value: {} } as const;
const end = { $case: 'end', value: {} } as const;

describe('a switch', () => {
  test('is told in the old room, then in the new one, and answered by a Joined', async () => {
    const { url } = await scene.serve({ config: { switch: true } });
    const ann = await scene.join(url, 'ann');
    const bob = await scene.join(url, 'bob', { room: 'green' });
    const cyd = await scene.join(url, 'cyd');
    const request = cyd.ask(goTo('green'));
    await cyd.until(() => cyd.seen.length === 2, 'second Joined');
    const [, answer] = cyd.seen;
    expect(answer).toMatchObject({ sequence: 2, replyTo: request, kind: { $case: 'joined' } });
    expect(await told(ann)).toEqual(['cyd', 1005]);
    await bob.first('participantJoined');
    expect(await cyd.fence()).toEqual(['joined', 'joined']);
    cyd.ask(leave);
    expect(await told(bob)).toEqual(['cyd', 1101]);
  });

  test('takes what is pipelined behind it to the new room', async () => {
    const { url } = await scene.serve({ config: { switch: true } });
    const ann = await scene.join(url, 'ann');
    const bob = await scene.join(url, 'bob', { room: 'green' });
    const cyd = await scene.join(url, 'cyd');
    cyd.ask(goTo('green'));
    cyd.ask(leave);
    expect(await roomLeft(cyd)).toBe(1101);
    expect(await told(ann)).toEqual(['cyd', 1005]);
    expect(await told(bob)).toEqual(['cyd', 1101]);
    expect((await ann.fence()).filter((kind) => kind === 'participantLeft')).toHaveLength(1);
  });

  test('is taken up again by anybody who was cut while it was answered', async () => {
    const { url } = await scene.serve({ config: { switch: true, resumeWindowMs: 5000 } });
    const cyd = await scene.join(url, 'cyd');
    const request = cyd.ask(goTo('green'));
    await cyd.until(() => cyd.seen.length === 2, 'second Joined');
    cyd.socket.terminate();
    const back = await scene.resume(url, cyd.joined.resumeToken, 1);
    await back.first('joined');
    expect(back.seen.map(({ sequence, replyTo }) => [sequence, replyTo])).toEqual([
      [0, 0],
      [2, request],
    ]);
  });
});

test('the newer of two joins wins', async () => {
  const { url } = await scene.serve({ config: { replace: true } });
  const ann = await scene.join(url, 'ann');
  const old = await scene.join(url, 'bob');
  const bob = await scene.join(url, 'bob');
  expect(await roomLeft(old)).toBe(1011);
  expect(await told(ann)).toEqual(['bob', 1011]);
  expect(bob.joined.roster.map(({ participantId }) => participantId)).toEqual(['ann']);
});

test('a viewer is no participant', async () => {
  const { url } = await scene.serve({ config: { viewer: true } });
  const ann = await scene.join(url, 'ann');
  const bob = await scene.join(url, 'bob');
  bob.ask({ $case: 'changeMode', value: { mode: Mode.MODE_VIEWER } });
  expect(await roomLeft(bob)).toBe(1003);
  expect(await told(ann)).toEqual(['bob', 1003]);
});

test('with announces_each everybody is told of each before being told of the end', async () => {
  const { url } = await scene.serve({ config: { announcesEach: true } });
  const ann = await scene.join(url, 'ann');
  const others = [await scene.join(url, 'bob'), await scene.join(url, 'cyd')];
  ann.ask(end);
  for (const one of [ann, ...others]) {
    expect(await one.close()).toBe(4008);
    const kinds = one.seen.map(({ kind }) => kind?.$case).filter((kind) => kind?.endsWith('Left'));
    expect(kinds).toEqual(['participantLeft', 'participantLeft', 'roomLeft']);
  }
});

describe('declares', () => {
  const whole = { ...machineOptions(allFeatures), resumeWindowMs: 50 };
  const none = { extendedCodes: false, remove: false };
  const all = Object.values(Feature).filter((one) => typeof one === 'number' && one > Feature.FEATURE_UNSPECIFIED);
  const declared = all.filter((one) => one !== Feature.FEATURE_JSON);

  test.each([
    ['everything', { config: whole, operatorToken: 'token' }, declared],
    ['nothing', { config: none, roomOrder: false }, []],
    ['the base and what it cannot be without', { config: none }, [Feature.FEATURE_ROOM_ORDER]],
  ])('%s', async (_, options, features) => {
    const { url } = await scene.serve(options);
    const { joined } = await scene.join(url, 'ann');
    expect([...joined.features].sort()).toEqual([...features].sort());
  });
});
