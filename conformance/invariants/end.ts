import { bearing, endedBy, openJoins, type Told, tellingsOf, tellsEnd } from './causes.js';
import type { Sheet } from './sheet.js';
import { bound, type Join, provenAt, type Request, type Session, type Stay, type View, waits } from './view.js';
import { answerWords, requestWords, toldWords } from './words.js';

const never = Number.POSITIVE_INFINITY;

/** `end.host`, `end.authority`, `end.last-participant`: whose End is accepted, and whose is refused. */
export function endAnswers(view: View, sheet: Sheet): void {
  for (const request of view.requests) {
    const caller = request.join.stay;
    if (request.kind !== 'end' || !request.answer || !caller) continue;
    if (caller.role === 'host') hostEnds(sheet, request);
    else attendeeEnds(view, sheet, request, caller);
    if (request.answer.kind === 'accepted')
      sheet.against('request.answered', request.answer.at, `RoomLeft to ${requestWords(request)}`, 'Accepted');
  }
}

function hostEnds(sheet: Sheet, request: Request): void {
  sheet.held('end.host');
  if (request.answer?.kind === 'rejected')
    sheet.against('end.host', request.answer.at, `RoomLeft to ${requestWords(request)}`, answerWords(request));
}

function attendeeEnds(view: View, sheet: Sheet, request: Request, caller: Stay): void {
  const { answer } = request;
  if (!answer) return;
  const other = companion(view, request, caller, answer.at);
  if (answer.kind === 'roomLeft' && !caller.left?.reason.includes(1008)) return;
  if (answer.kind !== 'rejected') {
    sheet.held(other ? 'end.authority' : 'end.last-participant');
    if (!other) return;
    const allowed = `Rejected{permission_denied} to ${requestWords(request)}: ${other.id} is present`;
    sheet.against('end.authority', answer.at, allowed, answerWords(request));
    return;
  }
  const alone = surelyAlone(view, request, caller, answer.at);
  sheet.held(alone ? 'end.last-participant' : 'end.authority');
  if (alone) {
    const allowed = `RoomLeft to ${requestWords(request)}: nobody else is in the room`;
    sheet.against('end.last-participant', answer.at, allowed, answerWords(request));
  } else if (answer.code !== 'permission_denied') {
    const allowed = `RoomLeft, or Rejected{permission_denied}, to ${requestWords(request)}`;
    sheet.against('end.authority', answer.at, allowed, answerWords(request));
  }
}

/**
 * Somebody else who was surely present when the End took effect.
 * Other Ends are no way out: had one taken effect before, the caller would have gone by it, and this End would be unanswered.
 */
function companion(view: View, request: Request, caller: Stay, answered: number): Stay | undefined {
  const stays = view.sessions.get(caller.session ?? '')?.stays ?? [];
  return stays.find(
    ({ causes }) =>
      causes !== caller.causes &&
      causes.present < request.at &&
      causes.firstCause > answered &&
      causes.gone > request.at,
  );
}

/** Nobody else can have been in the room when the End took effect. */
function surelyAlone(view: View, request: Request, caller: Stay, answered: number): boolean {
  const room = view.rooms.get(caller.room);
  const stays = room?.stays.every(
    (stay) =>
      stay === caller || stay.causes.asked > answered || stay.causes.gone < request.at || otherSession(stay, caller),
  );
  const unseen = room?.joins.some((join) => !join.stay && !join.refused && join.at < answered);
  return stays === true && unseen === false;
}

const otherSession = (stay: Stay, caller: Stay): boolean =>
  stay.joined !== undefined && stay.session !== caller.session;

/** `end.authority` again, from the other side: only an attendee can have sent this RoomLeft, and it was not alone. */
export function endedByAttendee(view: View, sheet: Sheet): void {
  for (const stay of view.stays) {
    const { left } = stay;
    if (!left || !tellsEnd(left.reason)) continue;
    const bearers = bearing(view, stay, left.reason, left.at);
    const lawful = ({ request }: (typeof bearers)[number]) =>
      request?.join.connection.seat.role === 'host' || request?.join === stay.join;
    const end = bearers[0]?.request;
    if (!end || bearers.some(lawful)) continue;
    const allowed = `Rejected{permission_denied} to ${requestWords(end)}: ${stay.id} is present`;
    sheet.against('end.authority', left.at, allowed, toldWords(stay, left));
  }
}

/** `end.everyone`: whoever was in a session that has been ended gets RoomLeft. */
export function endEveryone(view: View, sheet: Sheet): void {
  for (const session of view.sessions.values()) {
    if (session.ended === never) continue;
    for (const stay of session.stays) {
      if (stay.left?.reason.includes(1008)) sheet.held('end.everyone');
      if (view.fenced && !stay.left) untold(view, sheet, session, stay);
      const later = stay.left && outlived(view, session, stay);
      if (later) sheet.against('end.everyone', later.at, `RoomLeft{1008} to ${stay.id}`, toldWords(stay, later));
    }
  }
}

function untold(view: View, sheet: Sheet, { ended, ends }: Session, stay: Stay): void {
  // Who joined after the end should not be in this session at all: `end.new-session`.
  if (stay.causes.asked > ended || leaving(stay)) return;
  const allowed = `RoomLeft{1008} to ${stay.id}`;
  const answered = ends.reduce(
    (least, { answer }) => (answer?.kind === 'roomLeft' ? Math.min(least, answer.at) : least),
    never,
  );
  const proof = provenAt(stay, answered);
  if (bound(stay)) sheet.missing('end.everyone', view.end, allowed, 'none');
  else if (proof !== undefined)
    sheet.against('end.everyone', proof, allowed, 'none, and nothing earlier is still to come');
}

/** Told of its departure for a cause that came only after the end of the session. */
export function outlived(view: View, { ended }: Session, stay: Stay): Told | undefined {
  if (stay.causes.asked > ended) return undefined;
  return tellingsOf(stay).find(({ reason, at }) => {
    const bearers = bearing(view, stay, reason, at);
    return bearers.length > 0 && bearers.every((cause) => cause.at > ended);
  });
}

/** Somebody was left behind in a session that had been ended: whoever joins it then is not the first to break a clause. */
export const spares = (view: View, session: Session): boolean =>
  session.stays.some(
    (stay) => stay.causes.asked < session.ended && (bound(stay) || outlived(view, session, stay) !== undefined),
  );

const leaving = ({ join, tellings }: Stay): boolean =>
  tellings.length > 0 || (join?.requests.some((request) => request.kind === 'leave' && waits(request)) ?? false);

/** `end.new-session`: a Join after an end, with nobody in the room since, opens a session and is not refused. */
export function joinAfterEnd(view: View, sheet: Sheet): void {
  for (const join of view.joins) {
    const { refused, room } = join;
    if (!refused) continue;
    const stays = view.rooms.get(room)?.stays ?? [];
    if (!stays.some((stay) => endedBy(view, stay) < join.at)) continue;
    if (!stays.every(({ causes }) => causes.gone < join.at || causes.asked > refused.at)) continue;
    if (mayBeThere(view, join, refused.at)) continue;
    sheet.held('end.new-session');
    const allowed = `Joined, in a new session of ${room}`;
    sheet.against('end.new-session', refused.at, allowed, `Rejected{${refused.code}}`);
  }
}

const mayBeThere = (view: View, { connection, room }: Join, before: number): boolean =>
  openJoins(view, connection.seat.participant, room).some(({ at }) => at < before);
