/** How long after a connection has been cut the others hear of it. */
import { attendee, cut, host, join, lossToldMs } from '../../exchange/index.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { bad, type Finding, good, note, seconds } from './finding.js';
import { Meeting } from './meeting.js';

/** How long is waited at most, in milliseconds. */
const MOST_MS = 4_500;
/** The reason of a lost connection. */
const LOST = 1001;

export const loss = (system: SystemUnderTest): Promise<Finding[]> =>
  Meeting.hold(system, [host('ann'), attendee('bob')], async (meeting) => {
    const { resumeWindowMs, slackMs } = system.profile;
    if ((await meeting.acts(join('ann'), join('bob'))).kind !== 'done') return [];
    const since = performance.now();
    if ((await meeting.act(cut('bob'))).kind === 'unsupported') return [];
    const due = lossToldMs(resumeWindowMs) + slackMs;
    const told = await meeting.first('ann', 'participantLeft', Math.min(due, MOST_MS));
    if (told) return [judge(performance.now() - since, resumeWindowMs, told.observation.reason.includes(LOST))];
    if (due > MOST_MS)
      return [
        note(`does not tell of a cut connection within ${seconds(MOST_MS)}`, 'its resume window is longer than that'),
      ];
    const ghost = `does not tell of a cut connection within ${seconds(due)}`;
    return [bad(ghost, 'announce the departure with 1001 when the window is over (connection.lost)')];
  });

function judge(tookMs: number, windowMs: number, asLost: boolean): Finding {
  const found = `tells of a cut connection after ${seconds(tookMs)}`;
  if (!asLost) return bad(`${found}, with another reason than 1001`, 'a loss is 1001 (connection.lost)');
  if (tookMs < windowMs) return bad(found, `its resume window of ${seconds(windowMs)} is not over then`);
  return good(found);
}
