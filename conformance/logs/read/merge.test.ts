/** How the lines of several logs become those of one. */
import { describe, expect, it } from 'vitest';
import { ann, closes, entryOf, joins, says, shows, type Talk } from '../../bench/judge/talk.test.helper.js';
import type { LogHead } from '../../exchange/log.js';
import { byFirstStamp, connectionRenamer, headOf, nextTurn } from './merge.js';
import type { Source } from './source.js';

/** As much of a log as is asked for. */
const log = (some: Partial<Source>): Source => some as Source;
const at = (key: number, name = '') => log({ key, name, ready: true });
const done = log({ key: 1, ready: false });

describe('the logs', () => {
  it('come by their first stamps, and of equal ones as they were given', () => {
    const names = byFirstStamp([at(5, 'a'), at(3, 'b'), at(5, 'c'), at(-1, 'd'), at(3, 'e')]).map(({ name }) => name);
    expect(names).toEqual(['d', 'b', 'e', 'a', 'c']);
    // Of one that is empty the first stamp is unknown.
    const none = Number.NEGATIVE_INFINITY;
    expect(byFirstStamp([at(0, 'a'), at(none, 'b'), at(none, 'c')]).map(({ name }) => name)).toEqual(['b', 'c', 'a']);
  });

  it.each<[string, Source[], { log: number; until: number; last: boolean } | undefined]>([
    ['none where there is none', [], undefined],
    ['none where all have ended', [done, done], undefined],
    ['the only one that has lines', [done, at(5)], { log: 1, until: Number.POSITIVE_INFINITY, last: true }],
    ['the earliest', [at(5), at(3)], { log: 1, until: 5, last: false }],
    ['the first of equal ones, with its lines of that stamp', [at(5), at(5)], { log: 0, until: 5, last: true }],
    ['the earliest up to the second, which stands before', [at(5), at(9), at(3)], { log: 2, until: 5, last: false }],
    ['the earliest up to the second, which stands behind', [at(1), at(9), at(4)], { log: 0, until: 4, last: true }],
    ['the earliest up to the first of two', [at(4), at(4), at(1)], { log: 2, until: 4, last: false }],
    ['the earliest of a falling row', [at(9), at(5), at(3)], { log: 2, until: 5, last: false }],
    ['the earliest, while another has ended', [at(9), done, at(3)], { log: 2, until: 9, last: false }],
  ])('take their turns: %s', (_, sources, turn) => {
    expect(nextTurn(sources)).toEqual(turn && { ...turn, source: sources[turn.log] });
  });
});

describe('the heads of several logs', () => {
  const head: LogHead = {
    name: '',
    complete: true,
    slackMs: 0,
    deviations: [],
    writer: 'unknown',
    lossSeenMs: 0,
    reportedWithinMs: 0,
  };
  const together = (...heads: (Partial<LogHead> | undefined)[]) =>
    headOf(heads.map((one) => log(one ? { head: { ...head, ...one } } : {})));
  const deviation = (clause: string, why: string) => ({ clause, why }) as unknown as LogHead['deviations'][number];

  it('say what the first one is called that has a name', () => {
    expect(together({}, { name: 'b' }, { name: 'c' }).name).toBe('b');
    expect(together({}, {}).name).toBe('');
  });

  it('say that nothing is missing where each of them does', () => {
    expect(together({}, {}).complete).toBe(true);
    expect(together({}, { complete: false }).complete).toBe(false);
    // A log without a head is doubted when it begins.
    expect(together({}, undefined).complete).toBe(true);
    expect(together(undefined, undefined).complete).toBe(false);
  });

  it('allow what the most generous one allows', () => {
    expect(together({ slackMs: 300 }, { slackMs: 700 }, {}).slackMs).toBe(700);
    expect(together(undefined).slackMs).toBe(0);
  });

  it('declare each deviation once', () => {
    const [a, b, again] = [
      deviation('leave.answered', 'old'),
      deviation('end.everyone', 'new'),
      deviation('leave.answered', '?'),
    ];
    expect(together({ deviations: [a, b] }, { deviations: [again] }).deviations).toEqual([a, b]);
  });

  it.each<[Partial<LogHead>[], Pick<LogHead, 'writer' | 'lossSeenMs'>]>([
    [[], { writer: 'unknown', lossSeenMs: 0 }],
    [[{ writer: 'server' }, { writer: 'server' }], { writer: 'server', lossSeenMs: 0 }],
    [[{ writer: 'server' }, { writer: 'proxy' }], { writer: 'unknown', lossSeenMs: 0 }],
    [[{ writer: 'server', lossSeenMs: 5 }, { writer: 'proxy' }], { writer: 'unknown', lossSeenMs: 0 }],
    [[{ writer: 'server' }, { writer: 'proxy', lossSeenMs: 7 }], { writer: 'unknown', lossSeenMs: 7 }],
    [
      [
        { writer: 'proxy', lossSeenMs: 7 },
        { writer: 'proxy', lossSeenMs: 3 },
      ],
      { writer: 'proxy', lossSeenMs: 7 },
    ],
  ])('are as good as the one that says least of its writer: %j', (heads, writing) => {
    expect(together(...heads)).toMatchObject(writing);
  });
});

describe('the connections of several logs', () => {
  const head = {} as LogHead;
  const beat = (connection: string) => shows(0, connection, { heartbeat: {} });
  const join = (connection: string) => joins(0, connection, ann);
  const resume = (connection: string) => says(0, connection, { resume: { resumeToken: 't', sequence: 1 } });
  const call = (connection: string) => ({ at: 0, connection, endMeeting: { roomId: 'blue' } });
  const answer = (connection: string) => ({ at: 0, connection, answer: {} });

  /** The names that these lines get, each of the log with that number. */
  const renamed = (sources: readonly Source[], ...lines: readonly (readonly [Talk[number], number])[]) => {
    const rename = connectionRenamer(sources);
    return lines.map(([line, of]) => rename(entryOf(line), of).connection);
  };
  const going = [log({ name: 'a', head, ended: false }), log({ name: 'b', head, ended: false })];
  const rotated = [log({ name: 'a', head, ended: true }), log({ name: 'b', ended: false })];
  const restarted = [log({ name: 'a', head, ended: true }), log({ name: 'b', head, ended: false })];

  it('are different ones where both logs go on, and those of the first keep their names', () => {
    expect(renamed(going, [join('c1'), 0], [join('c1'), 1], [beat('c1'), 0], [beat('c1'), 1])).toEqual([
      'c1',
      'c1 of b',
      'c1',
      'c1 of b',
    ]);
  });

  it('stay as they are, line by line, where nothing is renamed', () => {
    const line = entryOf(join('c1'));
    expect(connectionRenamer(going)(line, 0)).toBe(line);
    expect(connectionRenamer(going)(line, 1)).toEqual({ ...line, connection: 'c1 of b' });
  });

  it('go on from a log that has ended in a part without a head, whatever they do there', () => {
    for (const first of [beat, join, resume, call, answer])
      expect(renamed(rotated, [join('c1'), 0], [first('c1'), 1], [beat('c1'), 1])).toEqual(
        first === answer ? ['c1', 'c1', 'c1 of b'] : ['c1', 'c1', 'c1'],
      );
  });

  it('go on behind a head where they do not begin there', () => {
    expect(renamed(restarted, [join('c1'), 0], [beat('c1'), 1])).toEqual(['c1', 'c1']);
    for (const begins of [join, resume, call])
      expect(renamed(restarted, [join('c1'), 0], [begins('c1'), 1])).toEqual(['c1', 'c1 of b']);
  });

  it('go on in one log only', () => {
    const three = [rotated[0], rotated[1], log({ name: 'c', ended: false })] as Source[];
    expect(renamed(three, [join('c1'), 0], [beat('c1'), 1], [beat('c1'), 2])).toEqual(['c1', 'c1', 'c1 of c']);
  });

  it('do not go on where they have ended', () => {
    expect(renamed(rotated, [join('c1'), 0], [closes(1, 'c1', 1000), 0], [beat('c1'), 1])).toEqual([
      'c1',
      'c1',
      'c1 of b',
    ]);
    expect(renamed(rotated, [call('o1'), 0], [answer('o1'), 0], [beat('o1'), 1])).toEqual(['o1', 'o1', 'o1 of b']);
  });

  it('are new ones under a name that has ended in their own log', () => {
    expect(renamed(going, [join('c1'), 1], [closes(1, 'c1', 1000), 1], [join('c1'), 1])).toEqual([
      'c1 of b',
      'c1 of b',
      'c1 of b',
    ]);
  });

  it('that nobody had before are named after their log', () => {
    expect(renamed(rotated, [join('c1'), 0], [beat('c2'), 1])).toEqual(['c1', 'c2 of b']);
  });
});
