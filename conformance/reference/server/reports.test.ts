/** What the server reports to somebody outside of its rooms: one line for each departure, with the reason that people were told. */
import { afterEach, expect, test } from 'vitest';
import { readLogLine } from '../../exchange/codec.js';
import { roomLeft, Scene, told } from './client.test.helper.js';

const scene = new Scene();
afterEach(() => scene.end());

/** A server, and what it has reported so far: who, from which room, and why. */
async function reporting() {
  const lines: string[] = [];
  const config = { resumeWindowMs: 50, replace: true, switch: true, remove: true };
  const { url } = await scene.serve({ config, report: (line) => lines.push(line), operatorToken: 'the operator' });
  const reports = () =>
    lines.map((line) => {
      const entry = readLogLine(JSON.parse(line));
      if (entry.kind !== 'reported') throw new Error(`This is no report: ${line}`);
      return entry.report;
    });
  const words = () =>
    reports().map((one) =>
      one.about === 'session' ? `end of ${one.room}` : `${one.participant} ${one.reason.join()} from ${one.room}`,
    );
  const call = (method: string, body: object) =>
    fetch(`${url.replace(/^ws/, 'http')}/adjourn.v1.RoomService/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer the operator' },
      body: JSON.stringify(body),
    });
  return { url, reports, words, call };
}

const leave = { $case: 'leave', value: {} } as const;
const end = { $case: 'end', value: {} } as const;

test('each departure is reported once, by its participation and session, and then the end of the session', async () => {
  const { url, reports, words } = await reporting();
  const ann = await scene.join(url, 'ann');
  const bob = await scene.join(url, 'bob');
  bob.ask(leave);
  expect(await told(ann)).toEqual(['bob', 1101]);
  ann.ask(leave);
  expect(await roomLeft(ann)).toBe(1101);
  expect(words()).toEqual(['bob 1101 from blue', 'ann 1101 from blue', 'end of blue']);
  const [first, second, third] = reports();
  const { sessionId: session } = ann.joined;
  expect(first).toMatchObject({ session, participation: bob.joined.participationId });
  expect(second).toMatchObject({ session, participation: ann.joined.participationId });
  expect(third).toMatchObject({ session });
  expect(new Set(reports().map(({ id }) => id)).size).toBe(3);
});

test('an end is reported for everybody, and the next session for itself', async () => {
  const { url, reports, words } = await reporting();
  const ann = await scene.join(url, 'ann');
  await scene.join(url, 'bob');
  ann.ask(end);
  expect(await roomLeft(ann)).toBe(1008);
  expect(words().toSorted()).toEqual(['ann 1008 from blue', 'bob 1008 from blue', 'end of blue']);
  expect(words().at(-1)).toBe('end of blue');
  const cyd = await scene.join(url, 'cyd');
  cyd.ask(leave);
  expect(await roomLeft(cyd)).toBe(1101);
  expect(words().slice(3)).toEqual(['cyd 1101 from blue', 'end of blue']);
  expect(new Set(reports().map(({ session }) => session)).size).toBe(2);
});

test('one who moves, one who is replaced, one who is removed and one who was lost are reported with their reasons', async () => {
  const { url, words, call } = await reporting();
  const ann = await scene.join(url, 'ann');
  ann.ask({ $case: 'switchRoom', value: { roomId: 'red', accessToken: '' } });
  await ann.fence();
  expect(words()).toEqual(['ann 1005 from blue', 'end of blue']);
  const bob = await scene.join(url, 'bob', { room: 'red' });
  const again = await scene.join(url, 'bob', { room: 'red' });
  expect(await roomLeft(bob)).toBe(1011);
  await call('RemoveParticipant', { roomId: 'red', participationId: again.joined.participationId });
  expect(await roomLeft(again)).toBe(1010);
  const cyd = await scene.join(url, 'cyd', { room: 'red' });
  cyd.socket.terminate();
  await expect.poll(() => words().slice(2)).toEqual(['bob 1011 from red', 'bob 1010 from red', 'cyd 1001 from red']);
});
