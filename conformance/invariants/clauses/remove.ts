import { reason as reasonCode } from '../../../gen/codes.js';
import { refusedWith } from '../accusations.js';
import { companion } from '../companion.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { bearing, deviatesFrom, tellingsOf } from '../timeline/causes.js';
import { bound, taken } from '../timeline/connections.js';
import { refusedForLoad } from '../timeline/load.js';
import { provenAt } from '../timeline/proofs.js';
import type { SeenParticipation, SentRequest, Timeline } from '../timeline/timeline.js';
import { answerWords, requestWords, toldWords } from '../timeline/words.js';

/**
 * `remove.authority`, `remove.self`, `remove.unknown`, `remove.departed`, `remove.takes-effect`:
 * who asks is looked at first, then whom it names. Which session a participation belongs to does not change, so no
 * race matters.
 */
export const removes = invariant({
  clauses: ['remove.authority', 'remove.self', 'remove.unknown', 'remove.departed', 'remove.takes-effect'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    if (!timeline.has('remove')) return;
    for (const request of timeline.requests) if (request.kind === 'remove') removal(timeline, sheet, request);
  },
});

/**
 * `resume.same-role`: the same is allowed after a return as before. It accuses only where somebody of the same role who
 * has not come back was answered rightly: otherwise the clause of the request says what is wrong.
 */
export const rolesKept = invariant({
  clauses: ['resume.same-role'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    const kinds = timeline.has('remove') ? ['end', 'remove'] : ['end'];
    const asked = timeline.requests.filter(({ kind, answer }) => answer && kinds.includes(kind));
    for (const request of asked) {
      const caller = request.participation;
      if (!caller || !hasReturned(request)) continue;
      sheet.held('resume.same-role');
      const alike = asked.filter(
        (other) => other.kind === request.kind && other.participation?.role === caller.role && !hasReturned(other),
      );
      const isHost = caller.role === 'host';
      const isOther = isHost ? isDenied(request) : isGranted(timeline, request, caller);
      if (!isOther || !alike.some((other) => (isHost ? isCarriedOut(other) : isDenied(other)))) continue;
      const allowed = `what a ${caller.role} is answered to ${requestWords(request)}: ${caller.id} has come back`;
      sheet.against('resume.same-role', request.answer?.index ?? timeline.end, allowed, answerWords(request));
    }
  },
});

const hasReturned = ({ roomObject, index }: SentRequest): boolean =>
  roomObject.attempts.some(
    (attempt) => attempt.kind !== 'join' && taken(attempt) && (attempt.answer?.index ?? index) < index,
  );

const isDenied = ({ answer }: SentRequest): boolean =>
  answer?.kind === 'rejected' && answer.code === 'permission_denied';

const isCarriedOut = ({ kind, answer }: SentRequest): boolean =>
  answer?.kind === (kind === 'end' ? 'roomLeft' : 'accepted');

/** An attendee got what it may not have; its End, though somebody else was surely present. */
function isGranted(timeline: Timeline, request: SentRequest, caller: SeenParticipation): boolean {
  const { answer, kind } = request;
  if (!answer || answer.kind === 'rejected') return false;
  if (kind === 'remove') return answer.kind === 'accepted';
  if (answer.kind === 'roomLeft' && !caller.left?.reason.includes(reasonCode.REMOVE_ALL)) return false;
  return companion(timeline, request, caller, answer.index) !== undefined;
}

function removal(timeline: Timeline, sheet: Sheet, request: SentRequest): void {
  const caller = request.participation;
  if (!caller) return;
  const named = request.target === undefined ? undefined : timeline.participation(request.target);
  if (caller.role !== 'host') refusedWith(sheet, 'remove.authority', request, 'permission_denied');
  else if (named === caller) refusedWith(sheet, 'remove.self', request, 'invalid_argument');
  else if (named && named.room === caller.room && named.session === caller.session)
    hostRemoves(timeline, sheet, request, named);
  // Of one that nobody was ever shown as its own, the session is a guess.
  else if (!named || named.joined) refusedWith(sheet, 'remove.unknown', request, 'not_found');
}

function hostRemoves(timeline: Timeline, sheet: Sheet, request: SentRequest, named: SeenParticipation): void {
  const { answer } = request;
  if (!answer || answer.kind === 'roomLeft' || refusedForLoad(answer)) return;
  // Refused while it may just have been departing: by a system that breaks `remove.departed` on purpose, rightly.
  const departing =
    answer.kind === 'rejected' && named.causes.untouched < answer.index && deviatesFrom(timeline, 'remove.departed');
  const clause = named.causes.gone < request.index || departing ? 'remove.departed' : 'remove.takes-effect';
  sheet.held(clause);
  if (named.causes.gone < answer.index) sheet.held('remove.departed');
  if (answer.kind !== 'accepted')
    // It may have gone before, or not: either way nothing can be wrong with the Remove.
    for (const broken of new Set([clause, named.causes.gone < answer.index ? 'remove.departed' : clause] as const))
      sheet.against(broken, answer.index, `Accepted to ${requestWords(request)}`, answerWords(request));
  else if (named.causes.gone > answer.index) ineffective(timeline, sheet, request, { named, accepted: answer.index });
}

/** Accepted, and whom it names stays: to the end, or until something else that came later ends its participation. */
function ineffective(
  timeline: Timeline,
  sheet: Sheet,
  request: SentRequest,
  { named, accepted }: { readonly named: SeenParticipation; readonly accepted: number },
): void {
  const told = tellingsOf(named);
  const proof = provenAt(named, accepted);
  const allowed = `RoomLeft 1002 to ${named.id}: ${requestWords(request)} is accepted`;
  const later = told.find(({ reason, index }) =>
    bearing(timeline, named, reason, index).some((cause) => cause.index > accepted),
  );
  const borneOut = told.some(({ reason }) => reason.includes(reasonCode.REMOVE_PEER));
  const proven = proof !== undefined && (told.length === 0 || (later && !borneOut && proof < later.index));
  if (later && !borneOut && !proven)
    sheet.against('remove.takes-effect', later.index, allowed, `${toldWords(named, later)}, whose cause came later`);
  else if (proven)
    sheet.against('remove.takes-effect', proof, allowed, 'none, and its request was carried out that it sent later');
  else if (timeline.fenced && told.length === 0 && bound(named))
    sheet.missing('remove.takes-effect', timeline.end, allowed, 'none');
}
