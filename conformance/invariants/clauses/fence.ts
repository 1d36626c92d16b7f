import type { ClauseId } from '../../../gen/clauses.js';
import type { Sheet } from '../sheet.js';
import { endAnswered } from '../timeline/bounds.js';
import { endedBy } from '../timeline/causes.js';
import { lineOfStay } from '../timeline/connections.js';
import { provenAt } from '../timeline/proofs.js';
import type { Stay, View } from '../timeline/timeline.js';
import { reasonWords, requestWords } from '../timeline/words.js';

/**
 * `fence.effects-first`: an effect comes before the answer to its request, and so before the answer to every request
 * that was sent after that answer had come. Losses are outside of the fence.
 */
export function effectsFirst(view: View, sheet: Sheet): void {
  for (const observer of view.stays) {
    for (const [id, { at }] of observer.arrivals) arrival(view, sheet, observer, id, at);
    for (const [id, at] of observer.departures) departure(view, sheet, observer, id, at);
    for (const { seen, at } of lineOfStay(observer)?.after ?? []) {
      if (seen.kind === 'participantJoined') arrival(view, sheet, observer, seen.member.participation, at);
      else if (seen.kind === 'participantLeft' && !observer.departures.has(seen.participation))
        departure(view, sheet, observer, seen.participation, at);
    }
    ownDeparture(view, sheet, observer);
  }
  ownRemoves(view, sheet);
}

/** A message that must come before an answer: what it is, and what had happened when the request was sent. */
interface Due {
  readonly message: string;
  readonly since: string;
  readonly clause?: ClauseId;
}

/** Something that was done before `cause` was seen reached `observer` at `at`: its own proof must not have come before. */
function held(sheet: Sheet, observer: Stay, cause: number, at: number, due: Due): void {
  if (cause === Number.POSITIVE_INFINITY) return;
  const { clause = 'fence.effects-first' } = due;
  sheet.held(clause);
  const proof = provenAt(observer, cause);
  if (proof === undefined || proof >= at) return;
  const request = observer.join?.requests.find(({ answer }) => answer?.at === proof);
  const asked = request ? requestWords(request) : 'a request';
  const what = `${due.message} to ${observer.id}`;
  const allowed = `${what} before the answer to ${asked}, which was sent after ${due.since}`;
  sheet.against(clause, at, allowed, `${what} after that answer`);
}

function arrival(view: View, sheet: Sheet, observer: Stay, id: string, at: number): void {
  const newcomer = view.stay(id);
  if (!newcomer?.joined || newcomer === observer || newcomer.room !== observer.room) return;
  // Who came before the observer is no news to it at all: `join.no-past`.
  if (observer.roster.has(id) || newcomer.joined.at < observer.causes.asked) return;
  held(sheet, observer, newcomer.joined.at, at, {
    message: `ParticipantJoined{${id}}`,
    since: `${id} had joined`,
  });
}

function departure(view: View, sheet: Sheet, observer: Stay, id: string, at: number): void {
  const leaver = view.stay(id);
  if (!leaver || leaver === observer || leaver.room !== observer.room) return;
  if (leaver.causes.settled < observer.causes.asked) return;
  const { next } = leaver;
  const message = `ParticipantLeft{${id}}`;
  held(sheet, observer, next?.joined?.at ?? leaver.causes.settled, at, { message, since: `${id} had departed` });
  if (next)
    held(sheet, observer, next.mentioned, at, { message, since: `${next.id} was shown`, clause: 'switch.order' });
}

/** The one whom a Remove or an End of somebody else concerns. */
function ownDeparture(view: View, sheet: Sheet, stay: Stay): void {
  const { left } = stay;
  if (!left || left.request || left.attempt) return;
  const removed = stay.causes.own.reduce((least, { request, call }) => {
    const answer = request?.answer ?? call?.answer;
    return answer?.kind === 'accepted' ? Math.min(least, answer.at) : least;
  }, Number.POSITIVE_INFINITY);
  const enders = stay.causes.enders.filter(({ code }) => left.reason.includes(code));
  const over = endedBy(view, stay) < Number.POSITIVE_INFINITY;
  const ended = over ? endAnswered(enders, stay.session) : Number.POSITIVE_INFINITY;
  const cause = Math.min(removed, ended);
  if (cause < stay.causes.asked) return;
  held(sheet, stay, cause, left.at, {
    message: `RoomLeft{${reasonWords(left.reason)}}`,
    since: cause === removed ? 'the Remove had been answered' : 'the End had been answered',
  });
}

/** Whoever removes is shown the departure before the answer: of the one it removed, or of one who had departed before. */
function ownRemoves(view: View, sheet: Sheet): void {
  for (const request of view.requests) {
    const { kind, target, answer } = request;
    const actor = request.stay;
    if (kind !== 'remove' || answer?.kind !== 'accepted' || !actor || target === undefined) continue;
    const leaver = view.stay(target);
    const at = actor.departures.get(target);
    if (!leaver || at === undefined || leaver.causes.settled > answer.at) continue;
    sheet.held('fence.effects-first');
    if (at < answer.at) continue;
    const what = `ParticipantLeft{${target}} to ${actor.id}`;
    const allowed = `${what} before the answer to ${requestWords(request)}`;
    sheet.against('fence.effects-first', at, allowed, `${what} after that answer`);
  }
}
