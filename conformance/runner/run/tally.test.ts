import { describe, expect, it } from 'vitest';
import type { ClauseId } from '../../../gen/clauses.js';
import { timedMeeting } from '../meeting.test.helper.js';
import type { Judgement, Played } from '../play/played.js';
import { CaseTally } from './tally.js';

const history = timedMeeting('bob > leave', 'bob < roomLeft 1101 re=1');

const played = (kind: Judgement['kind'], clause?: ClauseId): Played => ({
  history,
  lateness: { lagMs: 0, starved: false, late: [] },
  judgement: {
    kind,
    fault: clause && { clause, at: 0, allowed: '', seen: '', oracleOnly: false },
    broken: clause ? [clause] : [],
    refuted: false,
    missing: false,
    checks: new Map(),
    merged: [],
    met: [],
    metPairs: [],
    nodes: 0,
  },
});

const isKnown = (clause: ClauseId): boolean => clause === 'departure.once';

function tallyOf(...plays: Played[]): CaseTally {
  const tally = new CaseTally(1);
  for (const [index, play] of plays.entries()) tally.add(index, play);
  return tally;
}

const enough = { isKnown, first: false };
const first = { isKnown, first: true };
const times = (count: number, clause: ClauseId): Played[] =>
  Array.from({ length: count }, () => played('fail', clause));

describe('a case', () => {
  it('goes on behind its first failure, which must not hide another', () => {
    expect(tallyOf(played('pass'), played('fail', 'leave.answered')).goesOn(enough)).toBe(true);
  });

  it('is over where the bad plays show nothing new any more', () => {
    const some = times(10, 'departure.once');
    expect(tallyOf(...some).goesOn(enough)).toBe(true);
    expect(tallyOf(...some, ...times(1, 'departure.once')).goesOn(enough)).toBe(false);
    const another = [...some, ...times(1, 'leave.answered'), ...times(2, 'departure.once')];
    expect(tallyOf(...another).goesOn(enough)).toBe(true);
  });

  it('is over after twenty bad plays, whatever they show', () => {
    const clauses = ['departure.once', 'leave.answered', 'reason.true', 'close.code', 'join.roster', 'sync.accepted'];
    const each = clauses.flatMap((clause) => times(4, clause as ClauseId));
    expect(tallyOf(...each.slice(5)).goesOn(enough)).toBe(true);
    expect(tallyOf(...each.slice(4)).goesOn(enough)).toBe(false);
  });

  it.each([
    ['cannot be concluded', played('inconclusive')],
    ['divides the judges', played('harness-fault', 'departure.once')],
  ])('is over where a play %s', (_, play) => {
    expect(tallyOf(played('fail', 'departure.once'), play).goesOn(enough)).toBe(false);
  });

  it('is over with what no other case stands for, where the first failure is enough', () => {
    expect(tallyOf(played('fail', 'departure.once')).goesOn(first)).toBe(true);
    expect(tallyOf(played('fail', 'departure.once'), played('fail', 'leave.answered')).goesOn(first)).toBe(false);
  });

  it('reports what is new first, the more telling clause before the other, and then the lowest number', () => {
    const plays = ['departure.once', 'reason.true', 'leave.answered', 'leave.answered'] as const;
    const tally = tallyOf(...plays.map((clause) => played('fail', clause)));
    expect(tally.worst(isKnown).map(({ index }) => index)).toEqual([2, 3, 1, 0]);
  });

  it('reports a wrong message before a missing one', () => {
    const missing = played('fail', 'leave.answered');
    const late = { ...missing, judgement: { ...missing.judgement, missing: true } };
    expect(
      tallyOf(late, played('fail', 'reason.true'))
        .worst(isKnown)
        .map(({ index }) => index),
    ).toEqual([1, 0]);
  });
});
