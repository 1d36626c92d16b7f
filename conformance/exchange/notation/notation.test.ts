import { describe, expect, test } from 'vitest';
import type { Seen, Sent } from '../history.js';
import {
  ack,
  again,
  joinUnfit,
  joinWith,
  mute,
  operate,
  repeat,
  resume,
  switchNowhere,
  switchRoom,
  switchWith,
  syncOf,
  undecodable,
  unknownMode,
  viewer,
} from '../scenario.js';
import { parseExample } from './index.js';

const head = ['# Title', 'features resume', 'window 1000', 'seats ann:host bob:attendee'];
const read = (body: readonly string[], lines = head) => parseExample([...lines, 'round 1', ...body].join('\n'));
const records = (...body: string[]) => read(body).history.records;
const sent = (...body: string[]) => records(...body).filter((record): record is Sent => record.kind === 'sent');
const shown = (...body: string[]) =>
  records(...body).flatMap((record) => (record.kind === 'seen' ? [record as Seen] : []));
const sequences = (...body: string[]) =>
  shown(...body).map(({ observation }) => ('sequence' in observation ? observation.sequence : undefined));

describe('the head', () => {
  test('says whether the server asks for access tokens', () => {
    expect(read([]).history.profile.tokens).toBe(false);
    expect(read([], [...head, 'tokens yes']).history.profile.tokens).toBe(true);
  });
});

describe('what a seat does', () => {
  const joined = ['ann > join blue', 'ann < joined blue$1 ann#1'];

  test.each([
    ['ann > join blue flaw=expired', joinWith('expired', 'ann')],
    ['ann > join blue unfit=no-role', joinUnfit('no-role', 'ann')],
    ['ann > switch green unfit=no-room', switchNowhere('ann', 'green')],
    ['ann > malformed undecodable 3', undecodable('ann', 3)],
    ['ann > sync bytes=65536', syncOf(65_536, 'ann')],
    ['ann > mute', mute('ann')],
    ['ann > switch green', switchRoom('ann', 'green')],
    ['ann > switch green flaw=alg-none', switchWith('alg-none', 'ann', 'green')],
    ['ann > viewer', viewer('ann')],
    ['ann > unknown-mode', unknownMode('ann')],
    ['ann > again', again('ann')],
    ['ann > ack', ack('ann')],
    ['ann/2 > repeat', repeat('ann')],
    ['ann/2 > resume', resume('ann')],
    ['ann/2 > resume first', resume('ann', { token: 'first' })],
    ['ann/2 > resume made-up', resume('ann', { token: 'made-up' })],
    ['ann/2 > resume newest beyond', resume('ann', { sequence: 'beyond' })],
  ])('%s', (line, action) => {
    expect(sent(...joined, line).at(-1)?.action).toEqual(action);
  });

  test.each([
    ['ann > join blue flaw=none', /line 6: "none" is none of other-room, /],
    ['ann > resume oldest', /line 6: "oldest" is none of newest, first, made-up/],
    ['ann > resume', /line 6: ann has been shown no token to resume with/],
    ['ann > constructor', /line 6: "constructor" is no action/],
    ['ann > endMeeting blue', /line 6: the calls of the RoomService are made by "operator"/],
    ['operator > join blue', /line 6: the calls of the RoomService are made by "operator"/],
  ])('not %s', (line, problem) => {
    expect(() => records(line)).toThrow(problem);
  });
});

describe('numbers', () => {
  test('of requests go on through resumptions and switches, and begin anew with a join', () => {
    const made = sent(
      'ann > join blue',
      'ann < joined blue$1 ann#1',
      'ann > sync',
      'ann > ack',
      'ann > switch green',
      'ann > cut',
      'ann/2 > resume',
      'ann > viewer',
      'ann > again',
      'ann > again req=2',
      'ann/3 > join blue',
      'ann > leave',
    );
    const all = [undefined, 1, undefined, 2, undefined, undefined, 3, 3, 2, undefined, 1];
    expect(made.map(({ request }) => request)).toEqual(all);
  });

  test('of messages go on behind a resumption, from what it presented', () => {
    expect(
      sequences(
        'ann > join blue',
        'ann < joined blue$1 ann#1',
        'ann < participantJoined bob#1:attendee',
        'ann > cut',
        'ann/2 > resume seq=1',
        'ann < resumed last=3',
        'ann < participantJoined bob#1:attendee',
        'ann < accepted re=1',
        'ann/3 > repeat',
        'ann < joined blue$1 ann#1',
        'ann < participantJoined bob#1:attendee',
      ),
    ).toEqual([1, 2, 0, 2, 3, 1, 2]);
  });

  test('are 0 for what answers on a connection that carries nobody', () => {
    const body = ['ann > join blue', 'ann < joined blue$1 ann#1', 'ann/2 > resume'];
    expect(sequences(...body, 'ann < roomLeft 1002')).toEqual([1, 0]);
    expect(sequences(...body, 'ann < rejected not_found', 'ann > join blue', 'ann < joined blue$1 ann#2')).toEqual([
      1, 0, 1,
    ]);
  });

  test('of the last request are 0 where none is written', () => {
    const body = ['ann > join blue', 'ann < joined blue$1 ann#1 last=4', 'ann/2 > resume', 'ann < resumed'];
    expect(shown(...body).map(({ observation }) => 'lastRequest' in observation && observation.lastRequest)).toEqual([
      4, 0,
    ]);
  });

  test('of acknowledgements are the highest received, on whichever connection', () => {
    const made = sent(
      'ann > join blue',
      'ann > sync',
      'ann < joined blue$1 ann#1',
      'ann < accepted re=1',
      'ann > ack',
      'ann/2 > resume',
      'ann/1 < participantJoined bob#1:attendee',
      'ann/2 < resumed',
      'ann > sync',
      'ann > sync ack=1',
      'ann/3 > join blue',
      'ann > sync',
    );
    const all = [undefined, 0, 2, undefined, 3, 1, undefined, 0];
    expect(made.map(({ ack: number }) => number)).toEqual(all);
  });
});

describe('tokens', () => {
  const body = [
    'ann > join blue',
    'ann < joined blue$1 ann#1',
    'ann/2 > resume',
    'ann < resumed',
    'ann/3 > resume first seq=7',
    'ann < resumed token=ann.2',
    'ann/4 > resume',
    'ann/5 > resume made-up',
    'ann/6 > resume token=bob.1',
  ];

  test('are counted as they are shown', () => {
    expect(shown(...body).map(({ observation }) => 'token' in observation && observation.token)).toEqual([
      'ann.1',
      'ann.2',
      'ann.2',
    ]);
  });

  test('are presented as the step says', () => {
    const resumes = sent(...body).filter(({ action }) => action.kind === 'resume');
    expect(resumes.map(({ token, sequence }) => [token, sequence])).toEqual([
      ['ann.1', 1],
      ['ann.1', 7],
      ['ann.2', 1],
      ['made-up', 1],
      ['bob.1', 1],
    ]);
  });

  test('are of the room object: another join begins without', () => {
    expect(() => sent(...body, 'ann/7 > join blue', 'ann/8 > resume')).toThrow(/no token to resume with/);
  });

  test('are not given where resume is not declared', () => {
    const { history } = read(['ann > join blue', 'ann < joined blue$1 ann#1'], ['seats ann:host']);
    expect(history.records[1]).toMatchObject({ observation: { token: '' } });
  });
});

test('the operator names sessions and participations, on a connection for each call', () => {
  const made = records(
    'ann > join blue',
    'ann < joined blue$1 ann#1',
    'ann/2 > join blue',
    'ann < joined blue$2 ann#2',
    'operator > endMeeting blue',
    'operator < accepted',
    'operator/2 > stopMediaRelay blue ann ann#1 nobody session=first bearer=wrong',
    'operator < rejected unauthenticated',
    'operator/3 > removeParticipant blue ann session=none as=ann#1',
    'operator/4 > closeRoom blue session=blue$1',
  ).slice(4);
  const relay = { targets: ['ann', 'ann#1', 'nobody'], session: 'first', bearer: 'wrong' } as const;
  expect(made).toMatchObject([
    { connection: 1, action: operate('endMeeting'), session: 'blue$2', targets: [] },
    { connection: 1, observation: { kind: 'accepted' } },
    {
      connection: 2,
      action: operate('stopMediaRelay', 'blue', relay),
      session: 'blue$1',
      targets: ['ann#2', 'ann#1', '?'],
    },
    { connection: 2, observation: { kind: 'rejected', code: 'unauthenticated' } },
    {
      connection: 3,
      action: operate('removeParticipant', 'blue', { targets: ['ann'], session: 'none' }),
      session: '',
      targets: ['ann#1'],
    },
    { connection: 4, action: operate('closeRoom'), session: 'blue$1' },
  ]);
  expect(made[1]).toHaveProperty('observation', { kind: 'accepted' });
});
