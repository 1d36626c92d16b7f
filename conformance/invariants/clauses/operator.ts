import type { ClauseId } from '../../../gen/clauses.js';
import type { Refusal } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { codeOf, tellingsOf } from '../timeline/causes.js';
import { bound } from '../timeline/connections.js';
import { means } from '../timeline/operator-calls.js';
import { isRemoval, surelyMissing, surelyThere } from '../timeline/operator-found.js';
import { provenAt } from '../timeline/proofs.js';
import type { Stay, View } from '../timeline/timeline.js';
import type { Call } from '../timeline/view-calls.js';
import { answerWords, callWords, reasonWords, toldWords } from '../timeline/words.js';

const clauses: Readonly<Record<Call['method'], ClauseId>> = {
  endMeeting: 'operator.end',
  closeRoom: 'operator.close',
  removeParticipant: 'operator.remove',
  stopMediaRelay: 'operator.relay',
};

/** `operator.*`: what the calls of the operator are answered, and what comes of those that are accepted. */
export function operates(view: View, sheet: Sheet): void {
  for (const call of view.calls) {
    const { answer, overdue } = call;
    if (answer) answered(view, sheet, call, answer);
    else if (overdue !== undefined)
      sheet.missing('request.answered', overdue, `an answer to ${callWords(call)}`, 'none');
  }
}

type Answer = NonNullable<Call['answer']>;

function answered(view: View, sheet: Sheet, call: Call, answer: Answer): void {
  sheet.held('request.answered');
  const must = refusal(view, call, answer.at);
  if (must) {
    sheet.held(must.clause);
    if (answer.kind === 'rejected') sheet.held('request.refused-changes-nothing');
    if (answer.code === must.code) return;
    sheet.against(must.clause, answer.at, `Rejected{${must.code}} to ${callWords(call)}`, answerWords(call));
    return;
  }
  const clause = departed(view, call) ? 'operator.departed' : clauses[call.method];
  if (answer.kind === 'accepted') {
    sheet.held(clause);
    taken(view, sheet, call, answer.at);
  } else if (surelyThere(view, call, answer.at)) {
    sheet.held(clause);
    sheet.against(clause, answer.at, `Accepted to ${callWords(call)}`, answerWords(call));
  } else if (answer.code !== 'not_found' && answer.code !== 'resource_exhausted')
    sheet.against(
      'operator.not-found',
      answer.at,
      `Accepted or Rejected{not_found} to ${callWords(call)}`,
      answerWords(call),
    );
}

/** How it must be refused, if it surely must. */
function refusal(view: View, call: Call, until: number): { clause: ClauseId; code: Refusal } | undefined {
  if (!call.authorized) return { clause: 'operator.authorized', code: 'unauthenticated' };
  if (call.method === 'stopMediaRelay' && !view.has('relay'))
    return { clause: 'operator.relay-undeclared', code: 'unimplemented' };
  return surelyMissing(view, call, until) ? { clause: 'operator.not-found', code: 'not_found' } : undefined;
}

/** Somebody whom it names had departed before. */
const departed = (view: View, call: Call): boolean =>
  isRemoval(call) && call.targets.some((target) => (view.stay(target)?.causes.gone ?? call.at) < call.at);

/** Accepted: whoever it concerns departs for its reason, and nobody who has departed departs once more. */
function taken(view: View, sheet: Sheet, call: Call, at: number): void {
  const stays = isRemoval(call)
    ? call.targets.map((target) => view.stay(target)).filter((stay) => stay !== undefined)
    : (view.rooms.get(call.room)?.stays ?? []).filter((stay) => means(call, stay));
  for (const stay of stays) {
    if (surelyHit(stay, call, at)) hit(view, sheet, call, stay, at);
    if (isRemoval(call) && stay.causes.gone < call.at) onceMore(view, sheet, call, stay);
  }
}

/** It was there, and nothing else had been sent that can have ended its stay before the answer. */
function surelyHit({ causes, joined, next }: Stay, call: Call, answered: number): boolean {
  if (!joined || next || causes.present > call.at) return false;
  return [...causes.own, ...causes.enders].every((cause) => cause.call === call || cause.at > answered);
}

function hit(view: View, sheet: Sheet, call: Call, stay: Stay, answered: number): void {
  const code = codeOf(view, call.method);
  const allowed = `the departure of ${stay.id} with ${reasonWords([code])}: ${callWords(call)} is accepted`;
  const told = tellingsOf(stay);
  const proof = provenAt(stay, answered);
  const other = told.find(({ reason }) => !reason.includes(code));
  if (other) sheet.against(clauses[call.method], other.at, allowed, toldWords(stay, other));
  else if (told.length === 0 && proof !== undefined)
    sheet.against(clauses[call.method], proof, allowed, 'none, and its request was carried out that it sent later');
  else if (told.length === 0 && view.fenced && bound(stay))
    sheet.missing(clauses[call.method], view.end, allowed, 'none');
}

function onceMore(view: View, sheet: Sheet, call: Call, { id }: Stay): void {
  const code = codeOf(view, call.method);
  for (const { departedAgain } of view.stays)
    for (const again of departedAgain)
      if (again.id === id && again.at > call.at && again.reason.includes(code))
        sheet.against(
          'operator.departed',
          again.at,
          `no effect on ${id}, which has departed`,
          `ParticipantLeft{${id}}`,
        );
}
