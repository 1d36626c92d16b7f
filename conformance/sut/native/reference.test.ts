/** The driver against the reference server: what one of them says, the other one understands. */
import { afterEach, expect, test } from 'vitest';
import { canonical } from '../../exchange/canonical.js';
import type { HistoryRecord } from '../../exchange/history.js';
import type { Observation } from '../../exchange/observation.js';
import {
  type Action,
  ack,
  again,
  attendee,
  cut,
  host,
  join,
  joinWith,
  leave,
  operate,
  repeat,
  resume,
  switchRoom,
  switchWith,
  sync,
  viewer,
} from '../../exchange/scenario.js';
import { flaws } from '../../exchange/words.js';
import { serve } from '../../reference/server/index.js';
import { fromSecret, openNative } from './index.js';

const secret = 'a secret of more than thirty-two characters';
const operatorToken = 'operator';
const seats = [host('ann'), attendee('bob')];

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

/** Plays the rounds, settles, and gives back in a few words what each seat was shown. */
async function play(...rounds: readonly (readonly Action[])[]) {
  const config = { resumeWindowMs: 1_000, replace: true, switch: true, viewer: true, relay: true };
  const server = await serve({ port: 0, config, tokenSecret: secret, operatorToken, log: () => {} });
  open.push(server);
  const operator = { token: operatorToken };
  const system = await openNative({ url: server.url, tokens: fromSecret(secret), operator });
  expect(system.profile).toMatchObject({ tokens: true, unsupported: ['restart'], resumeWindowMs: 1_000 });
  const records: HistoryRecord[] = [];
  const world = { id: 'world', seats, answerMs: 2_000 };
  const bench = await system.open(world, (record) => records.push(record as HistoryRecord));
  open.push({ stop: () => bench.close() });
  for (const round of rounds) await Promise.all(round.map((action) => bench.act(action)));
  expect(await bench.settle()).toBe('fenced');
  const history = canonical({ seats, rounds: [] }, records);
  expect(history.filter(({ kind }) => kind === 'overdue')).toEqual([]);
  return (place: string) =>
    history.flatMap((record) =>
      record.kind === 'seen' && `${record.seat}/${record.connection}` === place ? [words(record.observation)] : [],
    );
}

function words(seen: Observation): string {
  switch (seen.kind) {
    case 'joined':
      return `joined ${seen.session} ${seen.participation} ${seen.token}`;
    case 'resumed':
      return `resumed ${seen.token} last=${seen.lastRequest}`;
    case 'participantJoined':
      return `participantJoined ${seen.member.participation}`;
    case 'participantLeft':
      return `participantLeft ${seen.participation} ${seen.reason}`;
    case 'rejected':
      return `rejected ${seen.code}`;
    case 'roomLeft':
      return `roomLeft ${seen.reason}`;
    case 'closed':
      return `closed ${seen.code}`;
    default:
      return seen.kind;
  }
}

test('a resumption shows what was missed, and a request is sent again', async () => {
  const shown = await play(
    [join('ann')],
    [cut('ann')],
    [join('bob')],
    [resume('ann')],
    [sync('ann'), again('ann'), ack('ann')],
    [resume('ann', { token: 'made-up' })],
    [resume('ann')],
  );
  expect(shown('ann/2')).toEqual(['resumed ann.2 last=0', 'participantJoined bob#1', 'accepted', 'closed 4200']);
  expect(shown('ann/3')).toEqual(['rejected not_found']);
  expect(shown('ann/4')).toEqual(['resumed ann.3 last=1', 'accepted']);
});

test('a repeated Join is no other participation', async () => {
  const shown = await play([join('ann')], [join('bob'), cut('bob')], [repeat('bob')], [sync('ann')]);
  expect(shown('bob/2')).toEqual(['joined blue$1 bob#1 bob.1', 'accepted']);
  expect(shown('ann/1')).toEqual(['joined blue$1 ann#1 ann.1', 'participantJoined bob#1', 'accepted', 'accepted']);
});

test('a switch goes on on the same connection', async () => {
  const shown = await play([join('ann')], [join('bob')], [switchRoom('bob', 'green')], [leave('bob')]);
  const [, switched, ...rest] = shown('bob/1');
  expect(switched).toBe('joined green$1 bob#2 bob.2');
  expect(rest).toEqual(['roomLeft 1101', 'closed 4101']);
  expect(shown('ann/1')).toContain('participantLeft bob#1 1005');
});

test('the operator ends, and is told what cannot be', async () => {
  const shown = await play(
    [join('ann'), join('bob')],
    [operate('endMeeting', 'blue', { bearer: 'wrong' })],
    [operate('stopMediaRelay', 'blue', { targets: ['bob'] })],
    [operate('removeParticipant', 'blue', { targets: ['nobody'] })],
    [operate('closeRoom')],
    [operate('endMeeting', 'blue', { session: 'first' })],
    [join('bob')],
    [viewer('bob')],
  );
  const calls = [1, 2, 3, 4, 5].map((call) => shown(`operator/${call}`).join());
  expect(calls).toEqual([
    'rejected unauthenticated',
    'accepted',
    'rejected not_found',
    'accepted',
    'rejected not_found',
  ]);
  expect(shown('bob/1').slice(-2)).toEqual(['roomLeft 1004', 'closed 4004']);
  expect(shown('ann/1').slice(-2)).toEqual(['roomLeft 1006', 'closed 4006']);
  expect(shown('bob/2').slice(-2)).toEqual(['roomLeft 1003', 'closed 4003']);
});

test('no token with a flaw opens a room', async () => {
  const shown = await play(
    ...flaws.map((flaw) => [joinWith(flaw, 'ann')]),
    [join('ann')],
    ...flaws.map((flaw) => [switchWith(flaw, 'ann', 'green')]),
  );
  const differs = 'rejected permission_denied';
  const untrusted = 'rejected unauthenticated';
  const refusals = [...Array(3).fill(differs), ...Array(flaws.length - 3).fill(untrusted)];
  expect(shown('ann/1')).toEqual([...refusals, 'joined blue$1 ann#1 ann.1', ...refusals, 'accepted']);
});
