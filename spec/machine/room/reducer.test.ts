/** What one room decides, told in full: to whom, what, and for which clauses. */
import { describe, expect, it } from 'vitest';
import { configOf } from '../config.js';
import { closedRoom, type Participation, type RoomEvent, type RoomState } from '../state.js';
import { stepRoom } from './reducer.js';

const config = configOf();
const participation = (id: string, role: Participation['role'] = 'attendee'): Participation => ({
  id: `${id}#1`,
  participant: id,
  role,
  roomObject: `${id}#1`,
});
const ann = participation('ann', 'host');
const bob = participation('bob');
const cyd = participation('cyd');
const zoe = { participant: 'zoe', roomObject: 'zoe#1' };
const room: RoomState = { session: 's', present: [ann, bob], departed: ['dan#1'], reserved: [zoe] };
const operate = {
  type: 'operate',
  connection: 'call',
  call: 'removeParticipant',
  room: 'blue',
  session: '',
  targets: ['dan#1'],
  access: 'granted',
} as const;

describe('a newcomer', () => {
  const join = { type: 'join', connection: 'c', newcomer: cyd, session: 'new', request: 0 } as const;

  it('is announced to those who are there, and told who they are', () => {
    const [next, tellings] = stepRoom(config, room, join);
    expect(next).toEqual({ ...room, present: [ann, bob, cyd] });
    const member = { participant: 'cyd', participation: 'cyd#1', role: 'attendee' };
    const roster = [ann, bob].map(({ id, participant, role }) => ({ participation: id, participant, role }));
    expect(tellings).toEqual([
      ...[ann, bob].map(({ roomObject: to }) => ({
        kind: 'tell',
        to,
        message: { kind: 'participantJoined', member },
        clauses: ['join.announced'],
      })),
      {
        kind: 'tell',
        to: 'cyd#1',
        message: {
          kind: 'joined',
          session: 's',
          participation: 'cyd#1',
          roster,
          replyTo: 0,
          token: '',
          lastRequest: 0,
        },
        clauses: ['join.roster', 'session.shared'],
      },
    ]);
  });

  it('by a switch takes the place that was kept for it, and no other', () => {
    const kept = { participant: 'cyd', roomObject: 'cyd#1' };
    const [next, tellings] = stepRoom(config, { ...closedRoom, reserved: [zoe, kept] }, { ...join, request: 4 });
    expect(next).toEqual({ session: 'new', present: [cyd], departed: [], reserved: [zoe] });
    expect(tellings).toMatchObject([
      { message: { session: 'new', replyTo: 4 }, clauses: ['switch.answered', 'join.roster', 'session.shared'] },
    ]);
  });
});

describe('nobody is told', () => {
  it.each<[string, RoomEvent, RoomState, RoomState]>([
    [
      'that a place is kept',
      { type: 'reserve', caller: cyd, request: 1 },
      room,
      { ...room, reserved: [zoe, { participant: 'cyd', roomObject: 'cyd#1' }] },
    ],
    ['that a place is given back', { type: 'release', roomObject: 'zoe#1' }, room, { ...room, reserved: [] }],
    ['that a room closes in which nobody is', { type: 'closing' }, closedRoom, closedRoom],
    [
      'what somebody asks who is not there',
      { type: 'ask', participation: 'dan#1', request: 1, ask: { kind: 'end' } },
      room,
      room,
    ],
    [
      'that somebody is lost who is not there',
      { type: 'lost', participation: 'dan#1', cause: 'connection.lost' },
      room,
      room,
    ],
  ])('%s', (_, event, before, after) => {
    expect(stepRoom(config, before, event)).toEqual([after, []]);
  });

  it('but the operator, when it removes somebody who has departed', () => {
    const accepted = {
      kind: 'answer',
      to: 'call',
      message: { kind: 'accepted', replyTo: 0 },
      clauses: ['operator.departed'],
    };
    expect(stepRoom(config, room, operate)).toEqual([room, [accepted]]);
  });
});

describe('an end', () => {
  it('is told to each, and to the caller last; a kept place remains', () => {
    const end = { type: 'ask', participation: 'ann#1', request: 7, ask: { kind: 'end' } } as const;
    const tell = (to: string, replyTo: number) => ({
      kind: 'tell',
      to,
      message: { kind: 'roomLeft', reason: 1008, replyTo },
      clauses: ['end.host', 'end.everyone', 'departure.tells-leaver'],
    });
    expect(stepRoom(config, room, end)).toEqual([
      { ...closedRoom, reserved: [zoe] },
      [tell('bob#1', 0), tell('ann#1', 7)],
    ]);
  });

  it('has no caller where the server closes the room', () => {
    const [, tellings] = stepRoom(config, room, { type: 'closing' });
    expect(tellings).toHaveLength(2);
    expect(tellings).toMatchObject(['ann#1', 'bob#1'].map((to) => ({ to, message: { reason: 1006, replyTo: 0 } })));
  });
});
