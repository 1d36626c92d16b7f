import type { ClauseId } from '../../../gen/clauses.js';
import type { Flaw, Refusal } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import type { Timeline, WayIn } from '../timeline/timeline.js';

/** A token that is good in itself, and for something else. */
const misused: readonly Flaw[] = ['other-room', 'other-participant', 'other-role'];

/** `access.token` and `access.differs`: whoever comes with a wrong token, or with another's, is not let in. */
export function access(timeline: Timeline, sheet: Sheet): void {
  if (!timeline.history.profile.tokens) return;
  for (const entry of timeline.entries) if (entry.flaw) flawed(timeline, sheet, entry, entry.flaw);
}

function flawed(timeline: Timeline, sheet: Sheet, entry: WayIn, flaw: Flaw): void {
  const { participation, refused, room, roomObject, request } = entry;
  if (request && !timeline.has('switch')) return;
  const differs = misused.includes(flaw);
  const clause: ClauseId = differs ? 'access.differs' : 'access.token';
  const code: Refusal = differs ? 'permission_denied' : 'unauthenticated';
  const what = request ? 'the SwitchRoom' : 'the Join';
  const allowed = `Rejected{${code}} to ${what} of ${roomObject.seat.name} to ${room}, whose token is ${flaw}`;
  if (participation?.joined) sheet.against(clause, participation.joined.index, allowed, 'Joined');
  if (participation || refused) sheet.held(clause);
  if (!refused || refused.code === code || excused(timeline, entry, refused.code)) return;
  sheet.against(clause, refused.index, allowed, `Rejected{${refused.code}}`);
}

/** Which refusal comes first is not said, where another one fits as well. */
function excused(timeline: Timeline, { room, roomObject, request }: WayIn, code: string): boolean {
  if (code === 'invalid_argument')
    return request?.participation === undefined ? request !== undefined : request.participation.room === room;
  const alike = timeline.rooms
    .get(room)
    ?.participations.some(({ participant }) => participant === roomObject.seat.participant);
  return code === 'already_exists' && alike === true;
}
