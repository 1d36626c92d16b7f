import type { Candidates, Code, Refusal } from '../exchange/index.js';
import { codeOf, mayHaveDeparted } from './causes.js';
import type { Sheet } from './sheet.js';
import { type Answer, type Connection, dropped, type Request, type Stay, type View } from './view.js';
import { answerWords, messageWords, reasonWords, requestWords } from './words.js';

/**
 * `request.answered`: exactly one answer, unless RoomLeft has settled it or the connection is lost.
 * A RoomLeft that answers a later request settles nothing before that: the earlier one was to be answered first.
 */
export function requestAnswered(view: View, sheet: Sheet): void {
  for (const stay of view.stays) requestsOf(view, sheet, stay);
  for (const { stay, refused, connection, overdue } of view.joins) {
    if (stay || refused) sheet.held('request.answered');
    else if ((view.fenced || overdue !== undefined) && open(connection)) {
      sheet.held('request.answered');
      sheet.missing(
        'request.answered',
        overdue ?? view.end,
        `Joined or Rejected to the Join of ${connection.name}`,
        'none',
      );
    }
  }
}

const open = ({ closed, losses }: Connection): boolean => !closed && losses.length === 0;

function requestsOf(view: View, sheet: Sheet, { join, left, connection }: Stay): void {
  let passedOver: Answer | undefined;
  for (const request of join?.requests.toReversed() ?? []) {
    const { answer, again, overdue } = request;
    const allowed = () => `one answer to ${requestWords(request)}`;
    for (const { at } of again) sheet.against('request.answered', at, allowed(), 'an answer to it, a second time');
    if (answer) {
      sheet.held('request.answered');
      passedOver = answer;
      continue;
    }
    if (request.unclear) continue;
    const due = !left && connection && open(connection) && (view.fenced || overdue !== undefined);
    if (!passedOver && !due) continue;
    sheet.held('request.answered');
    if (passedOver?.kind === 'roomLeft')
      sheet.against('request.answered', passedOver.at, allowed(), 'RoomLeft in reply to a later one');
    else if (passedOver) sheet.missing('request.answered', passedOver.at, allowed(), 'an answer to a later one');
    else sheet.missing('request.answered', overdue ?? view.end, allowed(), 'none');
  }
}

/** `request.in-order`. What is passed over and never answered is a matter of `request.answered`. */
export function requestInOrder(view: View, sheet: Sheet): void {
  for (const { join } of view.stays) {
    let last: Request | undefined;
    for (const request of join?.requests ?? []) {
      if (!request.answer) continue;
      sheet.held('request.in-order');
      if (last?.answer && last.answer.at > request.answer.at) {
        const allowed = `the answer to ${requestWords(last)} before that to ${requestWords(request)}`;
        sheet.against('request.in-order', request.answer.at, allowed, 'the later one first');
      }
      last = request;
    }
  }
}

/** `request.settled-by-room-left`: RoomLeft names the request that fixed the departure, and no other. */
export function settledByRoomLeft(view: View, sheet: Sheet): void {
  for (const stay of view.stays) {
    const { left } = stay;
    if (left?.replyTo === undefined) continue;
    sheet.held('request.settled-by-room-left');
    const allowed = left.replyTo > 0 ? whyNot(view, stay, left) : whyNone(view, stay, left.reason);
    if (!allowed) continue;
    const seen = `RoomLeft{${reasonWords(left.reason)}} with reply_to ${left.replyTo}`;
    sheet.against('request.settled-by-room-left', left.at, allowed, seen);
  }
}

/** A request is named: it must be one that ends a stay for this reason. */
function whyNot(view: View, stay: Stay, { request, reason }: NonNullable<Stay['left']>): string | undefined {
  if (!request) return `the number of a request of ${stay.id}, or 0`;
  const { kind } = request;
  if (kind !== 'leave' && kind !== 'end') return `no number: ${requestWords(request)} ends no stay of its caller`;
  if (reason.includes(codeOf(view, kind)) || stay.causes.unfounded.some(({ observer }) => !observer)) return undefined;
  return `no number: ${requestWords(request)} ends no stay for this reason`;
}

/** No request is named: something else than a request of its own must have ended the stay. */
function whyNone(view: View, stay: Stay, reason: Candidates) {
  const requests = stay.join?.requests.filter(({ answer }) => answer?.kind !== 'rejected') ?? [];
  const own = (kind: string) => requests.find((request) => request.kind === kind);
  const is = (code: Code) => reason.length === 1 && reason[0] === code;
  const leave = own('leave');
  const goodbye = stay.causes.own.some((cause) => cause.kind === 'goodbye' || cause.kind === 'replaced');
  if (leave && is(codeOf(view, 'leave')) && !goodbye) return `the number of ${requestWords(leave)}`;
  const end = own('end');
  const ends = view.sessions.get(stay.session ?? '')?.ends ?? [];
  const alone = ends.every((request) => request.join === stay.join || request.answer?.kind === 'rejected');
  if (end && is(codeOf(view, 'end')) && alone) return `the number of ${requestWords(end)}`;
  return undefined;
}

/** `request.unknown`: a kind that the server does not know, or a Remove that it does not declare, is unimplemented. */
export function requestUnknown(view: View, sheet: Sheet): void {
  for (const request of view.requests)
    if (request.kind === 'unknown' || (request.kind === 'remove' && !view.has('remove')))
      refusedWith(sheet, 'request.unknown', request, 'unimplemented');
}

/** A request that must be refused, and with this code. */
export function refusedWith(sheet: Sheet, clause: Parameters<Sheet['held']>[0], request: Request, code: Refusal): void {
  const { answer } = request;
  // That RoomLeft cannot answer it `request.settled-by-room-left` says.
  if (!answer || answer.kind === 'roomLeft') return;
  sheet.held(clause);
  if (answer.kind === 'rejected' && answer.code === code) return;
  sheet.against(clause, answer.at, `Rejected{${code}} to ${requestWords(request)}`, answerWords(request));
}

/** `sync.accepted`. */
export function syncAccepted(view: View, sheet: Sheet): void {
  for (const request of view.requests) {
    const { answer } = request;
    if (request.kind !== 'sync' || !answer || answer.kind === 'roomLeft') continue;
    sheet.held('sync.accepted');
    if (answer.kind !== 'accepted')
      sheet.against('sync.accepted', answer.at, `Accepted to ${requestWords(request)}`, answerWords(request));
  }
}

/** `request.refused-changes-nothing`: whoever is refused stays. What a refused request did to others `reason.true` finds. */
export function refusedStays(view: View, sheet: Sheet): void {
  for (const { answer } of view.requests)
    if (answer?.kind === 'rejected') sheet.held('request.refused-changes-nothing');
  for (const stay of view.stays) {
    const closed = dropped(stay);
    const before = stay.connection?.log.at(-2)?.seen;
    if (closed === undefined || before?.kind !== 'rejected') continue;
    // Something else may have closed it since: another request of its own, a Remove, an End.
    if (mayHaveDeparted(view, stay)) continue;
    const seen = messageWords({ kind: 'closed', code: stay.connection?.closed?.seen.code ?? 0 });
    sheet.against('request.refused-changes-nothing', closed, `${stay.id} stays: its request is refused`, seen);
  }
}
