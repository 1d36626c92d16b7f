/** What the name of a connection shows, line by line. */
import { describe, expect, it } from 'vitest';
import { contextWith } from '../../bench/judge/group.test.helper.js';
import { ann, bob, closes, entryOf, joined, shows, type Talk } from '../../bench/judge/talk.test.helper.js';
import { ConnectionNames, capitalized } from './connection-names.js';
import { newGroup } from './group.js';
import { newRoomObject, unnamedSeat } from './identities.js';
import type { LoggedConnection } from './types.js';

function names({ isSet = true } = {}) {
  const said: string[] = [];
  const say = (kind: string) => (why: string) => said.push(`${kind}: ${why}`);
  const context = contextWith({
    isSetSince: () => isSet,
    disprove: say('disproved'),
    misname: say('misnamed'),
    disorder: say('disordered'),
  });
  return { names: new ConnectionNames(context), said };
}

const connection = (some: Partial<LoggedConnection> = {}): LoggedConnection => ({
  name: 'c1',
  object: newRoomObject(newGroup(5_000, 8), unnamedSeat('c1'), {}),
  number: 1,
  state: 'bound',
  began: 2,
  repeats: false,
  ...some,
});
const passes = (to: ConnectionNames, ...talk: Talk) => {
  for (const [index, line] of talk.entries()) to.passOver(entryOf(line), index + 1);
};
const accepted = shows(5, 'c1', { replyTo: 1, accepted: {} });
const refused = shows(6, 'c1', { rejected: { code: 'CODE_NOT_FOUND' } });
const closed = closes(7, 'c1', 1000);

describe('a name', () => {
  it('is used again where its connection has ended, and not before', () => {
    const { names: all, said } = names();
    expect(all.isReused('c1', 9, undefined)).toBe(false);
    expect(all.isReused('c1', 9, connection({ ended: 4 }))).toBe(false);
    expect(said).toEqual([]);
    expect(all.isReused('c1', 9, connection({ state: 'closed', ended: 4 }))).toBe(true);
    expect(said).toEqual([
      'misnamed: Line 9: connection "c1" ended in line 4, and its name is used again there; it was judged as another connection. Give each connection a name of its own, such as its address with the time at which it began.',
    ]);
  });

  it('is used again where its connection is forgotten, and has ended', () => {
    const { names: all, said } = names();
    all.forget('c1', 4);
    expect([all.isForgotten('c1'), all.isForgotten('c2'), all.isReused('c1', 9, undefined)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(said[0]).toContain('ended in line 4');
  });

  it('of a forgotten connection ends when its close comes', () => {
    const { names: all, said } = names();
    all.forget('c1');
    passes(all, accepted);
    expect(all.isReused('c1', 9, undefined)).toBe(false);
    passes(all, accepted, closed);
    expect(all.isReused('c1', 9, undefined)).toBe(true);
    expect(said[0]).toContain('ended in line 2');
    all.restart();
    expect([all.isForgotten('c1'), all.isReused('c1', 9, undefined)]).toEqual([false, false]);
  });

  it('is torn where lines of it came before its beginning', () => {
    const { names: all, said } = names();
    passes(all, closed, accepted);
    expect([all.isTorn('c1', 8), all.isTorn('c1', 9), all.isTorn('c2', 9)]).toEqual([true, false, false]);
    expect(said).toEqual([
      'disordered: Line 8: connection "c1" begins there, and line 1 goes on from it: the parts of this log are in a wrong order. Give each part as a file of its own: `adjourn judge FILE FILE` puts them in order.',
    ]);
  });

  it('is torn without a word where no clock was set', () => {
    const { names: all, said } = names({ isSet: false });
    passes(all, accepted);
    expect([all.isTorn('c1', 8), said]).toEqual([true, []]);
  });

  it('is torn from nothing behind a refusal, or where the system was started again', () => {
    const { names: all } = names();
    passes(all, accepted, refused);
    expect(all.isTorn('c1', 8)).toBe(false);
    passes(all, accepted);
    all.restart();
    expect(all.isTorn('c1', 8)).toBe(false);
  });
});

describe('a connection that is opened twice', () => {
  const welcome = (sequence: number, replyTo = 0) =>
    entryOf(shows(5, 'c1', { sequence, replyTo, joined: { sessionId: 's', participationId: 'p1' } }));
  const roomLeft = entryOf(shows(5, 'c1', { roomLeft: { reason: { code: 1101 } } }));
  const resumed = entryOf(shows(5, 'c1', { resumed: { resumeToken: 't' } }));

  it('by another client bears the name of two: nothing of them is judged, and that is said once', () => {
    const { names: all, said } = names();
    const one = connection();
    all.openTwice(one, 7, true);
    all.openTwice(one, 8, true);
    expect([...one.object.flaws]).toEqual(['torn']);
    expect(said).toEqual([
      'misnamed: Line 7: connection "c1" is open since line 2, and another one of that name begins there; nothing of the two was judged. Give each connection a name of its own, such as its address with the time at which it began.',
      'disproved: Line 7: two connections are called "c1".',
    ]);
  });

  it.each<[string, Partial<LoggedConnection>, ReturnType<typeof entryOf>, boolean]>([
    ['a welcome', {}, welcome(1), true],
    ['a welcome behind RoomLeft', { state: 'left' }, welcome(1), true],
    ['Resumed', {}, resumed, true],
    ['RoomLeft once more', { state: 'left' }, roomLeft, true],
    ['RoomLeft', {}, roomLeft, false],
    ['the welcome that it waits for', { state: 'waiting' }, welcome(1), false],
    ['a welcome in the middle of its stream', {}, welcome(2), false],
    ['a welcome to another room', {}, welcome(1, 4), false],
    ['an answer', {}, entryOf(accepted), false],
  ])('by its own client is two where it is shown %s', (_, some, line, isTwo) => {
    if (line.kind !== 'seen') throw new Error('Nothing is shown.');
    const { names: all, said } = names();
    const [once, twice] = [connection(some), connection(some)];
    all.openTwice(twice, 7, false);
    for (const one of [once, twice]) all.follow(one, line.observation);
    expect([once.object.flaws.size, twice.object.flaws.size]).toEqual([0, isTwo ? 1 : 0]);
    expect(said).toHaveLength(isTwo ? 2 : 0);
  });
});

describe('a connection that repeats the Join of one whose name it bears', () => {
  const repeating = (state: LoggedConnection['state'] = 'waiting') => {
    const one = connection({ repeats: true, state });
    one.object.participations.push('p1');
    return one;
  };
  const follows = (one: LoggedConnection, line: Talk[number]) => {
    const entry = entryOf(line);
    if (entry.kind === 'seen') names().names.follow(one, entry.observation);
    return [...one.object.flaws];
  };

  it('is another one where it is let in as somebody else, or refused', () => {
    expect(follows(repeating(), joined(5, 'c1', ann))).toEqual([]);
    expect(follows(repeating(), joined(5, 'c1', bob))).toEqual(['torn']);
    expect(follows(repeating(), refused)).toEqual(['torn']);
    expect(follows(repeating(), accepted)).toEqual([]);
    expect(follows(repeating('bound'), joined(5, 'c1', bob))).toEqual([]);
    expect(follows({ ...repeating(), repeats: false }, joined(5, 'c1', bob))).toEqual([]);
  });

  it('has the participations that it was shown, each once in a row', () => {
    const one = connection();
    for (const who of [ann, ann, bob, ann]) follows(one, joined(5, 'c1', who));
    follows(one, accepted);
    expect(one.object.participations).toEqual(['p1', 'p2', 'p1']);
  });
});

it('a line at the beginning of a sentence is capitalized, and a file is not', () => {
  expect(['line 7', 'lines.jsonl:7', 'a.jsonl:7'].map(capitalized)).toEqual(['Line 7', 'lines.jsonl:7', 'a.jsonl:7']);
});
