import { expect, it } from 'vitest';
import type { ClauseId } from '../../../gen/clauses.js';
import { newClauseTallies } from './clause-tally.js';

const checked = (...ids: ClauseId[]) => new Map(ids.map((id) => [id, 2]));

it('counts what was checked and never broken in its play, in the order of the catalogue', () => {
  const tallies = newClauseTallies();
  tallies.add({ checks: checked('reason.true', 'leave.answered'), broken: [], merged: [] });
  tallies.add({ checks: checked('leave.answered', 'departure.once'), broken: ['departure.once'], merged: [] });
  expect(tallies.rows()).toEqual([
    { clause: 'departure.once', checks: 0, broken: 1, notToldApart: [] },
    { clause: 'leave.answered', checks: 4, broken: 0, notToldApart: [] },
    { clause: 'reason.true', checks: 2, broken: 0, notToldApart: [] },
  ]);
});

it('counts no check of a clause that the system cannot tell, and says why', () => {
  const tallies = newClauseTallies();
  const merged = [{ clauses: ['remove.takes-effect'] as const, reason: [1010, 1002] }];
  const checks = checked('reason.true', 'remove.takes-effect', 'leave.answered');
  tallies.add({ checks, broken: [], merged });
  tallies.add({ checks, broken: [], merged });
  const rows = new Map(tallies.rows().map(({ clause, ...rest }) => [clause, rest]));
  const untold = { checks: 0, broken: 0, notToldApart: ['1002, 1010'] };
  expect(rows.get('reason.true')).toEqual(untold);
  expect(rows.get('remove.takes-effect')).toEqual(untold);
  expect(rows.get('leave.answered')).toEqual({ checks: 4, broken: 0, notToldApart: [] });
});

it('has no row for a clause of which nothing was shown', () => {
  expect(newClauseTallies().rows()).toEqual([]);
});
