import type { ClauseId } from '../../../gen/clauses.js';
import { reason as reasonCode } from '../../../gen/codes.js';
import type { Refusal } from '../../exchange/words.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { codeOf, deviatesFrom, means, tellingsOf, unknown } from '../timeline/causes.js';
import { bound } from '../timeline/connections.js';
import { refusedForLoad } from '../timeline/load.js';
import { isRemoval, surelyMissing, surelyThere } from '../timeline/operator-calls.js';
import { overAfter } from '../timeline/over-by.js';
import type { OperatorCall } from '../timeline/parts.js';
import { provenAt } from '../timeline/proofs.js';
import type { SeenParticipation, Timeline } from '../timeline/timeline.js';
import { answerWords, callWords, reasonWords, toldWords } from '../timeline/words.js';

const clauses: Readonly<Record<OperatorCall['method'], ClauseId>> = {
  endMeeting: 'operator.end',
  closeRoom: 'operator.close',
  removeParticipant: 'operator.remove',
  stopMediaRelay: 'operator.relay',
};

/** `operator.*`: what the calls of the operator are answered, and what comes of those that are accepted. */
export const operates = invariant({
  clauses: [
    'request.answered',
    'operator.end',
    'operator.close',
    'operator.remove',
    'operator.relay',
    'operator.authorized',
    'operator.relay-undeclared',
    'operator.not-found',
    'operator.departed',
  ],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const call of timeline.calls) {
      const { answer, overdue } = call;
      if (answer) answered(timeline, sheet, call, answer);
      else if (overdue !== undefined)
        sheet.missing('request.answered', overdue, `an answer to ${callWords(call)}`, 'none');
    }
  },
});

type AnswerAt = NonNullable<OperatorCall['answer']>;

function answered(timeline: Timeline, sheet: Sheet, call: OperatorCall, answer: AnswerAt): void {
  sheet.held('request.answered');
  if (refusedForLoad(answer)) return;
  const must = refusal(timeline, call, answer.index);
  if (must) {
    sheet.held(must.clause);
    if (answer.kind === 'rejected') sheet.held('request.refused-changes-nothing');
    if (answer.code === must.code) return;
    sheet.against(must.clause, answer.index, `Rejected ${must.code} to ${callWords(call)}`, answerWords(call));
    return;
  }
  const gone = departed(timeline, call) || (answer.kind === 'rejected' && departing(timeline, call, answer.index));
  const clause = gone ? 'operator.departed' : clauses[call.method];
  if (answer.kind === 'accepted') {
    sheet.held(clause);
    taken(timeline, sheet, call, answer.index);
  } else if (surelyThere(timeline, call, answer.index)) {
    sheet.held(clause);
    sheet.against(clause, answer.index, `Accepted to ${callWords(call)}`, answerWords(call));
  } else if (answer.code !== 'not_found')
    sheet.against(
      'operator.not-found',
      answer.index,
      `Accepted or Rejected not_found to ${callWords(call)}`,
      answerWords(call),
    );
}

/** How it must be refused, if it surely must. */
function refusal(
  timeline: Timeline,
  call: OperatorCall,
  until: number,
): { clause: ClauseId; code: Refusal } | undefined {
  if (!call.authorized) return { clause: 'operator.authorized', code: 'unauthenticated' };
  if (call.method === 'stopMediaRelay' && !timeline.has('relay'))
    return { clause: 'operator.relay-undeclared', code: 'unimplemented' };
  return surelyMissing(timeline, call, until) ? { clause: 'operator.not-found', code: 'not_found' } : undefined;
}

/** Somebody whom it names had departed before. */
const departed = (timeline: Timeline, call: OperatorCall): boolean =>
  isRemoval(call) &&
  call.targets.some((target) => (timeline.participation(target)?.causes.gone ?? call.index) < call.index);

/** Somebody whom it names may just have been departing: a system that breaks `operator.departed` on purpose may refuse that. */
const departing = (timeline: Timeline, call: OperatorCall, answered: number): boolean =>
  isRemoval(call) &&
  deviatesFrom(timeline, 'operator.departed') &&
  call.targets.some((target) => (timeline.participation(target)?.causes.untouched ?? answered) < answered);

/** Accepted: each participation that it concerns departs for its reason, and no departed one departs once more. */
function taken(timeline: Timeline, sheet: Sheet, call: OperatorCall, index: number): void {
  const participations = isRemoval(call)
    ? call.targets
        .map((target) => timeline.participation(target))
        .filter((participation) => participation !== undefined)
    : (timeline.rooms.get(call.room)?.participations ?? []).filter((participation) => means(call, participation));
  for (const participation of participations) {
    if (surelyHit(participation, call, index)) hit(timeline, sheet, call, { participation, answered: index });
    if (isRemoval(call) && participation.causes.gone < call.index) onceMore(timeline, sheet, call, participation);
  }
}

/** It was there, and nothing else had been sent that can have ended its participation before the answer. */
function surelyHit({ causes, joined, next }: SeenParticipation, call: OperatorCall, answered: number): boolean {
  if (!joined || next || causes.present > call.index) return false;
  return [...causes.own, ...causes.enders].every((cause) => cause.call === call || cause.index > answered);
}

function hit(
  timeline: Timeline,
  sheet: Sheet,
  call: OperatorCall,
  { participation, answered }: { readonly participation: SeenParticipation; readonly answered: number },
): void {
  const code = codeOf(timeline, call.method);
  const allowed = `the departure of ${participation.id} with ${reasonWords([code])}: ${callWords(call)} is accepted`;
  const told = tellingsOf(participation);
  const proof = provenAt(participation, answered);
  // What somebody is told who comes back is another matter: `resume.true-reason`, `repeat.departed`.
  const other = told.find(({ reason, attempt }) => !attempt && !reason.includes(code));
  const borneOut = told.some(({ reason }) => reason.includes(code));
  const proven = proof !== undefined && !borneOut && proof < (other?.index ?? timeline.end);
  if (other && !proven) sheet.against(clauses[call.method], other.index, allowed, toldWords(participation, other));
  else if (proven)
    sheet.against(clauses[call.method], proof, allowed, 'none, and its request was carried out that it sent later');
  else if (told.length === 0 && timeline.fenced && bound(participation))
    sheet.missing(clauses[call.method], timeline.end, allowed, 'none');
}

function onceMore(timeline: Timeline, sheet: Sheet, call: OperatorCall, { id }: SeenParticipation): void {
  const code = codeOf(timeline, call.method);
  for (const { repeatedDepartures } of timeline.participations)
    for (const moreAnswers of repeatedDepartures)
      if (moreAnswers.id === id && moreAnswers.index > call.index && moreAnswers.reason.includes(code))
        sheet.against(
          'operator.departed',
          moreAnswers.index,
          `no effect on ${id}, which has departed`,
          `ParticipantLeft ${id}`,
        );
}

/** `operator.together`: those whom one StopMediaRelay has ended are not told of one another. */
export const relayStopsTogether = invariant({
  clauses: ['operator.together'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const participation of timeline.participations) {
      const call = stoppedBy(participation);
      if (!call) continue;
      sheet.held('operator.together');
      for (const told of participation.tellings) {
        if (stoppedBy(told.observer) !== call) continue;
        const allowed = `nothing of ${participation.id} to ${told.observer.id}: both depart at once`;
        sheet.against('operator.together', told.index, allowed, toldWords(participation, told));
      }
    }
  },
});

/** The call that has surely ended it: the only one of its kind. */
function stoppedBy({ left, causes }: SeenParticipation): OperatorCall | undefined {
  if (!left || left.reason.some((code) => code !== reasonCode.REMOVE_PEER_MEDIA_RELAY_STOP)) return undefined;
  const [call, ...others] = causes.own.filter(({ kind }) => kind === 'stopMediaRelay').map((cause) => cause.call);
  return others.length === 0 ? call : undefined;
}

/** `operator.not-found`: a room is closed as well where all who were left in it were lost, and their windows are over. */
export const operatesInTime = invariant({
  clauses: ['operator.not-found'],
  scope: 'history',
  clock: true,
  check(timeline: Timeline, sheet) {
    if (!timeline.timed || timeline.recorded || timeline.restarts.length > 0) return;
    for (const call of timeline.calls) {
      if (!call.authorized || !call.answer || !isEmptiedByLosses(timeline, call, call.answer.index)) continue;
      sheet.held('operator.not-found');
      if (call.answer.kind === 'accepted')
        sheet.against(
          'operator.not-found',
          call.answer.index,
          `Rejected not_found to ${callWords(call)}: all who were left there were lost long before`,
          answerWords(call),
        );
    }
  },
});

/** All who can have been in the room are gone, or their loss must have been told before the call. */
function isEmptiedByLosses(timeline: Timeline, { room, index }: OperatorCall, until: number): boolean {
  const seen = timeline.rooms.get(room);
  if (!seen || seen.entries.some((entry) => unknown(entry) && entry.index < until)) return false;
  const there = seen.participations.filter(({ causes }) => causes.asked < until && causes.gone >= index);
  return there.length > 0 && there.every((one) => one.joined && overAfter(timeline, one) < index);
}
