/**
 * A probe of the fence: does the server answer before it has acted? Only a fence that holds proves that nothing more
 * comes.
 */
import { attendee, host, join, leave, sync } from '../../exchange/scenario.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { bad, type Finding, good, inWords } from './finding.js';
import { holdMeeting } from './meeting.js';

/** How often it is tried: a race is not lost every time. */
const TRIES = 5;
/** How late a departure may be told, in milliseconds. */
const LATE_MS = 500;

/** A departure must be told before the answer to a later Sync. Clause `fence.effects-first`. */
export const fence = (system: SystemUnderTest): Promise<Finding[]> =>
  holdMeeting(system, [host('ann'), attendee('bob')], async (meeting) => {
    await meeting.act(join('ann'));
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const done = await meeting.act(join('bob'), leave('bob'), sync('ann'));
      // The other probes tell of an action that the server cannot do, or does not answer.
      if (done.kind !== 'done') return [];
      const answer = meeting.shown('ann', 'accepted').at(-1);
      if (!answer) return [];
      const told = () => meeting.shown('ann', 'participantLeft')[tries - 1];
      if ((told()?.index ?? Number.POSITIVE_INFINITY) < answer.index) continue;
      const waited = performance.now();
      while (!told() && performance.now() - waited < LATE_MS) await new Promise((resolve) => setTimeout(resolve, 10));
      return [broken((told()?.at ?? Number.POSITIVE_INFINITY) - answer.at)];
    }
    return [good('has acted before it answers: the fence holds')];
  });

function broken(lateMs: number): Finding {
  if (!Number.isFinite(lateMs))
    return bad(
      'does not tell those who stay of a Leave that it has answered',
      'send ParticipantLeft to everyone there',
    );
  return bad(
    `answers before it has acted: news of a Leave came ${inWords(lateMs)} after the answer to a later Sync`,
    'send the effects of a request before any answer (fence.effects-first); until then a run reports it once and goes on quietly',
  );
}
