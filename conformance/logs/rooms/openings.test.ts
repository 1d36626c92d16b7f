/** How connections begin, and what a beginning that is not in the log says of it. */
import { describe, expect, it } from 'vitest';
import { contextWith } from '../../bench/judge/group.test.helper.js';
import {
  ann,
  bob,
  closes,
  entryOf,
  joined,
  joins,
  leaves,
  lost,
  says,
  shows,
  type Talk,
  together,
} from '../../bench/judge/talk.test.helper.js';
import { Router } from './router.js';

/** The lines, brought to their groups, and what is said meanwhile. `forgetting`: after so many lines, all rooms. */
function told(talk: Talk, { complete = true, forgetting = 0 } = {}) {
  const said: string[] = [];
  const say = (why: string) => said.push(why);
  const context = contextWith({
    complete: () => complete,
    isSetSince: () => true,
    disprove: say,
    misname: say,
    disorder: say,
  });
  const router = new Router(context, 2_048);
  const kinds: string[] = [];
  for (const [index, line] of talk.entries()) {
    if (index > 0 && index === forgetting) for (const group of router.groups) router.forget(group);
    const entry = entryOf(line);
    if (entry.kind === 'head' || entry.kind === 'reported') continue;
    const group = router.route(entry, index + 1);
    const { record } = group?.records.at(-1) ?? {};
    kinds.push(record?.kind === 'sent' ? record.action.kind : record?.kind === 'seen' ? record.observation.kind : '-');
  }
  const objects = [...router.groups].flatMap((group) => [...group.objects]);
  return { said, router, objects, kinds, seats: objects.map(({ seat, origin }) => `${seat.name}: ${origin}`) };
}

const alone: Talk = [joins(1_000, 'c1', ann), joined(1_001, 'c1', ann), ...leaves(2_000, 'c1', 1, 2)];
const refused = (at: number, connection: string) => shows(at, connection, { rejected: { code: 'CODE_NOT_FOUND' } });
const resume = (at: number, connection: string, resumeToken: string) =>
  says(at, connection, { resume: { resumeToken, sequence: 1 } });
const resumed = (at: number, connection: string) => shows(at, connection, { resumed: { resumeToken: 't9' } });
const asks = (at: number, connection: string, requestId: number, ack = 0) =>
  says(at, connection, { requestId, ack, sync: {} });
const accepted = (at: number, connection: string, sequence?: number) =>
  shows(at, connection, { ...(sequence && { sequence }), replyTo: 1, accepted: {} });

describe('a Join', () => {
  it('begins a client, named after its participant and its connection', () => {
    expect(told(together).seats).toEqual(['ann@c1: join', 'bob@c2: join']);
    expect(told([...alone, joins(9_000, 'c1', bob, 'j9')]).seats).toEqual([
      'ann@c1: join',
      'bob@c1, from line 6: join',
    ]);
  });

  it('with an id that was sent before is that one, repeated', () => {
    const { seats, kinds } = told([joins(1_000, 'c1', ann), lost(1_100, 'c1'), joins(1_200, 'c2', ann, 'j-c1')]);
    expect([seats, kinds]).toEqual([['ann@c1: join'], ['join', 'cut', 'repeat']]);
  });

  it('with an id that was sent before by one that is forgotten may be repeated', () => {
    const again = joins(9_000, 'c2', ann, 'j-c1');
    expect(told([...alone, again], { forgetting: alone.length }).seats).toEqual(['ann@c2: forgotten-join']);
    // Where the name is used again as well, the id may be made from it.
    const reused = joins(9_000, 'c1', ann, 'j-c1');
    expect(told([...alone, reused], { forgetting: alone.length }).seats).toEqual(['ann@c1, from line 6: join']);
  });

  it.each<[string, Talk[number], boolean]>([
    ['the same', joins(9_000, 'c1', ann), true],
    ['of somebody else', joins(9_000, 'c1', { ...ann, participantId: 'eve' }), false],
    ['in another role', joins(9_000, 'c1', { ...ann, role: 'ROLE_ATTENDEE' }), false],
    ['to another room', joins(9_000, 'c1', ann, 'j-c1', 'red'), false],
  ])('on a connection whose name is used again is repeated where it is %s', (_, line, isRepeated) => {
    const { kinds } = told([joins(1_000, 'c1', ann), lost(1_100, 'c1'), line]);
    expect(kinds.at(-1)).toBe(isRepeated ? 'repeat' : 'join');
  });

  it.each<[string, Talk[number]]>([
    ['no room', joins(1_000, 'c1', ann, 'j1', '')],
    ['nobody', joins(1_000, 'c1', { ...ann, participantId: '' }, 'j1')],
  ])('that named %s is none that the next one repeats', (_, line) => {
    expect(told([line, refused(1_001, 'c1'), joins(2_000, 'c1', ann, 'j1')]).kinds).toEqual([
      'join',
      'rejected',
      'join',
    ]);
  });

  it('behind other lines of its connection is torn from them, which is said where the clock goes back', () => {
    const { objects, said } = told([accepted(900, 'c1'), accepted(901, 'c1'), ...together]);
    expect(objects.map(({ flaws }) => [...flaws])).toEqual([['torn'], []]);
    expect(said).toEqual([
      expect.stringMatching(/^Line 3: connection "c1" begins there, and line 1 goes on from it: the parts of this log/),
    ]);
  });

  it('behind a refusal alone is torn from nothing', () => {
    const { objects, said } = told([accepted(899, 'c1'), refused(900, 'c1'), ...together]);
    expect([objects.map(({ flaws }) => [...flaws]), said]).toEqual([[[], []], []]);
  });
});

describe('a Resume', () => {
  it('goes on with the client whose token it has', () => {
    const { seats, kinds } = told([...together, lost(3_000, 'c2'), resume(3_100, 'c3', 't-c2'), resumed(3_101, 'c3')]);
    expect([seats, kinds.slice(-2)]).toEqual([
      ['ann@c1: join', 'bob@c2: join'],
      ['resume', 'resumed'],
    ]);
  });

  it('with a token of nobody shows that the log is not complete, where it is let in', () => {
    const talk = [...together, resume(3_000, 'c3', 'nobody'), resumed(3_001, 'c3'), accepted(3_002, 'c3', 7)];
    const { said, kinds } = told(talk);
    expect(said[0]).toBe(
      'Line 6: a Resume with a token that no Joined or Resumed of this log gave, and line 7 answers it: where the log replaces tokens, replace them alike on both sides.',
    );
    expect(kinds.slice(-3)).toEqual(['-', '-', '-']);
    expect(told(talk, { complete: false }).said).toEqual([]);
  });

  it.each<[string, Talk[number]]>([
    ['refused', refused(3_001, 'c3')],
    ['told of its departure', shows(3_001, 'c3', { roomLeft: { reason: { code: 1101 } } })],
  ])('with a token of nobody shows nothing where it is %s', (_, answer) => {
    const { said, kinds } = told([
      ...together,
      resume(3_000, 'c3', 'nobody'),
      answer,
      asks(3_002, 'c3', 1),
      accepted(3_003, 'c3', 7),
    ]);
    expect([said, kinds.slice(-4)]).toEqual([[], ['-', '-', '-', '-']]);
  });

  it('with a token of nobody leaves its name free where it is closed', () => {
    const { said, kinds } = told([
      ...together,
      resume(3_000, 'c3', 'nobody'),
      closes(3_001, 'c3', 4400),
      asks(3_002, 'c3', 1),
    ]);
    expect([said, kinds.at(-1)]).toEqual([[], 'malformed']);
  });

  it('with the token of one that is forgotten shows nothing', () => {
    const talk = [...alone, resume(9_000, 'c3', 't-c1'), resumed(9_001, 'c3'), accepted(9_002, 'c3', 7)];
    expect(told(talk, { forgetting: alone.length })).toMatchObject({ said: [], seats: [] });
  });

  it('behind other lines of its connection is torn from them', () => {
    const { objects } = told([...together, lost(3_000, 'c2'), accepted(3_050, 'c3'), resume(3_100, 'c3', 't-c2')]);
    expect(objects.map(({ flaws }) => [...flaws])).toEqual([[], ['torn']]);
  });
});

describe('a connection that begins with something else', () => {
  it.each<[string, Talk[number], string]>([
    ['a first request', asks(3_000, 'c3', 1), 'c3: no-join'],
    ['a broken frame', { at: 3_000, connection: 'c3', brokenFrame: 'MALFORMED_WRONG_TYPE' }, 'c3: no-join'],
    ['a second request', asks(3_000, 'c3', 2), ''],
    ['a request of one that was shown something', asks(3_000, 'c3', 1, 1), ''],
    ['an Ack', says(3_000, 'c3', { ackOnly: {}, ack: 1 }), ''],
    ['a message', accepted(3_000, 'c3'), ''],
    ['its end', closes(3_000, 'c3', 1000), ''],
  ])('%s, is a client of its own where that is its first frame', (_, line, seat) => {
    expect(told([line]).seats.join()).toBe(seat);
    expect(told([line], { complete: false }).seats).toEqual([]);
  });

  it('is none where it has been forgotten', () => {
    expect(told([...alone, asks(9_000, 'c1', 1)], { forgetting: alone.length }).seats).toEqual([]);
  });

  it.each<[string, Talk, string[]]>([
    [
      'a later message',
      [accepted(3_000, 'c3', 2)],
      ['Line 1: connection "c3" has sequence 2 there, and its beginning is not in the log.'],
    ],
    ['a first message', [accepted(3_000, 'c3', 1)], []],
    ['a message without a number', [accepted(3_000, 'c3')], []],
    [
      'a later message to one that has only asked',
      [asks(2_000, 'c3', 1), accepted(3_000, 'c3', 2)],
      ['Line 2: connection "c3" has sequence 2 there, and its beginning is not in the log.'],
    ],
    [
      'a later message to one that was shown something',
      [asks(2_000, 'c3', 1), accepted(3_000, 'c3', 1), accepted(3_000, 'c3', 3)],
      [],
    ],
    ['a later message to one that has joined', [joins(2_000, 'c3', ann), accepted(3_000, 'c3', 2)], []],
  ])('shows what the log lacks by %s', (_, talk, said) => {
    expect(told(talk).said).toEqual(said);
    expect(told(talk, { complete: false }).said).toEqual([]);
  });

  it('shows nothing where it has been forgotten', () => {
    expect(told([...alone, accepted(9_000, 'c1', 7)], { forgetting: alone.length }).said).toEqual([]);
  });
});

describe("a call of the operator's", () => {
  const call: Talk = [
    { at: 3_000, connection: 'o1', endMeeting: { roomId: 'blue' } },
    { at: 3_001, connection: 'o1', answer: {} },
  ];

  it('is about its room, and opens one where the log lacks nothing', () => {
    expect(told(call).kinds).toEqual(['operate', 'accepted']);
    expect(told(call, { complete: false }).kinds).toEqual(['-', '-']);
    expect(told([...together, ...call], { complete: false }).kinds.slice(-2)).toEqual(['operate', 'accepted']);
  });

  it('is answered once', () => {
    expect(told([...call, ...call.slice(1)]).kinds).toEqual(['operate', 'accepted', '-']);
    expect(told([...call.slice(0, 1), ...call.slice(1)], { forgetting: 1 }).kinds).toEqual(['operate', '-']);
  });
});

it('a participation is known outside of its room, also when it is forgotten', () => {
  const { router } = told([...together, joins(3_000, 'd1', ann, 'jd', 'red')]);
  const [blue, red] = router.groups;
  if (!blue || !red) throw new Error('There are no two rooms.');
  expect([router.isKnown('p1', red), router.isKnown('p1', blue), router.isKnown('p9', red)]).toEqual([
    true,
    false,
    false,
  ]);
  router.forget(blue);
  expect([router.isKnown('p1', red), router.isKnown('p2', red)]).toEqual([true, true]);
});
