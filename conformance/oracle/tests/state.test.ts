/** Which states of the machine are the same to a search, and what came to be between two of them. */
import { describe, expect, it } from 'vitest';
import type { RoomObject, Server } from '../../../spec/machine/state.js';
import { everything, Meeting } from '../../../spec/machine/testing/meeting.js';
import { made, onlyAnswers, searchKey } from '../state.js';

/** Ann and bob are in blue, and cyd is in green. */
function meeting(): Meeting {
  const all = new Meeting({ ...everything, replace: true });
  all.join('ann');
  all.join('bob');
  all.join('cyd', 'green');
  return all;
}

/** What an act makes of it: the state before, the state after, and what it sent. */
function between(act: (all: Meeting) => unknown, begin: (all: Meeting) => unknown = () => {}) {
  const all = meeting();
  begin(all);
  const before = all.server;
  act(all);
  return { before, after: all.server, effects: all.effects };
}

describe('the ids that a server makes', () => {
  it.each<[string, (all: Meeting) => unknown, readonly string[]]>([
    ['of one who comes', (all) => all.join('dan'), ['dan']],
    ['of one who comes first', (all) => all.join('dan', 'red'), ['red/dan', 'dan']],
    ['of one who takes the place of another device', (all) => all.join('bob2'), ['bob2']],
    ['of none where somebody leaves', (all) => all.ask('bob', 'leave'), []],
    ['of none where a room ends', (all) => all.ask('ann', 'end'), []],
    [
      'of none where a room closes and keeps a place',
      (all) => [all.switch('ann', 'green'), all.ask('cyd', 'leave')],
      [],
    ],
    ['of none where a place is kept', (all) => all.switch('bob', 'red'), []],
    ['of none where nothing changes', (all) => all.ask('bob', 'sync'), []],
  ])('%s', (_, act, ids) => {
    const { before, after } = between(act);
    expect(made(before, after)).toEqual(ids);
  });
});

describe('what only its actor can tell the time of', () => {
  it.each<[string, (all: Meeting) => unknown, boolean]>([
    ['an answer', (all) => all.ask('bob', 'sync'), true],
    ['an ack', (all) => all.ack('bob', 1), true],
    ['nothing', (all) => all.ack('zoe', 1), true],
    ['a Leave', (all) => all.ask('bob', 'leave'), false],
    ['a switch that begins', (all) => all.switch('bob', 'red'), false],
    ['a Join', (all) => all.join('dan', 'red'), false],
    ['a loss', (all) => all.lost('bob'), false],
    ['a Resume', (all) => all.resume('bob', 'cyd.token', 1), false],
    ['a loss on which nobody waits', (all) => all.lost('zoe'), false],
  ])('%s: %s', (_, act, silent) => {
    const { before, after, effects } = between(act);
    expect(onlyAnswers(before, after, effects, 'bob')).toBe(silent);
  });

  it('is nothing that others are told, though nothing changes', () => {
    const { before, after, effects } = between((all) =>
      all.repeat('zoe', 'zoe', 'blue', { access: 'unauthenticated' }),
    );
    expect(after).toBe(before);
    expect(onlyAnswers(before, after, effects, 'zoe')).toBe(true);
    expect(onlyAnswers(before, after, effects, 'bob')).toBe(false);
  });

  it('is nothing behind a switch: when it waits matters', () => {
    const { before, after, effects } = between(
      (all) => all.ask('bob', 'sync'),
      (all) => all.switch('bob', 'red'),
    );
    expect(effects).toEqual([]);
    expect(onlyAnswers(before, after, effects, 'bob')).toBe(false);
  });
});

describe('the key of a state', () => {
  const nobody = new Set<string>();
  const key = (server: Server, cut: ReadonlySet<string> = nobody) => searchKey(server, [1, 2], [3], cut);

  const acts: readonly (readonly [string, (all: Meeting) => unknown])[] = [
    ['nothing', () => {}],
    ['somebody comes', (all) => all.join('dan')],
    ['somebody comes elsewhere', (all) => all.join('dan', 'green')],
    ['somebody leaves', (all) => all.ask('bob', 'leave')],
    ['somebody is removed', (all) => all.ask('ann', { kind: 'remove', target: 'bob' })],
    ['somebody else leaves', (all) => all.ask('cyd', 'leave')],
    ['somebody is lost', (all) => all.lost('bob')],
    ['somebody is severed', (all) => all.do({ type: 'sever', severed: { connection: 'bob', how: 'lost' } })],
    ['somebody else is severed', (all) => all.do({ type: 'sever', severed: { connection: 'cyd', how: 'lost' } })],
    ['somebody asks', (all) => all.ask('bob', 'sync')],
    ['somebody resumes', (all) => all.resume('bob2', 'bob.token', 1)],
    ['a place is kept', (all) => all.switch('bob', 'green')],
    ['a place is kept elsewhere', (all) => all.switch('bob', 'red')],
    ['a place is kept for another', (all) => all.switch('ann', 'green')],
    ['a switch is fixed', (all) => [all.switch('bob', 'green'), all.fixed('bob')]],
    ['something waits', (all) => [all.switch('bob', 'green'), all.ask('bob', 'sync')]],
    ['a switch is over', (all) => [all.switch('bob', 'green'), all.switched('bob')]],
  ];

  it('is another one for each thing that matters', () => {
    const keys = acts.map(([name, act]) => [key(between(act).after), name] as const);
    expect(new Map(keys).size).toBe(acts.length);
  });

  it('is the same for either of two who came first', () => {
    const keys = [
      ['dan', 'eve'],
      ['eve', 'dan'],
    ].map((names) => {
      const all = new Meeting(everything);
      for (const name of names) all.join(name, 'blue', { session: 'blue$1' });
      for (const name of names) all.ack(name, 9);
      all.server = {
        ...all.server,
        roomObjects: Object.fromEntries(
          Object.entries(all.server.roomObjects).map(([id, one]) => [id, { ...one, sequence: 2 }]),
        ),
      };
      return key(all.server);
    });
    expect(keys[0]).toBe(keys[1]);
  });

  it('has what those who are away have missed, and nothing that was told to those who are there', () => {
    const told = (how: string) => {
      const all = meeting();
      if (how === 'lost') all.lost('bob');
      all.join(how === 'other' ? 'eve' : 'dan');
      return all.server;
    };
    const missed = (server: Server) => ({
      ...server,
      roomObjects: { bob: server.roomObjects.bob as RoomObject },
      rooms: {},
    });
    const [dan, eve] = [missed(told('')), missed(told('other'))];
    expect(key(dan)).toBe(key(eve));
    expect(key(dan, new Set(['bob']))).not.toBe(key(eve, new Set(['bob'])));
    const away = (server: Server) => ({
      ...server,
      roomObjects: { bob: { ...(server.roomObjects.bob as RoomObject), connection: null } },
    });
    expect(key(away(dan))).not.toBe(key(away(eve)));
  });

  it('has how far each connection is accounted for', () => {
    const { server } = meeting();
    const keys = [
      searchKey(server, [1, 2], [3], nobody),
      searchKey(server, [12], [3], nobody),
      searchKey(server, [1], [2, 3], nobody),
      searchKey(server, [1, 2], [4], nobody),
    ];
    expect(new Set(keys).size).toBe(4);
  });
});
