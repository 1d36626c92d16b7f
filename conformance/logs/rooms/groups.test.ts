/** Rooms that are judged together, and what becomes of two groups when somebody switches between them. */
import { describe, expect, it } from 'vitest';
import { routed } from '../../bench/judge/group.test.helper.js';
import { ann, bob, cyd, joins, lost, says, shows, type Talk } from '../../bench/judge/talk.test.helper.js';
import { markIncomplete } from './group.js';
import { openGroups } from './groups.js';
import { identities, newRoomObject, unnamedSeat } from './identities.js';
import type { RoomGroup } from './types.js';

const welcome = (at: number, connection: string, participationId: string, resumeWindowMs: number) =>
  shows(at, connection, { sequence: 1, joined: { sessionId: 's', participationId, resumeWindowMs } });
const call = (at: number, connection: string, roomId: string) => ({ at, connection, endMeeting: { roomId } });

/** Ann is in the blue room; bob and cyd are in the red one, where more has happened. */
const apart: Talk = [
  joins(1_000, 'c1', ann),
  joins(1_001, 'c2', bob, 'j2', 'red'),
  welcome(1_002, 'c1', 'p1', 70_000),
  welcome(1_003, 'c2', 'p2', 0),
  call(1_004, 'o1', 'blue'),
  joins(1_005, 'c3', cyd, 'j3', 'red'),
  welcome(1_006, 'c3', 'p3', 0),
  lost(1_007, 'c3'),
  call(1_008, 'o2', 'red'),
];
const switches = (connection: string, roomId: string) =>
  says(2_000, connection, { requestId: 1, ack: 1, switchRoom: { roomId } });

const shapeOf = (group: RoomGroup | undefined) => ({
  rooms: [...(group?.rooms ?? [])].sort(),
  lines: group?.records.map(({ line }) => line),
  people: [...(group?.objects ?? [])].map(({ seat }) => seat.participant).sort(),
  connections: [...(group?.connections ?? [])].map(({ name }) => name).sort(),
  calls: [...(group?.calls ?? [])].map(({ name }) => name).sort(),
});

describe('two rooms', () => {
  it('are two groups while nobody switches', () => {
    expect([...routed(apart).groups].map(shapeOf)).toEqual([
      { rooms: ['blue'], lines: [1, 3, 5], people: ['ann'], connections: ['c1'], calls: ['o1'] },
      { rooms: ['red'], lines: [2, 4, 6, 7, 8, 9], people: ['bob', 'cyd'], connections: ['c2', 'c3'], calls: ['o2'] },
    ]);
  });

  it.each([
    ['c1', 'red'],
    ['c2', 'blue'],
  ])('become one when %s switches to the room %s', (connection, room) => {
    const both = routed([...apart, switches(connection, room)]).groups;
    expect([...both].map(shapeOf)).toEqual([
      {
        rooms: ['blue', 'red'],
        lines: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
        people: ['ann', 'bob', 'cyd'],
        connections: ['c1', 'c2', 'c3'],
        calls: ['o1', 'o2'],
      },
    ]);
    const [one] = both;
    expect(one).toMatchObject({ at: 2_000, lingerMs: 75_000, openConnections: 2, rest: undefined });
    for (const { group } of [...(one?.objects ?? []), ...(one?.calls ?? [])]) expect(group).toBe(one);
  });

  it('keep what was known of either when they become one', () => {
    const groups = openGroups(8);
    const [blue, red] = [groups.ofRoom('blue'), groups.ofRoom('red')];
    Object.assign(blue, { at: 9, synthetic: 1, compactFrom: 5_000, lingerMs: 6_000, openConnections: 2 });
    Object.assign(red, { at: 7, synthetic: 2, rest: { index: 0 }, openConnections: 1 });
    markIncomplete(red);
    blue.accused.add(3);
    red.accused.add(4);
    groups.join(blue, 'red');
    expect(groups.all.size).toBe(1);
    expect(blue).toMatchObject({
      at: 9,
      synthetic: 3,
      compactFrom: 5_000,
      lingerMs: 6_000,
      openConnections: 3,
      partly: 'before',
    });
    expect([[...blue.accused], blue.rest]).toEqual([[3, 4], undefined]);
    expect([groups.find('red'), groups.find('blue'), groups.ofRoom('red')]).toEqual([blue, blue, blue]);
  });

  it('are one where somebody switches to the room that it is in', () => {
    const groups = openGroups(8);
    const blue = groups.ofRoom('blue');
    Object.assign(blue, { openConnections: 2 });
    groups.join(blue, 'blue');
    expect([groups.all.size, blue.openConnections]).toEqual([1, 2]);
  });

  it('have their synthetic records first, and the others by their lines', () => {
    const groups = openGroups(8);
    const [blue, red] = [groups.ofRoom('blue'), groups.ofRoom('red')];
    const record = (line: number, synthetic?: true) =>
      ({ record: {}, line, object: undefined, ...(synthetic && { synthetic }) }) as never;
    blue.records = [record(40, true), record(50), record(70)];
    red.records = [record(45, true), record(60)];
    groups.join(red, 'blue');
    const [both] = groups.all;
    expect(both?.records.map(({ line }) => line)).toEqual([40, 45, 50, 60, 70]);
    expect(both).toBe(blue);
  });
});

describe('a group', () => {
  it('is found by its rooms until it is removed', () => {
    const groups = openGroups(8);
    const [blue, red, none] = [groups.ofRoom('blue'), groups.ofRoom('red'), groups.add()];
    expect([groups.ofRoom('blue'), groups.find('red'), groups.find('green')]).toEqual([blue, red, undefined]);
    expect([...groups.all]).toEqual([blue, red, none]);
    groups.remove(blue);
    expect([groups.find('blue'), [...groups.all]]).toEqual([undefined, [red, none]]);
    groups.clear();
    expect([groups.find('red'), groups.all.size]).toEqual([undefined, 0]);
  });

  it('knows whether a participation belongs to somebody outside of it', () => {
    const groups = openGroups(8);
    const [blue, red] = [groups.ofRoom('blue'), groups.ofRoom('red')];
    newRoomObject(blue, unnamedSeat('c1'), {}).participations.push('p1');
    newRoomObject(blue, unnamedSeat('c2'), {});
    const known = (group: RoomGroup, participation: string) => groups.isShownOutside(group, participation);
    expect([known(red, 'p1'), known(blue, 'p1'), known(red, 'p2')]).toEqual([true, false, false]);
  });
});

describe('the names of a client', () => {
  const somebody = (joinId: string, ...tokens: string[]) => {
    const object = newRoomObject(openGroups(8).ofRoom('blue'), unnamedSeat('c1'), { room: 'blue', joinId });
    object.tokens.push(...tokens);
    return object;
  };

  it('stand for it until it is forgotten, and are remembered then', () => {
    const names = identities();
    const one = somebody('j1', 't1', 't2');
    one.participations.push('p1');
    names.addJoin(one);
    for (const token of one.tokens) names.addToken(token, one);
    expect([names.ofJoin('j1'), names.ofToken('t1'), names.ofToken('t2')]).toEqual([one, one, one]);
    expect([names.isForgottenJoin('j1'), names.forgottenToken('t1'), names.isForgottenParticipation('p1')]).toEqual([
      false,
      undefined,
      false,
    ]);
    names.expectAll();
    names.forget(one, 'blue');
    expect([names.ofJoin('j1'), names.ofToken('t1'), names.ofToken('t2')]).toEqual([undefined, undefined, undefined]);
    expect([names.isForgottenJoin('j1'), names.isForgottenParticipation('p1')]).toEqual([true, true]);
    expect([names.forgottenToken('t1'), names.forgottenToken('t2'), names.forgottenToken('t3')]).toEqual([
      { room: 'blue' },
      { room: 'blue' },
      undefined,
    ]);
  });

  it('are not taken from another one that bears them now', () => {
    const names = identities();
    const [one, other] = [somebody('j1', 't1'), somebody('j1', 't1')];
    for (const each of [one, other]) {
      names.addJoin(each);
      names.addToken('t1', each);
    }
    names.forget(one, undefined);
    expect([names.ofJoin('j1'), names.ofToken('t1'), names.isForgottenJoin('j1')]).toEqual([other, other, false]);
    expect(names.forgottenToken('t1')).toEqual({ room: undefined });
  });

  it('are none where its Join has no id', () => {
    const names = identities();
    const one = somebody('');
    names.addJoin(one);
    names.forget(one, undefined);
    expect([names.ofJoin(''), names.isForgottenJoin('')]).toEqual([undefined, false]);
  });
});
