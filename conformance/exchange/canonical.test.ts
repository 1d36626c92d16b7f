import { expect, test } from 'vitest';
import { canonical } from './canonical.js';
import type { HistoryRecord, Seen, Sent } from './history.js';
import type { Member } from './observation.js';
import { attendee, cut, host, join, operate, remove, repeat, resume, switchRoom } from './scenario.js';

const seats = [host('ann'), attendee('bob')];

const sent = (place: string, action: Sent['action'], more: Partial<Sent> = {}): HistoryRecord => {
  const [seat = '', connection = 1] = place.split('/');
  return { kind: 'sent', at: 0, seat, round: 0, connection: Number(connection), action, ...more };
};

const seen = (place: string, observation: Seen['observation']): HistoryRecord => {
  const [seat = '', connection = 1] = place.split('/');
  return { kind: 'seen', at: 0, seat, connection: Number(connection), observation };
};

const joined = (place: string, participation: string, more: Partial<Seen['observation']> = {}): HistoryRecord =>
  seen(place, {
    kind: 'joined',
    session: 's1',
    participation,
    roster: [],
    features: [],
    resumeWindowMs: 0,
    heartbeatIntervalMs: 0,
    heartbeatTimeoutMs: 0,
    token: '',
    lastRequest: 0,
    ...more,
  } as Seen['observation']);

const member = (participant: string, participation: string): Member => ({
  participant,
  participation,
  role: 'attendee',
});
const arrives = (place: string, participant: string, participation: string): HistoryRecord =>
  seen(place, { kind: 'participantJoined', member: member(participant, participation) });

/** The names, in the order of the records. */
const names = (...records: readonly HistoryRecord[]): string[] =>
  canonical({ seats, rounds: [] }, records).flatMap((record) => {
    if (record.kind === 'sent')
      return [record.target, record.token, record.session, ...(record.targets ?? [])].filter(
        (name) => name !== undefined,
      );
    if (record.kind !== 'seen') return [];
    const { observation } = record;
    if (observation.kind === 'joined')
      return [observation.participation, observation.session, observation.token].filter(Boolean);
    if (observation.kind === 'resumed') return [observation.token];
    return observation.kind === 'participantJoined' ? [observation.member.participation] : [];
  });

test('tokens are called after the seat, in the order in which it was shown them', () => {
  expect(
    names(
      sent('ann', join('ann')),
      joined('ann', 'p1', { token: 'x' }),
      sent('ann/2', resume('ann'), { token: 'x', sequence: 1 }),
      seen('ann/2', { kind: 'resumed', token: 'y', lastRequest: 0 }),
      sent('ann/3', resume('ann'), { token: 'made-up', sequence: 1 }),
      sent('ann/4', resume('ann', { token: 'first' }), { token: 'x', sequence: 1 }),
    ),
  ).toEqual(['ann#1', 'blue$1', 'ann.1', 'ann.1', 'ann.2', 'made-up', 'ann.1']);
});

test('a switch makes the next participation of the seat, in a session of the other room', () => {
  expect(
    names(
      sent('ann', join('ann')),
      joined('ann', 'p1'),
      sent('ann', switchRoom('ann', 'green'), { request: 1 }),
      sent('ann', switchRoom('ann', 'red'), { request: 2 }),
      seen('ann', { kind: 'rejected', code: 'not_found', replyTo: 1 }),
      joined('ann', 'p2', { session: 's2', replyTo: 2 }),
    ),
  ).toEqual(['ann#1', 'blue$1', 'ann#2', 'red$1']);
});

test('a switch is answered on another connection too, after a resumption', () => {
  expect(
    names(
      sent('ann', join('ann')),
      joined('ann', 'p1'),
      sent('ann', switchRoom('ann', 'green'), { request: 1 }),
      sent('ann', cut('ann')),
      sent('ann/2', resume('ann'), { token: 'x', sequence: 1 }),
      joined('ann/2', 'p2', { session: 's2', replyTo: 1 }),
    ),
  ).toEqual(['ann#1', 'blue$1', 'x', 'ann#2', 'green$1']);
});

test('a switch whose answer nobody saw names whom others were shown', () => {
  expect(
    names(
      sent('ann', join('ann', 'green')),
      joined('ann', 'p1'),
      sent('bob', join('bob')),
      joined('bob', 'p2', { session: 's2' }),
      sent('bob', switchRoom('bob', 'green'), { request: 1 }),
      sent('bob', cut('bob')),
      arrives('ann', 'bob', 'p3'),
    ),
  ).toEqual(['ann#1', 'green$1', 'bob#1', 'blue$1', 'bob#2']);
});

test('the answer to a repeated Join is no new participation, whether the first was shown or not', () => {
  const again = [sent('ann', join('ann')), joined('ann', 'p1'), sent('ann/2', repeat('ann')), joined('ann/2', 'p1')];
  expect(names(...again, sent('ann/3', join('ann')), joined('ann/3', 'p2'))).toEqual([
    'ann#1',
    'blue$1',
    'ann#1',
    'blue$1',
    'ann#2',
    'blue$1',
  ]);
  expect(
    names(
      sent('bob', join('bob')),
      joined('bob', 'p2'),
      sent('ann', join('ann')),
      sent('ann', cut('ann')),
      arrives('bob', 'ann', 'p1'),
      sent('ann/2', repeat('ann')),
      joined('ann/2', 'p1'),
    ),
  ).toEqual(['bob#1', 'blue$1', 'ann#1', 'ann#1', 'blue$1']);
});

test('a repeated Join that makes a second participation shows it', () => {
  expect(
    names(sent('ann', join('ann')), joined('ann', 'p1'), sent('ann/2', repeat('ann')), joined('ann/2', 'p2')),
  ).toEqual(['ann#1', 'blue$1', 'ann#2', 'blue$1']);
});

test('a repeated Join that is refused does not take back the first', () => {
  expect(
    names(
      sent('bob', join('bob')),
      joined('bob', 'p2'),
      sent('ann', join('ann')),
      sent('ann', cut('ann')),
      sent('ann/2', repeat('ann')),
      seen('ann/2', { kind: 'rejected', code: 'not_found', replyTo: 0 }),
      arrives('bob', 'ann', 'p1'),
    ),
  ).toEqual(['bob#1', 'blue$1', 'ann#1']);
});

test('what the operator named is renamed where it was shown', () => {
  const call = operate('stopMediaRelay', 'blue', { targets: ['ann', 'nobody'] });
  expect(
    names(
      sent('ann', join('ann')),
      joined('ann', 'p1'),
      sent('operator', call, { session: 's1', targets: ['p1', 'nobody-in-it'] }),
      sent('operator/2', operate('endMeeting', 'blue', { session: 'none' }), { session: '', targets: [] }),
      sent('ann', remove('ann', 'ann'), { target: 'p1' }),
    ),
  ).toEqual(['ann#1', 'blue$1', 'blue$1', 'ann#1', 'nobody-in-it', '', 'ann#1']);
});
