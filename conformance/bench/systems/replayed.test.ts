import { expect, test } from 'vitest';
import type { Failure } from '../../exchange/report.js';
import { failureBy, reportOf, resultOf } from '../../report/matrix/reports.test.helper.js';
import { replayAll } from './replayed.js';

const report = reportOf([
  resultOf('server/a', ['departure.once'], 'fail', {
    failures: [failureBy('departure.once'), failureBy('reason.agree')],
  }),
  resultOf('server/b', ['departure.once'], 'fail', { failures: [failureBy('departure.once', { sameAs: 'server/a' })] }),
  resultOf('server/c', ['leave.answered'], 'pass'),
]);

/** Which clauses show again, and how often each was replayed. */
async function replayed(shows: (failure: Failure) => boolean) {
  const asked: string[] = [];
  const { cases } = await replayAll(report, async (failure, times) => {
    asked.push(`${failure.clause} ${times}`);
    return { fails: shows(failure) ? times : 0, of: times };
  });
  return { asked, cases };
}

test('each broken clause is replayed once, and says how often it showed', async () => {
  const { asked, cases } = await replayed(() => true);
  expect(asked).toEqual(['departure.once 5', 'reason.agree 5']);
  expect(cases[0]?.failures.map(({ shrink }) => [shrink.fails, shrink.of])).toEqual([
    [5, 5],
    [5, 5],
  ]);
  expect(cases.map(({ verdict }) => verdict)).toEqual(['fail', 'fail', 'pass']);
});

test('what no replay shows is no broken clause, in whatever case it was', async () => {
  const { cases } = await replayed(({ clause }) => clause !== 'departure.once');
  expect(cases.map(({ verdict, failures }) => [verdict, failures.map(({ clause }) => clause)])).toEqual([
    ['fail', ['reason.agree']],
    ['inconclusive', []],
    ['pass', []],
  ]);
  expect(cases[1]?.why).toBe('departure.once: seen once, and in no replay');
});

test('what shows seldom is replayed more often', async () => {
  const seldom = reportOf([
    resultOf('server/a', ['departure.once'], 'fail', { failures: [failureBy('departure.once', { fails: 1, of: 10 })] }),
  ]);
  const times: number[] = [];
  await replayAll(seldom, async (_, count) => {
    times.push(count);
    return { fails: 1, of: count };
  });
  expect(times[0]).toBeGreaterThan(20);
});
