import { expect, it } from 'vitest';
import type { ClauseId } from '../../../gen/clauses.js';
import { timedMeeting } from '../meeting.test.helper.js';
import type { Judgement } from '../play/played.js';
import { newClauseTallies, reasonsIn, type TalliedPlay } from './clause-tally.js';

const checked = (...ids: ClauseId[]) => new Map(ids.map((id) => [id, 2]));

const play = (
  clauses: ClauseId[],
  more: Partial<Pick<Judgement, 'broken' | 'fault' | 'kind' | 'merged'>> = {},
  reasons: TalliedPlay['reasons'] = [],
): TalliedPlay => ({
  judgement: { checks: checked(...clauses), kind: 'pass', fault: undefined, broken: [], merged: [], ...more },
  reasons,
});

it('counts what was checked and never broken in its play, in the order of the catalogue', () => {
  const tallies = newClauseTallies();
  tallies.add(play(['reason.true', 'leave.answered']));
  tallies.add(play(['leave.answered', 'departure.once'], { broken: ['departure.once'] }));
  expect(tallies.rows()).toEqual([
    { clause: 'departure.once', checks: 0, broken: 1, named: 0, untold: 0, notToldApart: [] },
    { clause: 'leave.answered', checks: 4, broken: 0, named: 0, untold: 0, notToldApart: [] },
    { clause: 'reason.true', checks: 2, broken: 0, named: 0, untold: 0, notToldApart: [] },
  ]);
});

it('counts apart what the system cannot tell, and says why', () => {
  const tallies = newClauseTallies();
  const merged = [{ clauses: ['remove.takes-effect'] as const, reason: [1010, 1002] }];
  const clauses: ClauseId[] = ['reason.true', 'remove.takes-effect', 'leave.answered'];
  tallies.add(play(clauses, { merged }));
  tallies.add(play(clauses));
  const rows = new Map(tallies.rows().map(({ clause, ...rest }) => [clause, rest]));
  const half = { checks: 2, broken: 0, named: 0, untold: 2, notToldApart: ['1002, 1010'] };
  expect(rows.get('reason.true')).toEqual(half);
  expect(rows.get('remove.takes-effect')).toEqual(half);
  expect(rows.get('leave.answered')).toEqual({ checks: 4, broken: 0, named: 0, untold: 0, notToldApart: [] });
});

it('counts no reason of a play that breaks a clause as told, where one of them may be another', () => {
  const tallies = newClauseTallies();
  const clauses: ClauseId[] = ['operator.end', 'leave.answered'];
  tallies.add(play(clauses, { broken: ['departure.once'] }, [[1101], [1006, 1009]]));
  const rows = new Map(tallies.rows().map(({ clause, ...rest }) => [clause, rest]));
  expect(rows.get('operator.end')).toEqual({ checks: 0, broken: 0, named: 0, untold: 2, notToldApart: ['1006, 1009'] });
  expect(rows.get('leave.answered')).toMatchObject({ checks: 2, untold: 0 });
});

it('finds the reasons in a history', () => {
  expect(reasonsIn(timedMeeting('bob > leave', 'bob < roomLeft 1101 re=1'))).toEqual([[1101]]);
});

it('has no row for a clause of which nothing was shown', () => {
  expect(newClauseTallies().rows()).toEqual([]);
});

it('counts the plays whose failure a clause names', () => {
  const tallies = newClauseTallies();
  const fault = { clause: 'reason.true', at: 0, allowed: '', seen: '', oracleOnly: false } as const;
  const broken: ClauseId[] = ['reason.true', 'departure.once'];
  tallies.add(play(broken, { broken, fault, kind: 'fail' }));
  tallies.add(play(broken, { broken, fault, kind: 'harness-fault' }));
  expect(tallies.rows().map(({ clause, named }) => [clause, named])).toEqual([
    ['departure.once', 0],
    ['reason.true', 1],
  ]);
});
