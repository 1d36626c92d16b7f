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
    nodes: 0,
  },
});

const isKnown = (clause: ClauseId): boolean => clause === 'departure.once';

function tallyOf(...plays: Played[]): CaseTally {
  const tally = new CaseTally(1);
  for (const [index, play] of plays.entries()) tally.add(index, play);
  return tally;
}

describe('a case', () => {
  it('goes on where a play breaks what another case has shown already', () => {
    expect(tallyOf(played('pass'), played('fail', 'departure.once')).goesOn(isKnown)).toBe(true);
  });

  it.each([
    ['breaks something new', played('fail', 'leave.answered')],
    ['cannot be concluded', played('inconclusive')],
    ['divides the judges', played('harness-fault', 'departure.once')],
  ])('is over where a play %s', (_, play) => {
    expect(tallyOf(played('fail', 'departure.once'), play).goesOn(isKnown)).toBe(false);
  });

  it('is over after ten that are known', () => {
    const known = Array.from({ length: 10 }, () => played('fail', 'departure.once'));
    expect(tallyOf(...known).goesOn(isKnown)).toBe(false);
  });

  it('reports what is new first, and then the lowest number', () => {
    const plays = ['departure.once', 'leave.answered', 'reason.true'] as const;
    const tally = tallyOf(...plays.map((clause) => played('fail', clause)));
    expect(tally.worst(isKnown).map(({ index }) => index)).toEqual([1, 2, 0]);
  });
});
