import { reason as reasonCode } from '../../../gen/codes.js';
import { companion } from '../companion.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { bearing, clausesOfEnds, openEntries, tellsEnd, unknown } from '../timeline/causes.js';
import { bound } from '../timeline/connections.js';
import { mayBeBarred, refusedForLoad, turnedAway } from '../timeline/load.js';
import { provenAt, waits } from '../timeline/proofs.js';
import { cameAfter, endAnswered, endedBy, outlived } from '../timeline/session-ends.js';
import type {
  SeenParticipation,
  SeenSession,
  SentRequest,
  Timeline,
  ToldDeparture,
  WayIn,
} from '../timeline/timeline.js';
import { answerWords, requestWords, toldWords } from '../timeline/words.js';

const never = Number.POSITIVE_INFINITY;

/** `end.host`, `end.authority`, `end.last-participant`: whose End is accepted, and whose is refused. */
export const endAnswers = invariant({
  clauses: ['end.host', 'end.authority', 'end.last-participant', 'request.answered'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const request of timeline.requests) {
      const caller = request.participation;
      if (request.kind !== 'end' || !request.answer || !caller) continue;
      if (caller.role === 'host') hostEnds(sheet, request);
      else attendeeEnds(timeline, sheet, request, caller);
      if (request.answer.kind === 'accepted')
        sheet.against('request.answered', request.answer.index, `RoomLeft to ${requestWords(request)}`, 'Accepted');
    }
  },
});

function hostEnds(sheet: Sheet, request: SentRequest): void {
  sheet.held('end.host');
  if (request.answer?.kind === 'rejected')
    sheet.against('end.host', request.answer.index, `RoomLeft to ${requestWords(request)}`, answerWords(request));
}

function attendeeEnds(timeline: Timeline, sheet: Sheet, request: SentRequest, caller: SeenParticipation): void {
  const { answer } = request;
  if (!answer) return;
  const other = companion(timeline, request, caller, answer.index);
  if (answer.kind === 'roomLeft' && !caller.left?.reason.includes(reasonCode.REMOVE_ALL)) return;
  if (answer.kind !== 'rejected') {
    sheet.held(other ? 'end.authority' : 'end.last-participant');
    if (!other) return;
    const allowed = `Rejected permission_denied to ${requestWords(request)}: ${other.id} is present`;
    sheet.against('end.authority', answer.index, allowed, answerWords(request));
    return;
  }
  const alone = surelyAlone(timeline, request, caller, answer.index);
  // One that has to be accepted is not refused for load: `limit.leaves`.
  if (!alone && refusedForLoad(answer)) return;
  sheet.held(alone ? 'end.last-participant' : 'end.authority');
  if (alone) {
    const allowed = `RoomLeft to ${requestWords(request)}: nobody else is in the room`;
    sheet.against('end.last-participant', answer.index, allowed, answerWords(request));
  } else if (answer.code !== 'permission_denied') {
    const allowed = `RoomLeft, or Rejected permission_denied, to ${requestWords(request)}`;
    sheet.against('end.authority', answer.index, allowed, answerWords(request));
  }
}

/** Nobody else can have been in the room when the End took effect. */
function surelyAlone(timeline: Timeline, request: SentRequest, caller: SeenParticipation, answered: number): boolean {
  const room = timeline.rooms.get(caller.room);
  const participations = room?.participations.every(
    (participation) =>
      participation === caller ||
      participation.causes.asked > answered ||
      participation.causes.gone < request.index ||
      otherSession(participation, caller),
  );
  const unseen = room?.entries.some((entry) => unknown(entry) && entry.index < answered);
  return participations === true && unseen === false;
}

const otherSession = (participation: SeenParticipation, caller: SeenParticipation): boolean =>
  participation.joined !== undefined && participation.session !== caller.session;

/** `end.authority` again, from the other side: only an attendee can have sent this RoomLeft, and it was not alone. */
export const endedByAttendee = invariant({
  clauses: ['end.authority'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const participation of timeline.participations) {
      const { left } = participation;
      if (!left || !tellsEnd(left.reason)) continue;
      const bearers = bearing(timeline, participation, left.reason, left.index);
      const lawful = ({ request, call }: (typeof bearers)[number]) =>
        call !== undefined ||
        request?.roomObject.seat.role === 'host' ||
        request?.roomObject === participation.roomObject;
      const end = bearers[0]?.request;
      if (!end || bearers.some(lawful)) continue;
      const allowed = `Rejected permission_denied to ${requestWords(end)}: ${participation.id} is present`;
      sheet.against('end.authority', left.index, allowed, toldWords(participation, left));
    }
  },
});

/** The codes of what may have ended a session, and was told to somebody in it. */
function endCode({ enders, participations, ended }: SeenSession): number {
  const first = participations.find(({ left }) => left?.index === ended);
  return (
    enders.find(({ code, index }) => index < ended && first?.left?.reason.includes(code))?.code ?? reasonCode.REMOVE_ALL
  );
}

/**
 * `end.everyone`, and the same of the operator's calls: everybody who was in a session that has been ended gets
 * RoomLeft.
 */
export const endEveryone = invariant({
  clauses: ['end.everyone', 'operator.close', 'operator.end', 'reason.agree', 'end.new-session'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const session of timeline.sessions.values()) {
      if (session.ended === never) continue;
      const code = endCode(session);
      const clause = clausesOfEnds[code] ?? 'end.everyone';
      for (const participation of session.participations) {
        const { left } = participation;
        if (left && tellsEnd(left.reason)) {
          sheet.held(clause);
          sheet.held('reason.agree');
        }
        if (!left && !participation.next) untold(timeline, sheet, session, { participation, code });
        if (left && tellsEnd(left.reason) && !left.reason.includes(code))
          for (const broken of [clause, 'reason.agree'] as const)
            sheet.against(broken, left.index, `RoomLeft ${code}, as to everybody`, toldWords(participation, left));
        const later = left && outlived(timeline, session, participation);
        if (later) leftBehind(sheet, session, { participation, code, later });
      }
    }
  },
});

/** It went on, and departed for a cause that came later: guilty is the first line that shows that it went on. */
function leftBehind(
  sheet: Sheet,
  { enders }: SeenSession,
  of: { readonly participation: SeenParticipation; readonly code: number; readonly later: ToldDeparture },
): void {
  const { participation, code, later } = of;
  const proof = provenAt(participation, endAnswered(enders, participation.session));
  const allowed = `RoomLeft ${code} to ${participation.id}`;
  const clause = clausesOfEnds[code] ?? 'end.everyone';
  if (proof === undefined || proof >= later.index)
    sheet.against(clause, later.index, allowed, toldWords(participation, later));
  else sheet.against(clause, proof, allowed, 'none, and nothing earlier is still to come');
}

function untold(
  timeline: Timeline,
  sheet: Sheet,
  { ended, enders, participations }: SeenSession,
  { participation, code }: { readonly participation: SeenParticipation; readonly code: number },
): void {
  // Who joined after the end should not be in this session at all: `end.new-session`.
  if (participation.causes.asked > ended || leaving(participation)) return;
  const clause = clausesOfEnds[code] ?? 'end.everyone';
  const allowed = `RoomLeft ${code} to ${participation.id}`;
  const unseen =
    timeline.fenced && bound(participation) && participations.find((other) => cameAfter(participation, other));
  if (unseen && participation.joined) {
    const seen = `${participation.id} in it, whom ${unseen.id} was never shown`;
    sheet.against('end.new-session', participation.joined.index, `a new session: this one has been ended`, seen);
  }
  const since = endAnswered(enders, participation.session);
  // Who is taken for gone is not answered, so that the closing fence is not shut.
  const overdue = participation.roomObject?.requests.find((each) => waits(each) && each.index > since)?.overdue;
  if (!timeline.fenced && overdue === undefined) return;
  const proof = provenAt(participation, since);
  if (bound(participation)) sheet.missing(clause, overdue ?? timeline.end, allowed, 'none');
  else if (proof !== undefined) sheet.against(clause, proof, allowed, 'none, and nothing earlier is still to come');
}

const leaving = ({ roomObject, tellings }: SeenParticipation): boolean =>
  tellings.length > 0 ||
  (roomObject?.requests.some((request) => going.includes(request.kind) && waits(request)) ?? false);

/** What ends the participation of its caller alone, or moves it on. */
const going = ['leave', 'mode', 'switch'];

/** `end.new-session`: a Join after an end, with nobody in the room since, opens a session and is not refused. */
export const joinAfterEnd = invariant({
  clauses: ['end.new-session'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const entry of timeline.entries) {
      const { refused, room, flaw, request } = entry;
      if (!refused || flaw || request || turnedAway(refused)) continue;
      if (refused.code === 'permission_denied' && mayBeBarred(timeline, entry.roomObject, room, refused.index))
        continue;
      const participations = timeline.rooms.get(room)?.participations ?? [];
      if (!participations.some((participation) => endedBy(timeline, participation) < entry.index)) continue;
      if (!participations.every(({ causes }) => causes.gone < entry.index || causes.asked > refused.index)) continue;
      if (mayBeThere(timeline, entry, refused.index)) continue;
      sheet.held('end.new-session');
      const allowed = `Joined, in a new session of ${room}`;
      sheet.against('end.new-session', refused.index, allowed, `Rejected ${refused.code}`);
    }
  },
});

const mayBeThere = (timeline: Timeline, { roomObject, room }: WayIn, before: number): boolean =>
  openEntries(timeline, roomObject.seat.participant, room).some(({ index }) => index < before);
