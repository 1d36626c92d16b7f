import type { ClauseId } from '../../../gen/clauses.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { connectionOfParticipation } from '../timeline/connections.js';
import { provenAt } from '../timeline/proofs.js';
import { endAnswered, endedBy } from '../timeline/session-ends.js';
import type { SeenParticipation, Timeline } from '../timeline/timeline.js';
import { reasonWords, requestWords } from '../timeline/words.js';

/**
 * `fence.effects-first`: an effect comes before the answer to its request, and so before the answer to every request
 * that was sent after that answer had come. Losses are outside of the fence.
 */
export const effectsFirst = invariant({
  clauses: ['fence.effects-first', 'switch.order'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const observer of timeline.participations) {
      for (const [id, { index }] of observer.arrivals) arrival(timeline, sheet, observer, { id, index });
      for (const [id, index] of observer.departures) departure(timeline, sheet, observer, { id, index });
      for (const { seen, index } of connectionOfParticipation(observer)?.after ?? []) {
        if (seen.kind === 'participantJoined')
          arrival(timeline, sheet, observer, { id: seen.member.participation, index });
        else if (seen.kind === 'participantLeft' && !observer.departures.has(seen.participation))
          departure(timeline, sheet, observer, { id: seen.participation, index });
      }
      ownDeparture(timeline, sheet, observer);
    }
    ownRemoves(timeline, sheet);
  },
});

/** A message that must come before an answer: what it is, and what had happened when the request was sent. */
interface Due {
  readonly message: string;
  readonly since: string;
  readonly clause?: ClauseId;
}

/**
 * Something that was done before `cause` was seen reached `observer` at `at`: its own proof must not have come
 * before.
 */
function held(
  sheet: Sheet,
  observer: SeenParticipation,
  { cause, index, due }: { readonly cause: number; readonly index: number; readonly due: Due },
): void {
  if (cause === Number.POSITIVE_INFINITY) return;
  const { clause = 'fence.effects-first' } = due;
  sheet.held(clause);
  const proof = provenAt(observer, cause);
  if (proof === undefined || proof >= index) return;
  const request = observer.roomObject?.requests.find(({ answer }) => answer?.index === proof);
  const asked = request ? requestWords(request) : 'a request';
  const what = `${due.message} to ${observer.id}`;
  const allowed = `${what} before the answer to ${asked}, which was sent after ${due.since}`;
  sheet.against(clause, index, allowed, `${what} after that answer`);
}

function arrival(
  timeline: Timeline,
  sheet: Sheet,
  observer: SeenParticipation,
  { id, index }: { readonly id: string; readonly index: number },
): void {
  const newcomer = timeline.participation(id);
  if (!newcomer?.joined || newcomer === observer || newcomer.room !== observer.room) return;
  // Who came before the observer is no news to it at all: `join.no-past`.
  if (observer.roster.has(id) || newcomer.joined.index < observer.causes.asked) return;
  held(sheet, observer, {
    cause: newcomer.joined.index,
    index,
    due: {
      message: `ParticipantJoined ${id}`,
      since: `${id} had joined`,
    },
  });
}

function departure(
  timeline: Timeline,
  sheet: Sheet,
  observer: SeenParticipation,
  { id, index }: { readonly id: string; readonly index: number },
): void {
  const leaver = timeline.participation(id);
  if (!leaver || leaver === observer || leaver.room !== observer.room) return;
  if (leaver.causes.settled < observer.causes.asked) return;
  const { next } = leaver;
  const message = `ParticipantLeft ${id}`;
  held(sheet, observer, {
    cause: next?.joined?.index ?? leaver.causes.settled,
    index,
    due: { message, since: `${id} had departed` },
  });
  if (next)
    held(sheet, observer, {
      cause: next.mentioned,
      index,
      due: { message, since: `${next.id} was shown`, clause: 'switch.order' },
    });
}

/** The one whom a Remove or an End of somebody else concerns. */
function ownDeparture(timeline: Timeline, sheet: Sheet, participation: SeenParticipation): void {
  const { left } = participation;
  if (!left || left.request || left.attempt) return;
  const removed = participation.causes.own.reduce((least, { request, call }) => {
    const answer = request?.answer ?? call?.answer;
    return answer?.kind === 'accepted' ? Math.min(least, answer.index) : least;
  }, Number.POSITIVE_INFINITY);
  const enders = participation.causes.enders.filter(({ code }) => left.reason.includes(code));
  const over = endedBy(timeline, participation) < Number.POSITIVE_INFINITY;
  const ended = over ? endAnswered(enders, participation.session) : Number.POSITIVE_INFINITY;
  const cause = Math.min(removed, ended);
  if (cause < participation.causes.asked) return;
  held(sheet, participation, {
    cause,
    index: left.index,
    due: {
      message: `RoomLeft ${reasonWords(left.reason)}`,
      since: cause === removed ? 'the Remove had been answered' : 'the End had been answered',
    },
  });
}

/**
 * A host that removes is shown the departure before the answer: of the one it removed, or of one who had departed
 * before.
 */
function ownRemoves(timeline: Timeline, sheet: Sheet): void {
  for (const request of timeline.requests) {
    const { kind, target, answer } = request;
    const actor = request.participation;
    if (kind !== 'remove' || answer?.kind !== 'accepted' || !actor || target === undefined) continue;
    const leaver = timeline.participation(target);
    const index = actor.departures.get(target);
    if (!leaver || index === undefined || leaver.causes.settled > answer.index) continue;
    sheet.held('fence.effects-first');
    if (index < answer.index) continue;
    const what = `ParticipantLeft ${target} to ${actor.id}`;
    const allowed = `${what} before the answer to ${requestWords(request)}`;
    sheet.against('fence.effects-first', index, allowed, `${what} after that answer`);
  }
}
