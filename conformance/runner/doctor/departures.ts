/** Probes of departures: what a leaver is shown, and when the others learn of a cut connection. */
import { reason, wsClose } from '../../../gen/codes.js';
import { attendee, cut, host, join, leave } from '../../exchange/scenario.js';
import { lossToldMs } from '../../exchange/timing.js';
import type { Code } from '../../exchange/words.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { bad, type Finding, good, inWords, note } from './finding.js';
import { holdMeeting, type SeenInMeeting } from './meeting.js';

/** The second of clause `close.follows`, and a little for the way, in milliseconds. */
const FOLLOWS_MS = 1_250;

/** A leaver is shown RoomLeft, and then the close, with a code that says the same. */
export const leaving = (system: SystemUnderTest): Promise<Finding[]> =>
  holdMeeting(system, [host('ann'), attendee('bob')], async (meeting) => {
    if ((await meeting.act(join('ann'), join('bob'))).kind !== 'done') return [];
    const outcome = await meeting.act(leave('bob'));
    if (outcome.kind === 'unsupported') return [];
    const [left] = meeting.shown('bob', 'roomLeft');
    if (!left) return [bad('does not answer a Leave with RoomLeft', 'tell the leaver, then close (leave.answered)')];
    if (!system.profile.wire) return [good('tells a leaver that it has left')];
    return [closeAfter(left, await meeting.first('bob', 'closed', FOLLOWS_MS))];
  });

function closeAfter(
  { at, observation }: SeenInMeeting<'roomLeft'>,
  closed: SeenInMeeting<'closed'> | undefined,
): Finding {
  const [why = 'absent'] = observation.reason;
  const words = why === 'absent' ? 'without a reason' : String(why);
  const due = closeCode(why);
  if (!closed)
    return bad(
      `leaves the connection open after RoomLeft ${words}`,
      `close it within 1 s, with ${due} (close.follows, close.code)`,
    );
  const { code } = closed.observation;
  if (code !== due) return bad(`closes with ${code} after RoomLeft ${words}`, `close with ${due} (close.code)`);
  return good(`closes with ${code} after RoomLeft ${words}, ${inWords(closed.at - at)} later`);
}

/** The close code that says the same as a reason. Clause `close.code`. */
const closeCode = (why: Code): number => (why === 'absent' ? wsClose.NORMAL : 3_000 + why);

/** How long the probe waits for a loss to be told, in milliseconds. */
const MOST_MS = 4_500;

/** The others are told of a cut connection when the resume window is over. */
export const loss = (system: SystemUnderTest): Promise<Finding[]> =>
  holdMeeting(system, [host('ann'), attendee('bob')], async (meeting) => {
    const { resumeWindowMs, slackMs } = system.profile;
    if ((await meeting.act(join('ann'), join('bob'))).kind !== 'done') return [];
    const since = performance.now();
    if ((await meeting.act(cut('bob'))).kind === 'unsupported') return [];
    const due = lossToldMs(resumeWindowMs) + slackMs;
    const told = await meeting.first('ann', 'participantLeft', Math.min(due, MOST_MS));
    if (told) return [lossAfter(performance.now() - since, resumeWindowMs, told)];
    if (due > MOST_MS)
      return [
        note(`does not tell of a cut connection within ${inWords(MOST_MS)}`, 'its resume window is longer than that'),
      ];
    return [
      bad(
        `does not tell of a cut connection within ${inWords(due)}`,
        `announce the departure with ${LOST} when the window is over (connection.lost)`,
      ),
    ];
  });

const LOST = reason.WEBSOCKET_DISCONNECTED;

function lossAfter(tookMs: number, windowMs: number, told: SeenInMeeting<'participantLeft'>): Finding {
  const found = `tells of a cut connection after ${inWords(tookMs)}`;
  if (!told.observation.reason.includes(LOST))
    return bad(`${found}, with another reason than ${LOST}`, `a loss is ${LOST} (connection.lost)`);
  if (tookMs < windowMs) return bad(found, `its resume window of ${inWords(windowMs)} is not over then`);
  return good(found);
}
