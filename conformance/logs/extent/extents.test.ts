/** What the judge says of each clause: judged, in part, or not at all, and why. */
import { describe, expect, it } from 'vitest';
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import { judgeLines } from '../../bench/judge/logs.test.helper.js';
import type { ClauseExtent } from '../../exchange/clause-extent.js';
import { clauseLines } from '../../report/log/clauses.js';
import { asks, comes, disperse, drops, isGone, leaves } from '../examples/acts.test.helper.js';
import { beating, type LogText, MeetingLog, plainly } from '../examples/meeting.test.helper.js';

async function judged(meeting: MeetingLog) {
  const { report, findings } = await judgeLines(meeting.text.trimEnd().split('\n'));
  const of = (clause: ClauseId) => report.clauses.find((one) => one.clause === clause) as ClauseExtent;
  return { report, findings, of };
}

/** Ann and bob; bob goes so. */
function two(goes: (meeting: MeetingLog) => void, announced?: LogText, head?: LogText): MeetingLog {
  const meeting = new MeetingLog(announced, head);
  const ann = comes(meeting, 1_000, 'ann');
  comes(meeting, 2_000, 'bob');
  goes(meeting);
  asks(meeting, 90_000, ann);
  disperse(meeting, 100_000);
  return meeting;
}

const bobLeaves = (meeting: MeetingLog) => leaves(meeting, 20_000, meeting.in('blue')[1] as never);
const bobBreaks = (meeting: MeetingLog) => {
  const bob = meeting.in('blue')[1] as never;
  drops(meeting, 20_000, bob);
  isGone(meeting, 20_500, bob, 1001);
};

describe('of the clauses', () => {
  it('each is listed once, and one that was held against nothing is not called judged', async () => {
    const { report } = await judged(two(bobLeaves));
    expect(report.clauses.map(({ clause }) => clause)).toEqual(Object.keys(clauses));
    for (const { clause, judged, checks, why } of report.clauses) {
      expect([clause, checks > 0]).toEqual([clause, judged !== 'none']);
      expect([clause, why.length > 0]).toEqual([clause, judged !== 'whole']);
      expect([clause, report.checks.get(clause) ?? 0]).toEqual([clause, checks]);
    }
  });

  it('it is said why one was not judged', async () => {
    const { of } = await judged(two(bobLeaves));
    expect(of('leave.answered')).toMatchObject({ judged: 'whole', why: [] });
    expect(of('remove.takes-effect').why).toEqual([{ reason: 'nothing' }]);
    expect(of('resume.missed').why).toEqual([{ reason: 'undeclared', feature: 'resume' }]);
    expect(of('operator.relay').why).toEqual([{ reason: 'undeclared', feature: 'relay' }]);
    expect(of('join.duplicate').why).toEqual([{ reason: 'declared', feature: 'replace' }]);
    expect(of('heartbeat.timeout').why).toEqual([{ reason: 'unbeaten' }]);
    expect(of('access.token').why).toEqual([{ reason: 'tokens' }]);
    expect(of('client.ack').why).toEqual([{ reason: 'clients' }]);
    expect(of('fence.between').why).toEqual([{ reason: 'freedom' }]);
    expect(of('switch.displaces').why).toEqual([{ reason: 'unshown' }]);
  });

  it('a deviation is left out', async () => {
    const deviations = [{ clause: 'leave.answered', why: 'it is old' }];
    const { of } = await judged(two(bobLeaves, plainly, { deviations }));
    expect(of('leave.answered')).toMatchObject({ judged: 'none', checks: 0, why: [{ reason: 'deviation' }] });
  });

  it('one that is broken was held', async () => {
    const meeting = two(bobLeaves);
    const told = meeting.lines.find((line) => JSON.stringify(line).includes('participantLeft')) as never;
    meeting.lines.splice(meeting.lines.indexOf(told), 1);
    const { of, findings } = await judged(meeting);
    expect(findings).not.toEqual([]);
    for (const { clause } of findings) expect(of(clause).judged).toBe('whole');
  });

  it('those that need everybody are judged in part where one room lacks somebody', async () => {
    const meeting = two(bobLeaves, plainly, { complete: false });
    const red = comes(meeting, 110_000, 'dan', { room: 'red', session: 's2' });
    const missing = { participantId: 'eve', participationId: 'p9', role: 'ROLE_ATTENDEE' };
    meeting.tell(110_005, red, { participantJoined: { participant: missing } });
    asks(meeting, 110_010, red);
    const { of, report } = await judged(meeting);
    expect(report.pieces).toBe(2);
    const part = { judged: 'part', why: [{ reason: 'mentioned', pieces: 1 }] };
    expect(of('departure.tells-others')).toMatchObject(part);
    expect(of('reason.true')).toMatchObject(part);
    expect(of('request.answered').judged).not.toBe('none');
    expect(of('departure.last')).toMatchObject({ judged: 'whole' });
  });

  it('those with a clock are not judged where it goes back', async () => {
    const meeting = two(bobBreaks, beating);
    const later = meeting.lines.findIndex(({ at }) => Number(at) >= 90_000);
    const back = meeting.lines.map((line, index) => (index < later ? line : { ...line, at: Number(line.at) - 80_000 }));
    meeting.lines.splice(0, back.length, ...back);
    const { of } = await judged(meeting);
    expect(of('connection.lost-in-time')).toMatchObject({ judged: 'none', checks: 0 });
    expect(of('connection.lost-in-time').why).toContainEqual(expect.objectContaining({ reason: 'clock' }));
  });

  it.each([
    [{}, true],
    [{ writer: 'LOG_WRITER_PROXY' }, true],
    [{ writer: 'LOG_WRITER_SERVER' }, false],
    [{ lossSeenMs: 5_000 }, false],
  ])('a break without heartbeat can be missed as the head %j allows', async (head, isUnmissed) => {
    const { of } = await judged(two(bobBreaks, plainly, head));
    const why = of('connection.lost-in-time').why.map(({ reason }) => reason);
    expect(why.includes('unmissed')).toBe(isUnmissed);
  });
});

it('the summary counts them, and gives the reasons in groups', async () => {
  const { report } = await judged(two(bobBreaks));
  const lines = clauseLines(report);
  const [first = ''] = lines;
  const [all, ...counts] = [...first.matchAll(/\d+/g)].map(([number]) => Number(number));
  expect(counts).toHaveLength(3);
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(all);
  expect(lines.join('\n')).toMatch(/in part +\d+ {2}a connection broke off without heartbeat/);
  expect(lines.join('\n')).toMatch(/\d+ {2}the server does not declare .*resume \(\d+\)/);
  expect(lines.length).toBeLessThan(20);
  expect(clauseLines({ clauses: report.clauses, pieces: 0 })).toEqual([]);
});
