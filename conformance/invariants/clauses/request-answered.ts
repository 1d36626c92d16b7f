import type { Sheet } from '../sheet.js';
import type { Answer, Attempt, Connection, Join, Request, View } from '../timeline/timeline.js';
import { messageWords, requestWords } from '../timeline/words.js';
import { goesBefore, saidTaken } from './request.js';

/**
 * `request.answered`: exactly one answer, unless RoomLeft has settled it or the connection is lost.
 * A RoomLeft that answers a later request settles nothing before that: the earlier one was to be answered first.
 */
export function requestAnswered(view: View, sheet: Sheet): void {
  for (const join of view.joins) {
    requestsOf(view, sheet, join);
    for (const attempt of join.attempts) attempted(view, sheet, attempt);
  }
}

const titles = { join: 'Joined or Rejected to the Join', repeat: 'Joined, RoomLeft or Rejected to the Join' };

function attempted(view: View, sheet: Sheet, { kind, answer, connection, overdue, join }: Attempt): void {
  const clause = isUnusual(join) ? 'limit.answered' : 'request.answered';
  if (answer) sheet.held(clause);
  else if ((view.fenced || overdue !== undefined) && open(connection)) {
    sheet.held(clause);
    const due = kind === 'resume' ? 'Resumed, RoomLeft or Rejected to the Resume' : titles[kind];
    sheet.missing(clause, overdue ?? view.end, `${due} of ${connection.name}`, 'none');
  }
}

/** Longer than names are, or of other letters than every program expects. */
const isUnusual = ({ room, seat }: Join): boolean => [room, seat.participant].some((name) => !usual.test(name));

const usual = /^[\w.-]{1,64}$/;

const open = ({ closed, losses, left }: Connection): boolean => !closed && !left && losses.length === 0;

function requestsOf(view: View, sheet: Sheet, join: Join): void {
  let passedOver: { readonly answer: Answer; readonly request: Request } | undefined;
  for (const request of join.requests.toReversed()) {
    const { answer, again } = request;
    for (const { at } of again) twice(sheet, request, at);
    if (request.sendings.length > 1) sheet.held('request.never-twice');
    if (answer) {
      sheet.held('request.answered');
      passedOver = answer.apart ? undefined : { answer, request };
      continue;
    }
    if (request.unclear) continue;
    const surely = passedOver && (goesBefore(request, passedOver.request) || saidTaken(join, request.number));
    if (passedOver && surely) skipped(sheet, request, passedOver.answer);
    else due(view, sheet, request);
  }
}

/** `request.never-twice`, where it was sent again. */
function twice(sheet: Sheet, request: Request, at: number): void {
  const clause = request.sendings.length > 1 ? 'request.never-twice' : 'request.answered';
  sheet.against(clause, at, `one answer to ${requestWords(request)}`, 'an answer to it, a second time');
}

function skipped(sheet: Sheet, request: Request, { kind, at }: Answer): void {
  const allowed = `one answer to ${requestWords(request)}`;
  sheet.held('request.answered');
  if (kind !== 'roomLeft') {
    sheet.missing('request.answered', at, allowed, 'an answer to a later one');
    if (request.kind === 'switch') sheet.missing('switch.answered', at, allowed, 'an answer to a later one');
    if (request.kind === 'leave') sheet.missing('leave.answered', at, allowed, 'an answer to a later one');
    return;
  }
  // What came behind a SwitchRoom was to wait until that was decided.
  if (request.kind === 'switch') sheet.against('switch.waits', at, allowed, 'RoomLeft in reply to what came behind it');
  sheet.against('request.answered', at, allowed, 'RoomLeft in reply to a later one');
}

function due(view: View, sheet: Sheet, request: Request): void {
  const { overdue, sendings, join } = request;
  const waiting = sendings.some(({ connection }) => connection.carries?.join === join && open(connection));
  if (!waiting || !(view.fenced || overdue !== undefined)) return;
  // Whose number is not higher than one that was taken up is not taken up any more.
  if (
    join.requests.some(({ number, answer }) => answer && (number ?? 0) > (request.number ?? 0)) &&
    sendings.length > 1
  )
    return;
  sheet.held('request.answered');
  sheet.missing('request.answered', overdue ?? view.end, `one answer to ${requestWords(request)}`, 'none');
}

/** `ack.unanswered`: what answers nothing, and follows an Ack. */
export function ackUnanswered(view: View, sheet: Sheet): void {
  for (const { heard, stray } of view.connections) {
    const acks = heard.filter(({ request }) => !request);
    sheet.held('ack.unanswered', acks.length);
    const [first] = acks;
    const answer = first && stray.find(({ at, seen }) => at > first.at && answers.includes(seen.kind));
    if (answer) sheet.against('ack.unanswered', answer.at, 'no answer to an Ack', messageWords(answer.seen));
  }
}

const answers = ['accepted', 'rejected'];
