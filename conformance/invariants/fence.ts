import { endedBy } from './causes.js';
import type { Sheet } from './sheet.js';
import { provenAt, type Stay, type View } from './view.js';
import { reasonWords, requestWords } from './words.js';

/**
 * `fence.effects-first`: an effect comes before the answer to its request, and so before the answer to every request
 * that was sent after that answer had come. Losses are outside of the fence.
 */
export function effectsFirst(view: View, sheet: Sheet): void {
  for (const observer of view.stays) {
    for (const [id, { at }] of observer.arrivals) arrival(view, sheet, observer, id, at);
    for (const [id, at] of observer.departures) departure(view, sheet, observer, id, at);
    for (const { seen, at } of observer.connection?.after ?? []) {
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
}

/** Something that was done before `cause` was seen reached `observer` at `at`: its own proof must not have come before. */
function held(sheet: Sheet, observer: Stay, cause: number, at: number, due: Due): void {
  if (cause === Number.POSITIVE_INFINITY) return;
  sheet.held('fence.effects-first');
  const proof = provenAt(observer, cause);
  if (proof === undefined || proof >= at) return;
  const request = observer.join?.requests.find(({ answer }) => answer?.at === proof);
  const asked = request ? requestWords(request) : 'a request';
  const what = `${due.message} to ${observer.id}`;
  const allowed = `${what} before the answer to ${asked}, which was sent after ${due.since}`;
  sheet.against('fence.effects-first', at, allowed, `${what} after that answer`);
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
  held(sheet, observer, leaver.causes.settled, at, {
    message: `ParticipantLeft{${id}}`,
    since: `${id} had departed`,
  });
}

/** The one whom a Remove or an End of somebody else concerns. */
function ownDeparture(view: View, sheet: Sheet, stay: Stay): void {
  const { left } = stay;
  if (!left || left.request) return;
  const removed = stay.causes.own.reduce(
    (least, { request }) => (request?.answer?.kind === 'accepted' ? Math.min(least, request.answer.at) : least),
    Number.POSITIVE_INFINITY,
  );
  const ended = left.reason.includes(1008) ? endAnswered(view, stay) : Number.POSITIVE_INFINITY;
  const cause = Math.min(removed, ended);
  if (cause < stay.causes.asked) return;
  held(sheet, stay, cause, left.at, {
    message: `RoomLeft{${reasonWords(left.reason)}}`,
    since: cause === removed ? 'the Remove had been answered' : 'the End had been answered',
  });
}

/** Where the End that ended its session was answered; Infinity where nobody saw the answer. */
function endAnswered(view: View, stay: Stay): number {
  if (endedBy(view, stay) === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  const ends = view.sessions.get(stay.session ?? '')?.ends ?? [];
  return ends.reduce(
    (least, { answer }) => (answer?.kind === 'roomLeft' ? Math.min(least, answer.at) : least),
    Number.POSITIVE_INFINITY,
  );
}

/** Whoever removes is shown the departure before the answer: of the one it removed, or of one who had departed before. */
function ownRemoves(view: View, sheet: Sheet): void {
  for (const request of view.requests) {
    const { kind, target, answer, join } = request;
    const actor = join.stay;
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
