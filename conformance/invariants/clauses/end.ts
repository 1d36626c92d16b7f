import type { ClauseId } from '../../../gen/clauses.js';
import type { Sheet } from '../sheet.js';
import { endAnswered } from '../timeline/bounds.js';
import { bearing, endedBy, openEntries, type Told, tellingsOf, tellsEnd, unknown } from '../timeline/causes.js';
import { bound } from '../timeline/connections.js';
import { provenAt, waits } from '../timeline/proofs.js';
import type { Entry, Request, Session, Stay, View } from '../timeline/timeline.js';
import { answerWords, requestWords, toldWords } from '../timeline/words.js';

const never = Number.POSITIVE_INFINITY;

/** `end.host`, `end.authority`, `end.last-participant`: whose End is accepted, and whose is refused. */
export function endAnswers(view: View, sheet: Sheet): void {
  for (const request of view.requests) {
    const caller = request.stay;
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
  const unseen = room?.entries.some((entry) => unknown(entry) && entry.at < answered);
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
    const lawful = ({ request, call }: (typeof bearers)[number]) =>
      call !== undefined || request?.join.seat.role === 'host' || request?.join === stay.join;
    const end = bearers[0]?.request;
    if (!end || bearers.some(lawful)) continue;
    const allowed = `Rejected{permission_denied} to ${requestWords(end)}: ${stay.id} is present`;
    sheet.against('end.authority', left.at, allowed, toldWords(stay, left));
  }
}

/** By which clause everybody is told of what ended a session. */
const everyone: Readonly<Record<number, ClauseId>> = {
  1006: 'operator.close',
  1008: 'end.everyone',
  1009: 'operator.end',
};

/** The codes of what may have ended a session, and was told to somebody in it. */
function endCode({ enders, stays, ended }: Session): number {
  const first = stays.find(({ left }) => left?.at === ended);
  return enders.find(({ code, at }) => at < ended && first?.left?.reason.includes(code))?.code ?? 1008;
}

/** `end.everyone`, and the same of the operator's calls: whoever was in a session that has been ended gets RoomLeft. */
export function endEveryone(view: View, sheet: Sheet): void {
  for (const session of view.sessions.values()) {
    if (session.ended === never) continue;
    const code = endCode(session);
    const clause = everyone[code] ?? 'end.everyone';
    for (const stay of session.stays) {
      if (stay.left && tellsEnd(stay.left.reason)) {
        sheet.held(clause);
        sheet.held('reason.agree');
      }
      if (view.fenced && !stay.left && !stay.next) untold(view, sheet, session, stay, code);
      if (stay.left && tellsEnd(stay.left.reason) && !stay.left.reason.includes(code))
        sheet.against('reason.agree', stay.left.at, `RoomLeft{${code}}, as to everybody`, toldWords(stay, stay.left));
      const later = stay.left && outlived(view, session, stay);
      if (later) sheet.against(clause, later.at, `RoomLeft{${code}} to ${stay.id}`, toldWords(stay, later));
    }
  }
}

/** Somebody who was there before it, and until the end, was never told of its arrival: it came after the end. */
const cameAfter = (
  { id, room, causes }: Stay,
  { id: own, left, arrivals, roster, causes: theirs, room: there }: Stay,
) =>
  own !== id &&
  room === there &&
  theirs.present < causes.asked &&
  left !== undefined &&
  !left.attempt &&
  tellsEnd(left.reason) &&
  !arrivals.has(id) &&
  !roster.has(id);

function untold(view: View, sheet: Sheet, { ended, enders, stays }: Session, stay: Stay, code: number): void {
  // Who joined after the end should not be in this session at all: `end.new-session`.
  if (stay.causes.asked > ended || leaving(stay)) return;
  const clause = everyone[code] ?? 'end.everyone';
  const allowed = `RoomLeft{${code}} to ${stay.id}`;
  const unseen = bound(stay) && stays.find((other) => cameAfter(stay, other));
  if (unseen && stay.joined) {
    const seen = `${stay.id} in it, whom ${unseen.id} was never shown`;
    sheet.against('end.new-session', stay.joined.at, `a new session: this one has been ended`, seen);
  }
  const proof = provenAt(stay, endAnswered(enders, stay.session));
  if (bound(stay)) sheet.missing(clause, view.end, allowed, 'none');
  else if (proof !== undefined) sheet.against(clause, proof, allowed, 'none, and nothing earlier is still to come');
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
  tellings.length > 0 || (join?.requests.some((request) => going.includes(request.kind) && waits(request)) ?? false);

/** What ends the stay of its caller alone, or moves it on. */
const going = ['leave', 'mode', 'switch'];

/** `end.new-session`: a Join after an end, with nobody in the room since, opens a session and is not refused. */
export function joinAfterEnd(view: View, sheet: Sheet): void {
  for (const entry of view.entries) {
    const { refused, room, flaw, request } = entry;
    if (!refused || flaw || request) continue;
    const stays = view.rooms.get(room)?.stays ?? [];
    if (!stays.some((stay) => endedBy(view, stay) < entry.at)) continue;
    if (!stays.every(({ causes }) => causes.gone < entry.at || causes.asked > refused.at)) continue;
    if (mayBeThere(view, entry, refused.at)) continue;
    sheet.held('end.new-session');
    const allowed = `Joined, in a new session of ${room}`;
    sheet.against('end.new-session', refused.at, allowed, `Rejected{${refused.code}}`);
  }
}

const mayBeThere = (view: View, { join, room }: Entry, before: number): boolean =>
  openEntries(view, join.seat.participant, room).some(({ at }) => at < before);
