import type { ClauseId } from '../../../gen/clauses.js';
import type { Flaw, Refusal } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import type { Entry, View } from '../timeline/timeline.js';

/** A token that is good in itself, and for something else. */
const misused: readonly Flaw[] = ['other-room', 'other-participant', 'other-role'];

/** `access.token` and `access.differs`: whoever comes with a wrong token, or with another's, is not let in. */
export function access(view: View, sheet: Sheet): void {
  if (!view.history.profile.tokens) return;
  for (const entry of view.entries) if (entry.flaw) flawed(view, sheet, entry, entry.flaw);
}

function flawed(view: View, sheet: Sheet, entry: Entry, flaw: Flaw): void {
  const { stay, refused, room, join, request } = entry;
  if (request && !view.has('switch')) return;
  const differs = misused.includes(flaw);
  const clause: ClauseId = differs ? 'access.differs' : 'access.token';
  const code: Refusal = differs ? 'permission_denied' : 'unauthenticated';
  const what = request ? 'the SwitchRoom' : 'the Join';
  const allowed = `Rejected{${code}} to ${what} of ${join.seat.name} to ${room}, whose token is ${flaw}`;
  if (stay?.joined) sheet.against(clause, stay.joined.at, allowed, 'Joined');
  if (stay || refused) sheet.held(clause);
  if (!refused || refused.code === code || excused(view, entry, refused.code)) return;
  sheet.against(clause, refused.at, allowed, `Rejected{${refused.code}}`);
}

/** Which refusal comes first is not said, where another one fits as well. */
function excused(view: View, { room, join, request }: Entry, code: string): boolean {
  if (code === 'invalid_argument')
    return request?.stay === undefined ? request !== undefined : request.stay.room === room;
  const alike = view.rooms.get(room)?.stays.some(({ participant }) => participant === join.seat.participant);
  return code === 'already_exists' && alike === true;
}
