/** Each thing that a client does is there for the clauses that ask for it. */
import { expect, test } from 'vitest';
import type { ClauseId } from '../../../gen/clauses.js';
import type { TimerName } from './events.js';
import { PlayedClient } from './testing/played-client.test.helper.js';

const begun = () => {
  const client = new PlayedClient();
  client.join();
  return client;
};
const asking = () => {
  const client = begun();
  client.opened();
  return client;
};
const repeated = () => {
  const client = asking();
  client.closed();
  client.timer('next attempt');
  client.opened();
  return client;
};
const inside = () => PlayedClient.in({ resumeWindowMs: 4000, heartbeatTimeoutMs: 1500 }, { ackEvery: 2 });
const away = () => {
  const client = inside();
  client.closed();
  return client;
};
const called = () => {
  const client = inside();
  client.remove(10);
  client.switch(11);
  return client;
};
const over = () => {
  const client = inside();
  client.roomLeft(null);
  return client;
};
const leaving = () => {
  const client = inside();
  client.leave(1);
  return client;
};

test.each<[string, () => PlayedClient, (client: PlayedClient) => unknown, readonly string[]]>([
  ['a join', () => new PlayedClient(), (client) => client.join(), ['opens 1 for join: client.join-id']],
  ['Join', begun, (client) => client.opened(), ['sends over 1: join secret ack 0: client.join-id, client.ack']],
  [
    'no subprotocol',
    repeated,
    (client) => [client.closed(), client.timer('next attempt'), client.refused()],
    ['closes 3 with 3000: client.subprotocol'],
  ],
  [
    'a refusal that may pass',
    repeated,
    (client) => client.rejected(6),
    ['closes 2 with 3000: client.refused-call, client.declared-lost'],
  ],
  [
    'a refusal',
    asking,
    (client) => client.rejected(5),
    ['closes 1 with 4101: client.giving-up', 'roomLeft 1103 LOCAL: client.room-left-once, client.local-reason'],
  ],
  [
    'Joined',
    asking,
    (client) => client.joined({ resumeWindowMs: 4000 }),
    ['joined session as me: client.list-from-joined'],
  ],
  ['a request', inside, (client) => client.ask(10, 'end'), ['sends over 1: #1 end ack 1: client.numbers, client.ack']],
  ['Accepted', called, (client) => client.accepted(1), ['call 10 done: remove.takes-effect']],
  ['Rejected', called, (client) => client.rejected(5, 1), ['call 10 refused 5 no: client.refused-call']],
  [
    'the Joined of a switch',
    called,
    (client) => client.joined({}, { replyTo: 2 }),
    [
      'call 11 done: switch.answered, client.switch-fires-none',
      'switched session as me in green: client.list-from-joined',
    ],
  ],
  [
    'a Heartbeat',
    inside,
    (client) => client.heartbeat(),
    ['sends over 1: ack ack 1: client.ack-heartbeat, client.ack'],
  ],
  [
    'an arrival',
    inside,
    (client) => client.arrived('bob#1'),
    ['+bob#1: join.announced', 'sends over 1: ack ack 2: client.ack-many, client.ack'],
  ],
  [
    'a departure',
    inside,
    (client) => client.departed('bob#1'),
    [
      '-bob#1 of bob 1007 LOCAL: client.participant-left, client.participant-left-names, client.list',
      'sends over 1: ack ack 2: client.ack-many, client.ack',
    ],
  ],
  [
    'a gap',
    inside,
    (client) => client.arrived('bob#1', { sequence: 9 }),
    ['closes 1 with 3000: client.declared-lost, client.gap', 'opens 2 for resume: client.resumes'],
  ],
  [
    'silence',
    inside,
    (client) => client.timer('silence'),
    ['closes 1 with 3000: client.declared-lost, client.silence', 'opens 2 for resume: client.resumes'],
  ],
  ['a loss', inside, (client) => client.closed(), ['opens 2 for resume: client.resumes']],
  [
    'another attempt',
    away,
    (client) => [client.failed(), client.timer('next attempt')],
    ['opens 3 for resume: client.resumes, client.spreads-attempts'],
  ],
  [
    'Resume',
    away,
    (client) => client.opened(),
    ['sends over 2: resume token 1 ack 1: client.resume-newest, client.ack'],
  ],
  [
    'Resumed',
    called,
    (client) => [client.closed(), client.opened(), client.resumed(1)],
    ['sends over 2: #2 switchRoom green key ack 1: client.numbers, client.ack, client.sends-again'],
  ],
  [
    'the end of the budget',
    away,
    (client) => client.timer('resume budget'),
    ['closes 2 with 4101: client.giving-up', 'roomLeft 1102 LOCAL: client.room-left-once, client.local-reason'],
  ],
  [
    'a close that is a RoomLeft',
    inside,
    (client) => client.closed(4002),
    ['roomLeft 1002 SERVER: client.room-left-once, client.close-is-room-left'],
  ],
  [
    'RoomLeft',
    called,
    (client) => client.roomLeft(null),
    [
      'closes 1 with 1000: departure.last',
      'call 10 left: client.calls-settled',
      'call 11 left: client.calls-settled',
      'roomLeft 1007 LOCAL: client.room-left-once, client.server-word, client.room-left-any-sequence',
    ],
  ],
  ['leave()', inside, (client) => client.leave(1), ['sends over 1: #1 leave ack 1: client.numbers, client.ack']],
  [
    'leave() while away',
    away,
    (client) => [client.failed(), client.leave(1)],
    ['opens 3 for resume: client.leave-always, client.resumes'],
  ],
  [
    'leave() that is not answered',
    leaving,
    (client) => client.timer('leave patience'),
    ['closes 1 with 4101: client.unload, client.giving-up, client.leave-waits'],
  ],
  [
    'leave() that is over',
    leaving,
    (client) => client.timer('leave bound'),
    [
      'closes 1 with 4101: client.giving-up',
      'call 1 done: client.leave-never-throws, client.calls-settled',
      'roomLeft 1101 LOCAL: client.room-left-once, client.local-reason',
    ],
  ],
  [
    'leave() once more',
    leaving,
    (client) => [client.roomLeft(null), client.leave(2)],
    ['call 2 done: client.leave-again, client.leave-never-throws, client.late-calls'],
  ],
  ['a call while leaving', leaving, (client) => client.ask(10, 'end'), ['call 10 left: client.calls-settled']],
  ['a call after the end', over, (client) => client.ask(10, 'end'), ['call 10 left: client.late-calls']],
])('%s', (_, begin, act, lines) => {
  const client = begin();
  act(client);
  expect(client.clauses).toEqual(lines);
});

const ofTimers: Readonly<Record<TimerName, readonly ClauseId[]>> = {
  'join limit': ['client.join-repeats-end'],
  attempt: ['client.silence', 'client.resumes'],
  'next attempt': ['client.spreads-attempts'],
  silence: ['client.silence'],
  'resume budget': ['client.resumes'],
  'leave patience': ['client.leave-waits'],
  'leave bound': ['client.leave-bounded'],
};

test('each timer runs for its clauses, when it is started and when it is stopped', () => {
  const client = new PlayedClient({ resumeWindowMs: 4000, heartbeatTimeoutMs: 1500 });
  const met: Record<'start' | 'stop', Record<string, readonly string[]>> = { start: {}, stop: {} };
  const steps = [
    () => client.join(),
    () => client.opened(),
    () => client.joined(),
    () => client.closed(),
    () => client.failed(),
    () => client.timer('next attempt'),
    () => client.opened(),
    () => client.resumed(),
    () => client.leave(1),
    () => client.roomLeft(null),
  ];
  for (const step of steps) {
    step();
    for (const one of client.effects)
      if (one.kind === 'start' || one.kind === 'stop') met[one.kind][one.timer] = one.clauses;
  }
  expect(met).toEqual({ start: ofTimers, stop: ofTimers });
});
