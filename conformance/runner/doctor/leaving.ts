/** What a leaver is shown: RoomLeft, then the close, with a code that says the same. */
import { attendee, type Code, host, join, leave } from '../../exchange/index.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { bad, type Finding, good, seconds } from './finding.js';
import { Meeting, type Shown } from './meeting.js';

/** Clause `close.follows`, and a little for the way, in milliseconds. */
const FOLLOWS_MS = 1_250;

export const leaving = (system: SystemUnderTest): Promise<Finding[]> =>
  Meeting.hold(system, [host('ann'), attendee('bob')], async (meeting) => {
    if ((await meeting.acts(join('ann'), join('bob'))).kind !== 'done') return [];
    const outcome = await meeting.act(leave('bob'));
    if (outcome.kind === 'unsupported') return [];
    const [left] = meeting.shown('bob', 'roomLeft');
    if (!left) return [bad('does not answer a Leave with RoomLeft', 'tell the leaver, then close (leave.answered)')];
    if (!system.profile.wire) return [good('tells a leaver that it has left')];
    return [judgeClose(left, await meeting.first('bob', 'closed', FOLLOWS_MS))];
  });

function judgeClose({ at, observation }: Shown<'roomLeft'>, closed: Shown<'closed'> | undefined): Finding {
  const [reason = 'absent'] = observation.reason;
  const due = closeCode(reason);
  if (!closed)
    return bad(
      `leaves the connection open after RoomLeft ${words(reason)}`,
      `close it within 1 s, with ${due} (close.follows, close.code)`,
    );
  const { code } = closed.observation;
  if (code !== due) return bad(`closes with ${code} after RoomLeft ${words(reason)}`, `close with ${due} (close.code)`);
  return good(`closes with ${code} after RoomLeft ${words(reason)}, ${seconds(closed.at - at)} later`);
}

/** 3000 + the reason, or 1000 without one. */
const closeCode = (reason: Code): number => (reason === 'absent' ? 1000 : 3000 + reason);

const words = (reason: Code): string => (reason === 'absent' ? 'without a reason' : String(reason));
