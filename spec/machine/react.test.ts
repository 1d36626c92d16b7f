/** A server that keeps its state in maps of its own may look up what is true no more. */
import { describe, expect, it } from 'vitest';
import type { Lookup } from './draft.js';
import type { Event } from './events.js';
import { connectionsOf, react } from './index.js';
import { everything, Meeting } from './testing/meeting.js';

/** Ann and bob are in blue; each search finds bob. */
function stale(event: Event) {
  const room = new Meeting(everything);
  room.join('ann');
  room.join('bob');
  const { rooms, roomObjects } = room.server;
  const lookup: Lookup = {
    room: (name) => rooms[name],
    roomObject: (id) => roomObjects[id],
    carriedBy: () => 'bob',
    holderOf: () => 'bob',
    askedWith: () => 'bob',
  };
  const { effects } = react(everything, lookup, event);
  return effects.map((one) => (one.kind === 'send' ? `${one.to} ${one.message.kind}` : `${one.to} closed`));
}

describe('what is looked up is looked at', () => {
  const made = { session: 'session', participation: 'new', token: 'new.token' };
  const join = {
    type: 'join',
    connection: 'new',
    role: 'attendee',
    access: 'granted',
    joinId: 'bob',
    ...made,
  } as const;

  it.each<[string, Event, string[]]>([
    ['a connection that it does not carry', { type: 'lost', connection: 'bob1' }, []],
    ['a goodbye of such a one', { type: 'goodbye', connection: 'bob1' }, []],
    ['an ack of such a one', { type: 'ack', connection: 'bob1', ack: 1 }, []],
    [
      'a request of such a one',
      { type: 'request', connection: 'bob1', request: 1, ack: 0, ask: { kind: 'leave' } },
      [],
    ],
    [
      'a token that it does not hold',
      { type: 'resume', connection: 'bob2', token: 'old', sequence: 1, fresh: 'new' },
      ['bob2 rejected'],
    ],
    ['a Join into another room', { ...join, room: 'green', participant: 'bob' }, ['new joined']],
    [
      'a Join of somebody else',
      { ...join, room: 'blue', participant: 'eve' },
      ['ann participantJoined', 'bob participantJoined', 'new joined'],
    ],
    ['its own Join once more', { ...join, room: 'blue', participant: 'bob' }, ['bob closed', 'new joined']],
  ])('%s', (_, event, lines) => {
    expect(stale(event)).toEqual(lines);
  });
});

describe('what concerns nobody changes nothing', () => {
  it.each<Event>([
    { type: 'ack', connection: 'zoe', ack: 1 },
    { type: 'request', connection: 'zoe', request: 1, ack: 0, ask: { kind: 'leave' } },
    { type: 'expired', roomObject: 'zoe' },
    { type: 'fixed', roomObject: 'zoe' },
    { type: 'committed', roomObject: 'zoe' },
    { type: 'failed', roomObject: 'zoe' },
  ])('$type', (event) => {
    const room = new Meeting(everything);
    room.join('ann');
    const before = room.server;
    expect(room.do(event)).toEqual([]);
    expect(room.server).toBe(before);
  });
});

describe('the connections of a room object', () => {
  it('are the one that carries it, and those on which somebody waits to come back', () => {
    const room = new Meeting(everything);
    room.join('bob');
    expect(connectionsOf(room.roomObject('bob'))).toEqual(['bob']);
    room.switch('bob', 'green');
    room.fixed('bob');
    room.resume('bob2', 'bob.token', 1);
    room.repeat('bob', 'bob3');
    room.ask('bob', 'sync');
    expect(connectionsOf(room.roomObject('bob'))).toEqual(['bob', 'bob2', 'bob3']);
    room.lost('bob');
    expect(connectionsOf(room.roomObject('bob'))).toEqual(['bob2', 'bob3']);
  });
});
