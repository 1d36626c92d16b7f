import { describe, expect, it, test } from 'vitest';
import type { History } from '../../exchange/history.js';
import { timedMeeting } from '../meeting.test.helper.js';
import { whyInDoubt } from './doubt.js';
import { untilInTime } from './index.js';
import { calibrated, judgeHistory } from './judge.js';
import type { Crowding } from './limiter.js';
import { generous, withRoom } from './limits.js';
import type { Lateness, Played } from './played.js';

const inTime: Lateness = { lagMs: 0, starved: false, late: [] };
const starved: Lateness = { ...inTime, starved: true };

function played(history: History, lateness: Lateness, profile: Partial<History['profile']> = {}): Played {
  const whole = { ...history, profile: { ...history.profile, slackMs: 250, ...profile } };
  return { history: whole, judgement: judgeHistory(whole), lateness };
}

/** The server gives bob up, as it must after a silence that long; ann is told, or is not. */
const givenUp = timedMeeting('bob < closed 1006');
/** Ann is told of bob's departure twice. */
const twice = timedMeeting(
  'bob > leave',
  'bob < roomLeft 1101 re=1',
  'bob < closed 4101',
  'ann < participantLeft bob#1 1101',
  'ann < participantLeft bob#1 1101',
  'ann > freeze',
  'ann > heal',
);
/** Nobody tells ann that bob has left. */
const untold = timedMeeting('bob > leave', 'bob < roomLeft 1101 re=1', 'bob < closed 4101');

describe('a failure is in doubt', () => {
  it('not where the suite was in time', () => expect(whyInDoubt(played(givenUp, inTime))).toBeUndefined());

  it('where the Ack went out late, which is said in words', () => {
    const what = 'the Ack of bob went out 320 ms after the Heartbeat that it answers';
    expect(whyInDoubt(played(givenUp, { ...inTime, late: [{ what, ms: 320, ofMs: 600 }] }))).toBe(what);
    expect(whyInDoubt(played(givenUp, { ...inTime, late: [{ what, ms: 60, ofMs: 600 }] }))).toBeUndefined();
  });

  it('where the Resume went out late', () => {
    const late = [{ what: 'the Resume of bob went out 90 ms late', ms: 90, ofMs: 300 }];
    expect(whyInDoubt(played(givenUp, { ...inTime, late }))).toBe('the Resume of bob went out 90 ms late');
  });

  it('where the suite was silent for too long, if its loop was late too', () => {
    const late = [{ what: 'bob was silent for 590 ms, and its server waits 600', ms: 590, ofMs: 600, meant: true }];
    expect(whyInDoubt(played(givenUp, { ...inTime, late }))).toBeUndefined();
    expect(whyInDoubt(played(givenUp, { lagMs: 200, starved: false, late }))).toMatch(/^bob was silent/);
  });

  it('where the event loop was late by a good part of the shortest time that was announced', () => {
    expect(whyInDoubt(played(givenUp, { ...inTime, lagMs: 80.4 }))).toBe('its event loop was late by 80 ms');
    expect(whyInDoubt(played(givenUp, { ...inTime, lagMs: 40 }))).toBeUndefined();
    const slow = { resumeWindowMs: 0, heartbeat: { intervalMs: 10_000, timeoutMs: 30_000 } };
    expect(whyInDoubt(played(givenUp, { ...inTime, lagMs: 80 }, slow))).toBeUndefined();
    expect(whyInDoubt(played(givenUp, { ...inTime, lagMs: 260 }, slow))).toBeDefined();
  });

  it('where the machine had too much else to do', () =>
    expect(whyInDoubt(played(givenUp, starved))).toBe('the machine had too much else to do'));

  it('not where no clock has part in it', () => expect(whyInDoubt(played(untold, starved))).toBeUndefined());

  it('not where the records contradict a clause by themselves', () => {
    expect(played(twice, starved).judgement).toMatchObject({ kind: 'fail', fault: { clause: 'departure.once' } });
    expect(whyInDoubt(played(twice, starved))).toBeUndefined();
  });

  it('where an answer was missed', () => {
    const { records, ...rest } = timedMeeting('bob > sync');
    const at = records.length;
    const overdue = { kind: 'overdue', at, seat: 'bob', connection: 1, request: 1, afterMs: 2_000 } as const;
    const sync = records.findLast((record) => record.kind === 'sent' && record.seat === 'bob');
    const action = sync?.kind === 'sent' ? sync.action : undefined;
    if (!action) throw new Error('bob did nothing');
    const missed: History = { ...rest, records: [...records, { ...overdue, action }], settled: 'unreachable' };
    expect(played(missed, inTime).judgement).toMatchObject({ kind: 'fail', fault: { clause: 'request.answered' } });
    expect(whyInDoubt(played(missed, inTime))).toBeUndefined();
    expect(whyInDoubt(played(missed, starved))).toBeDefined();
  });

  it('or an answer came when it had been given up', () => {
    const late = { ...played(timedMeeting(), starved), undecided: 'ann waited for an answer' };
    expect(late.judgement.kind).toBe('pass');
    expect(whyInDoubt({ ...late, history: cutIn(late.history) })).toBeDefined();
    expect(whyInDoubt({ ...late, lateness: inTime, history: cutIn(late.history) })).toBeUndefined();
  });
});

/** A connection was cut in it, so the outcome depends on a clock. */
const cutIn = (history: History): History => ({ ...history, records: [...timedMeeting('bob > cut').records] });

test('what passes is in no doubt', () => expect(whyInDoubt(played(timedMeeting(), starved))).toBeUndefined());

describe('a failure that is in doubt is retried', () => {
  const slow = played(givenUp, starved);

  /** Is in time only where so few others are there. */
  const fairOnly = (fair: readonly Crowding[], ends: 'passes' | 'fails') => {
    const crowds: Crowding[] = [];
    const retry = async (crowd: Crowding): Promise<Played> => {
      crowds.push(crowd);
      if (!fair.includes(crowd)) return slow;
      return ends === 'passes' ? played(timedMeeting(), inTime) : played(givenUp, inTime);
    };
    return { retry, crowds };
  };

  it('among a few others, which may be room enough', async () => {
    const { retry, crowds } = fairOnly(['few', 'alone'], 'passes');
    expect(await untilInTime(slow, retry)).toMatchObject({ judgement: { kind: 'pass' }, plays: 2 });
    expect(crowds).toEqual(['few']);
  });

  it('and then alone', async () => {
    const { retry, crowds } = fairOnly(['alone'], 'fails');
    expect(await untilInTime(slow, retry)).toMatchObject({ judgement: { kind: 'fail' }, plays: 3 });
    expect(crowds).toEqual(['few', 'alone']);
  });

  it('and is inconclusive where the suite was never in time', async () => {
    const { retry } = fairOnly([], 'fails');
    expect(await untilInTime(slow, retry)).toMatchObject({
      judgement: { kind: 'inconclusive' },
      undecided:
        'the suite itself was late (the machine had too much else to do), and was so again when this was played alone',
    });
  });

  it('not where the retry is not wanted any more', async () => {
    expect(await untilInTime(slow, async () => undefined)).toMatchObject({
      judgement: { kind: 'inconclusive' },
      undecided: 'the suite itself was late (the machine had too much else to do)',
      plays: 1,
    });
  });

  it('not where the suite was in time', async () => {
    const { retry, crowds } = fairOnly([], 'fails');
    expect((await untilInTime(played(givenUp, inTime), retry)).judgement.kind).toBe('fail');
    expect(crowds).toEqual([]);
  });
});

test('a play with room gives more time to answer', () => {
  expect(withRoom(generous)).toMatchObject({ answerMs: 10_000, lateMs: 2_000 });
  expect(withRoom({ ...generous, answerMs: 60_000 }).answerMs).toBe(60_000);
});

test('measured lag is added to the slack, within a bound', () => {
  const profile = { ...timedMeeting().profile, slackMs: 250 };
  expect(calibrated(profile, 40.4).slackMs).toBe(290);
  expect(calibrated(profile, 60_000).slackMs).toBe(750);
});
