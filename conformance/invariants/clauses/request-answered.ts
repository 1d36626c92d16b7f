import type { Observation } from '../../exchange/observation.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import type { AnswerAt } from '../timeline/parts.js';
import type { BindAttempt, SeenConnection, SeenRoomObject, SentRequest, Timeline } from '../timeline/timeline.js';
import { messageWords, requestWords } from '../timeline/words.js';

/**
 * `request.answered`: exactly one answer, unless RoomLeft has settled it or the connection is lost.
 * A RoomLeft that answers a later request settles nothing before that: the earlier one was to be answered first.
 */
export const requestAnswered = invariant({
  clauses: [
    'request.answered',
    'request.never-twice',
    'limit.answered',
    'switch.answered',
    'leave.answered',
    'switch.waits',
  ],
  scope: { streams: ['request.answered', 'request.never-twice'] },
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const roomObject of timeline.roomObjects) {
      requestsOf(timeline, sheet, roomObject);
      for (const attempt of roomObject.attempts) attempted(timeline, sheet, attempt);
    }
  },
});

const titles = { join: 'Joined or Rejected to the Join', repeat: 'Joined, RoomLeft or Rejected to the Join' };

function attempted(
  timeline: Timeline,
  sheet: Sheet,
  { kind, answer, connection, overdue, roomObject }: BindAttempt,
): void {
  const clause = isUnusual(roomObject) ? 'limit.answered' : 'request.answered';
  if (answer) sheet.held(clause);
  else if ((timeline.fenced || overdue !== undefined) && open(connection)) {
    sheet.held(clause);
    const due = kind === 'resume' ? 'Resumed, RoomLeft or Rejected to the Resume' : titles[kind];
    sheet.missing(clause, overdue ?? timeline.end, `${due} of ${connection.name}`, 'none');
  }
}

/** Longer than names are, or of other letters than every program expects. */
const isUnusual = ({ room, seat }: SeenRoomObject): boolean =>
  [room, seat.participant].some((name) => !usual.test(name));

const usual = /^[\w.-]{1,64}$/;

const open = ({ closed, losses, left }: SeenConnection): boolean => !closed && !left && losses.length === 0;

function requestsOf(timeline: Timeline, sheet: Sheet, roomObject: SeenRoomObject): void {
  let passedOver: { readonly answer: AnswerAt; readonly request: SentRequest } | undefined;
  for (const request of roomObject.requests.toReversed()) {
    const { answer, moreAnswers } = request;
    for (const { index } of moreAnswers) twice(sheet, request, index);
    if (request.sendings.length > 1) sheet.held('request.never-twice');
    if (answer) {
      sheet.held('request.answered');
      passedOver = answer.apart ? undefined : { answer, request };
      continue;
    }
    if (request.unclear) continue;
    const surely = passedOver && (goesBefore(request, passedOver.request) || saidTaken(roomObject, request.number));
    if (passedOver && surely) skipped(sheet, request, passedOver.answer);
    else due(timeline, sheet, request);
  }
}

/** `request.never-twice`, where it was sent again. */
function twice(sheet: Sheet, request: SentRequest, index: number): void {
  const clause = request.sendings.length > 1 ? 'request.never-twice' : 'request.answered';
  sheet.against(clause, index, `one answer to ${requestWords(request)}`, 'an answer to it, a second time');
}

function skipped(sheet: Sheet, request: SentRequest, { kind, index }: AnswerAt): void {
  const allowed = `one answer to ${requestWords(request)}`;
  sheet.held('request.answered');
  if (kind !== 'roomLeft') {
    sheet.missing('request.answered', index, allowed, 'an answer to a later one');
    if (request.kind === 'switch') sheet.missing('switch.answered', index, allowed, 'an answer to a later one');
    if (request.kind === 'leave') sheet.missing('leave.answered', index, allowed, 'an answer to a later one');
    return;
  }
  // What came behind a SwitchRoom was to wait until that was decided.
  if (request.kind === 'switch')
    sheet.against('switch.waits', index, allowed, 'RoomLeft in reply to what came behind it');
  sheet.against('request.answered', index, allowed, 'RoomLeft in reply to a later one');
}

function due(timeline: Timeline, sheet: Sheet, request: SentRequest): void {
  const { overdue, sendings, roomObject } = request;
  const waiting = sendings.some(({ connection }) => connection.carries?.roomObject === roomObject && open(connection));
  if (!waiting || !(timeline.fenced || overdue !== undefined)) return;
  // Whose number is not higher than one that was taken up is not taken up any more.
  if (
    roomObject.requests.some(({ number, answer }) => answer && (number ?? 0) > (request.number ?? 0)) &&
    sendings.length > 1
  )
    return;
  sheet.held('request.answered');
  sheet.missing('request.answered', overdue ?? timeline.end, `one answer to ${requestWords(request)}`, 'none');
}

/** `ack.unanswered`: what answers nothing, and follows an Ack. */
export const ackUnanswered = invariant({
  clauses: ['ack.unanswered'],
  scope: 'streams',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const { heard, stray } of timeline.connections) {
      const acks = heard.filter(({ request }) => !request);
      sheet.held('ack.unanswered', acks.length);
      const [first] = acks;
      const answer = first && stray.find(({ index, seen }) => index > first.index && isUnnumbered(seen));
      if (answer) sheet.against('ack.unanswered', answer.index, 'no answer to an Ack', messageWords(answer.seen));
    }
  },
});

/** An Ack has no number that an answer to it could bear. */
const isUnnumbered = (seen: Observation): boolean =>
  (seen.kind === 'accepted' || seen.kind === 'rejected') && !seen.replyTo;

/** Whether a request that was sent before another one was taken up if that was: they came the same way. */
const goesBefore = (earlier: SentRequest, later: SentRequest): boolean =>
  later.sendings.every(({ connection, index }) =>
    earlier.sendings.some((sending) => sending.connection === connection && sending.index < index),
  );

/** Whether the server has said that it has taken it up: as the highest one. Lower ones may have been passed over. */
const saidTaken = ({ attempts }: SeenRoomObject, number: number | undefined): boolean =>
  number !== undefined && attempts.some(({ answer }) => answer?.lastRequest === number);
