import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fromBinary, fromJsonString } from '@bufbuild/protobuf';
import { afterEach, expect, test } from 'vitest';
import { EndMeetingRequestSchema, StopMediaRelayRequestSchema } from '../../../gen/es/index.js';
import { OPERATOR } from '../../exchange/names.js';
import { attendee, join, operate } from '../../exchange/scenario.js';
import { joined, scripted } from '../../link/scripted.test.helper.js';
import { Unreachable } from '../system.js';
import { Stage } from './stage.test.helper.js';

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

interface Call {
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** A RoomService by script, and a world whose operator calls it. */
async function service(answer: RequestListener, answerMs?: number) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    calls.push({ path: request.url, headers: request.headers, body });
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const rooms = await scripted((message, peer) => {
    if (message.kind.case === 'join') peer.say(1, joined(`p${peer.number}`, { session: `s${peer.number}` }));
  });
  open.push({ close: () => rooms.stop() });
  const operator = { url, token: 'right one' };
  const seats = [attendee('ann'), attendee('bob')];
  const stage = new Stage({ url: rooms.url, operator }, seats, answerMs);
  open.push({ close: () => stage.bench.close() });
  return { stage, calls };
}

/** Answers in the form in which it was asked. */
const accept: RequestListener = (request, response) => {
  const json = request.headers['content-type'] === 'application/json';
  response.writeHead(200, { 'content-type': json ? 'application/json' : 'application/proto' }).end(json ? '{}' : '');
};

const refuse =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

test('calls name the session and the participations that were shown, in JSON and in binary by turns', async () => {
  const { stage, calls } = await service(accept);
  await stage.act(join('ann'));
  await stage.act(join('bob'));
  expect(await stage.act(operate('endMeeting'))).toEqual({ kind: 'done' });
  const relay = operate('stopMediaRelay', 'blue', { targets: ['bob', 'ann#1'], session: 'first' });
  expect(await stage.act(relay)).toEqual({ kind: 'done' });
  await stage.act(operate('closeRoom', 'blue', { session: 'none' }));
  expect(calls.map(({ path, headers }) => [path, headers['content-type']])).toEqual([
    ['/adjourn.v1.RoomService/EndMeeting', 'application/json'],
    ['/adjourn.v1.RoomService/StopMediaRelay', 'application/proto'],
    ['/adjourn.v1.RoomService/CloseRoom', 'application/json'],
  ]);
  expect(calls[0]?.headers).toMatchObject({ authorization: 'Bearer right one', 'connect-protocol-version': '1' });
  const [end, stop] = calls.map(({ body }) => body);
  expect(fromJsonString(EndMeetingRequestSchema, String(end))).toMatchObject({ roomId: 'world/blue', sessionId: 's2' });
  expect(fromBinary(StopMediaRelayRequestSchema, stop as Buffer)).toMatchObject({
    roomId: 'world/blue',
    sessionId: 's1',
    participationIds: ['p2', 'p1'],
  });
  expect(stage.sent.filter(({ seat }) => seat === OPERATOR)).toEqual([
    { kind: 'sent', seat: OPERATOR, connection: 1, action: operate('endMeeting'), session: 's2', targets: [] },
    { kind: 'sent', seat: OPERATOR, connection: 2, action: relay, session: 's1', targets: ['p2', 'p1'] },
    expect.objectContaining({ connection: 3, session: '' }),
  ]);
  expect(stage.shown(OPERATOR, 2)).toEqual([{ kind: 'accepted' }]);
});

test('a call bears the right token, another one, or none', async () => {
  const { stage, calls } = await service(accept);
  for (const bearer of ['right', 'wrong', 'missing'] as const)
    await stage.act(operate('closeRoom', 'blue', { session: 'none', bearer }));
  const [right, wrong, missing] = calls.map(({ headers }) => headers.authorization);
  expect(right).toBe('Bearer right one');
  expect(wrong).toMatch(/^Bearer wrong-/);
  expect(missing).toBeUndefined();
});

test.each([
  [refuse(404, '{"code":"not_found","message":"no such room"}'), { kind: 'rejected', code: 'not_found' }],
  [refuse(401, '<html>'), { kind: 'rejected', code: 'unauthenticated' }],
  [refuse(503, ''), { kind: 'rejected', code: 'unavailable' }],
  [refuse(418, '{"code":"teapot"}'), { kind: 'invalid', what: 'HTTP 418 without an error of the Connect protocol' }],
  [
    refuse(200, '<html>', { 'content-type': 'text/html' }),
    { kind: 'invalid', what: 'HTTP 200 with the content type text/html, not application/json' },
  ],
  [
    refuse(200, 'true', { 'content-type': 'application/json' }),
    { kind: 'invalid', what: 'HTTP 200 with 4 bytes that are no answer to the call' },
  ],
  [refuse(302, '', { location: '/' }), { kind: 'invalid', what: 'HTTP 302 without an error of the Connect protocol' }],
] as const)('what is answered is shown: %#', async (answer, observation) => {
  const { stage } = await service(answer);
  await stage.act(operate('endMeeting', 'blue', { session: 'none' }));
  expect(stage.shown(OPERATOR, 1)).toEqual([observation]);
});

test('a call that breaks off is shown as what it is', async () => {
  const { stage } = await service((request) => request.socket.destroy());
  expect(await stage.act(operate('endMeeting', 'blue', { session: 'none' }))).toMatchObject({ kind: 'broken' });
  expect(stage.shown(OPERATOR, 1)).toEqual([
    { kind: 'invalid', what: expect.stringMatching(/^no HTTP answer \(.+\)$/) },
  ]);
});

test('a call that is not answered is overdue, and the world unreachable', async () => {
  const { stage } = await service(() => {}, 50);
  await stage.act(operate('endMeeting', 'blue', { session: 'none' }));
  expect(stage.records.at(-1)).toMatchObject({ kind: 'overdue', seat: OPERATOR, connection: 1, afterMs: 50 });
  expect(await stage.bench.settle()).toBe('unreachable');
});

test('where nothing listens nothing is reached', async () => {
  const { stage } = await service(accept);
  const [http] = open;
  http?.close();
  const call = stage.act(operate('endMeeting', 'blue', { session: 'none' }));
  await expect(call).rejects.toThrow(Unreachable);
  await expect(call).rejects.toThrow(/^nothing listens at http:.*\/EndMeeting \(connection refused\): start/);
});

test('without a token for it the service cannot be called', async () => {
  const rooms = await scripted(() => {});
  open.push({ close: () => rooms.stop() });
  const stage = new Stage({ url: rooms.url }, []);
  expect(await stage.act(operate('endMeeting'))).toEqual({ kind: 'unsupported' });
  expect(stage.records).toEqual([]);
});
