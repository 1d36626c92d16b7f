/** What somebody was shown later proves what it was not told; but not before the time for that is over. */
import { expect, it } from 'vitest';
import { judgeLines } from '../bench/judge/logs.test.helper.js';
import { comes, disperse, drops, isGone, leftWith, shownOut } from './examples/acts.test.helper.js';
import { MeetingLog, plainly, resuming } from './examples/meeting.test.helper.js';

const found = async ({ text }: MeetingLog) =>
  (await judgeLines(text.trimEnd().split('\n'))).findings.map(({ clause }) => clause);

/** Bob is lost for good, dan comes at `at`, and cyd, who is told of dan alone, is gone then. */
function lost(at: number): MeetingLog {
  const meeting = new MeetingLog(resuming);
  const [, bob, cyd] = ['ann', 'bob', 'cyd'].map((name, index) => comes(meeting, 1_000 * (index + 1), name));
  if (!bob || !cyd) throw new Error('Nobody is there.');
  drops(meeting, 20_000, bob, 1001);
  if (at > 30_500) isGone(meeting, 30_500, bob, 1001, [cyd]);
  comes(meeting, at, 'dan');
  drops(meeting, at + 100, cyd, 4101);
  isGone(meeting, at + 200, cyd, 1101);
  if (at <= 30_500) isGone(meeting, 30_500, bob, 1001);
  disperse(meeting, 200_000);
  return meeting;
}

it.each([22_000, 29_000, 31_000, 32_400])('an arrival that was asked for at %i ms proves nothing', async (at) => {
  expect(await found(lost(at))).toEqual([]);
});

it.each([34_000, 90_000])('an arrival that was asked for at %i ms does', async (at) => {
  expect(await found(lost(at))).toEqual(['connection.lost-in-time']);
});

it('a removal that is not answered yet may not have come to everybody', async () => {
  const meeting = new MeetingLog(plainly);
  const [ann, bob, cyd] = ['ann', 'bob', 'cyd'].map((name, index) => comes(meeting, 1_000 * (index + 1), name));
  if (!ann || !bob || !cyd) throw new Error('Nobody is there.');
  const replyTo = meeting.ask(20_000, ann, { remove: { participationId: bob.participationId } });
  shownOut(meeting, 20_001, bob, 1002);
  meeting.tell(20_002, ann, leftWith(1002, bob));
  comes(meeting, 90_000, 'dan');
  meeting.tell(90_100, cyd, leftWith(1002, bob));
  meeting.tell(90_101, ann, { replyTo, accepted: {} });
  disperse(meeting, 100_000);
  expect(await found(meeting)).toEqual([]);
});
