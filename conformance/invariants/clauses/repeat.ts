import { reason as reasonCode } from '../../../gen/codes.js';
import { REPEATABLE_MS } from '../../exchange/timing.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { tellingsOf } from '../timeline/causes.js';
import { latestParticipation } from '../timeline/connections.js';
import { refusedForLoad } from '../timeline/load.js';
import type { SeenAt } from '../timeline/parts.js';
import type { BindAttempt, SeenRoomObject, SentRequest, Timeline } from '../timeline/timeline.js';
import { inPlace, remembered, retained } from '../timeline/tokens.js';
import { answerSeen, messageWords } from '../timeline/words.js';

/** What a repeated Join may be answered: `repeat.once`, `repeat.answered`, `repeat.departed`. */
export const repeats = invariant({
  clauses: ['repeat.once', 'repeat.answered', 'repeat.departed'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const { attempts } of timeline.roomObjects)
      for (const attempt of attempts)
        if (attempt.kind === 'repeat' && attempt.answer) repeated(timeline, sheet, attempt);
  },
});

function repeated(timeline: Timeline, sheet: Sheet, attempt: BindAttempt): void {
  const { answer, roomObject, index } = attempt;
  const participation = roomObject.entries[0]?.participation;
  const last = latestParticipation(roomObject);
  if (!answer || refusedForLoad(answer)) return;
  sheet.held('repeat.once');
  if (answer.kind === 'joined') joinedAgain(sheet, attempt);
  if (answer.kind !== 'rejected' || !participation || !last || last.causes.present > index) return;
  const seen = answerSeen(attempt);
  if (inPlace(timeline, last, index, answer.index) && retained(roomObject))
    sheet.against('repeat.answered', answer.index, 'Joined, as it was first sent', seen);
  if (last.causes.gone < index && remembered(timeline, last, answer.index, REPEATABLE_MS))
    sheet.against('repeat.departed', answer.index, `RoomLeft: ${last.id} has departed`, seen);
}

/** A second participation, or the one that has departed. */
function joinedAgain(sheet: Sheet, attempt: BindAttempt): void {
  const { answer, roomObject, index } = attempt;
  const participation = roomObject.entries[0]?.participation;
  const shown = attempt.connection.log.find((one) => one.index === answer?.index)?.seen;
  if (!participation || shown?.kind !== 'joined' || !answer) return;
  const last = latestParticipation(roomObject);
  if (shown.participation !== participation.id)
    sheet.against('repeat.once', answer.index, `${participation.id} again, or RoomLeft`, answerSeen(attempt));
  else if (last && last.causes.gone < index)
    sheet.against('repeat.departed', answer.index, `RoomLeft: ${last.id} has departed`, answerSeen(attempt));
}

/** `resume.last-request`: not less than what has surely been taken up, nor more than what was sent. */
export const lastRequests = invariant({
  clauses: ['resume.last-request'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    if (!timeline.has('resume')) return;
    for (const { log, carries } of timeline.connections) {
      if (!carries) continue;
      let floor = 0;
      for (const shown of log) {
        if (shown.index < carries.since || !('lastRequest' in shown.seen)) continue;
        told(timeline, sheet, carries.roomObject, { shown, floor });
        floor = Math.max(floor, shown.seen.lastRequest);
      }
    }
  },
});

function told(
  timeline: Timeline,
  sheet: Sheet,
  roomObject: SeenRoomObject,
  { shown: { seen, index }, floor }: { readonly shown: SeenAt; readonly floor: number },
): void {
  if (seen.kind !== 'joined' && seen.kind !== 'resumed') return;
  // A Joined that is shown once more in the stream is what it was then.
  const attempt = roomObject.attempts.find(({ answer }) => answer?.index === index);
  if (!attempt && [...roomObject.stream.values()].every((first) => first.index !== index)) return;
  sheet.held('resume.last-request');
  const sent = attempt ? attempt.index : index;
  const least = roomObject.requests.reduce(
    (most, request) =>
      surelyTaken(request, sent, seen.replyTo) ||
      (attempt &&
        ((lostAndAnswered(request, sent) && !waits(request, roomObject, sent)) || shownBy(request, timeline) < sent))
        ? Math.max(most, request.number ?? 0)
        : most,
    floor,
  );
  const most = roomObject.requests.reduce(
    (highest, request) => (request.index < index ? Math.max(highest, request.number ?? 0) : highest),
    0,
  );
  const { lastRequest } = seen;
  // What is pipelined behind a Join may be taken up before its Joined goes out.
  if (lastRequest >= least && lastRequest <= most) return;
  const allowed = least === most ? String(least) : `${least} to ${most}`;
  sheet.against(
    'resume.last-request',
    index,
    `last_request_id ${allowed}`,
    `${messageWords(seen)} with ${lastRequest}`,
  );
}

/** Answered before, or by this very message. */
function surelyTaken(request: SentRequest, before: number, replyTo: number | undefined): boolean {
  const { answer, number } = request;
  if (number !== undefined && number === replyTo) return true;
  return answer !== undefined && answer.index < before;
}

/** Where its effect was shown to somebody, if nothing else can have had it; Infinity where it was not. */
function shownBy(request: SentRequest, timeline: Timeline): number {
  const { entry, kind, target, participation } = request;
  const moved = participation?.tellings.find(({ reason }) => reason.every((code) => code === reasonCode.SWITCH_ROOM));
  if (kind === 'switch') return Math.min(entry?.participation?.mentioned ?? never, moved?.index ?? never);
  const named = kind === 'remove' && target !== undefined ? timeline.participation(target) : undefined;
  if (!named || named.causes.enders.length > 0 || named.causes.own.some((cause) => cause.request !== request))
    return never;
  return named.causes.unfounded.length > 0 ? never : Math.min(never, ...tellingsOf(named).map(({ index }) => index));
}

const never = Number.POSITIVE_INFINITY;

/** Its answer came behind the Resumed, and nobody has sent it since. */
const lostAndAnswered = ({ answer, sendings }: SentRequest, before: number): boolean =>
  answer !== undefined &&
  sendings.every(
    ({ index, connection }) => index > answer.index || (index < before && superseded(connection.losses, before)),
  );

/** It may have waited for a switch that was not decided yet: then it was taken up after the Resume. */
const waits = ({ number = 0 }: SentRequest, { requests }: SeenRoomObject, before: number): boolean =>
  requests.some(
    ({ kind, number: earlier = 0, answer }) =>
      kind === 'switch' && earlier < number && (answer === undefined || answer.index > before),
  );

const superseded = (losses: readonly { readonly index: number }[], before: number): boolean =>
  losses.some(({ index }) => index < before);
