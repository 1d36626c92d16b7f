/** What a server sends is there for the clauses that ask for it. */
import { expect, test } from 'vitest';
import type { Config } from './config.js';
import { everything, Meeting } from './testing/meeting.js';

const meeting = (changes: Partial<Config> = {}) => {
  const made = new Meeting({ ...everything, ...changes });
  made.join('ann');
  made.join('bob');
  return made;
};
const withoutResumption = () => meeting({ resumeWindowMs: 0 });

/** Bob is between two rooms, and nobody is in the second one. */
const between = (changes: Partial<Config> = {}) => {
  const made = meeting(changes);
  made.switch('bob', 'green');
  made.fixed('bob');
  return made;
};

const told = (cause: string) => `send ann participantLeft: departure.tells-others, ${cause}`;
const tells = (cause: string) => `send bob roomLeft: departure.tells-leaver, ${cause}`;
const closes = (who: string) => `close ${who}: close.code, close.follows`;

test.each<[string, () => Meeting, (room: Meeting) => unknown, readonly string[]]>([
  [
    'a bad frame, without resumption',
    withoutResumption,
    (room) => room.do({ type: 'fault', connection: 'bob', fault: 'oversize' }),
    ['close bob: frame.oversize', told('frame.contained')],
  ],
  ['a loss, without resumption', withoutResumption, (room) => room.lost('bob'), [told('connection.lost')]],
  [
    'a failure',
    meeting,
    (room) => room.failed('bob'),
    [told('reason.failure'), tells('reason.failure'), closes('bob')],
  ],
  [
    'a room that its server closes',
    meeting,
    (room) => room.closing('blue'),
    ['ann', 'bob'].flatMap((who) => [`send ${who} roomLeft: close.by-server, departure.tells-leaver`, closes(who)]),
  ],
  [
    'a request too many',
    meeting,
    (room) => room.ask('bob', 'excess'),
    ['send bob rejected: limit.refused, request.refused-changes-nothing'],
  ],
  [
    'a loss between two rooms, without resumption',
    () => between({ resumeWindowMs: 0 }),
    (room) => [room.join('cyd', 'green'), room.lost('bob'), room.committed('bob')],
    ['send cyd participantJoined: join.announced', 'send cyd participantLeft: departure.tells-others, connection.lost'],
  ],
  [
    'a Resume',
    meeting,
    (room) => room.resume('bob2', 'bob.token', 0),
    [
      'close bob: resume.old-connection',
      'send bob2 resumed: resume.resumed, resume.last-request',
      'send bob2 joined: resume.missed',
    ],
  ],
  [
    'a Join once more',
    meeting,
    (room) => room.repeat('bob', 'bob2'),
    ['close bob: resume.old-connection', 'send bob2 joined: repeat.answered, repeat.once'],
  ],
  [
    'a Join once more, and what has come since',
    meeting,
    (room) => [room.ask('bob', 'sync'), room.repeat('bob', 'bob2')],
    [
      'close bob: resume.old-connection',
      'send bob2 joined: repeat.answered, repeat.once, resume.missed',
      'send bob2 accepted: resume.missed',
    ],
  ],
])('%s', (_, begin, act, lines) => {
  const room = begin();
  act(room);
  const words = room.effects.map((one) =>
    [one.kind, one.to, ...(one.kind === 'send' ? [one.message.kind] : [])].join(' '),
  );
  expect(room.effects.map(({ clauses }, place) => `${words[place]}: ${clauses.join(', ')}`)).toEqual(lines);
});

test('each message says what it is there to say, and nothing else', () => {
  const room = meeting();
  room.ask('bob', 'leave');
  expect(room.effects).toEqual([
    {
      kind: 'send',
      to: 'ann',
      sequence: 3,
      message: { kind: 'participantLeft', participant: 'bob', participation: 'bob', reason: 1101 },
      clauses: ['departure.tells-others', 'leave.answered'],
    },
    {
      kind: 'send',
      to: 'bob',
      sequence: 2,
      message: { kind: 'roomLeft', reason: 1101, replyTo: 1 },
      clauses: ['departure.tells-leaver', 'leave.answered'],
    },
    { kind: 'close', to: 'bob', code: 4101, clauses: ['close.code', 'close.follows'] },
  ]);
  expect(room.roomObject('bob')).toMatchObject({ sequence: 2, retained: [], connection: null });
});
