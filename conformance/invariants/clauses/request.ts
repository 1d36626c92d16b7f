import type { Candidates, Code, Refusal } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { type Cause, codeOf } from '../timeline/causes.js';
import { dropped, lineOfStay, mayHaveDeparted, mayHaveEnded } from '../timeline/connections.js';
import type { Join, Left, Request, Stay, View } from '../timeline/timeline.js';
import { answerWords, messageWords, reasonWords, requestWords } from '../timeline/words.js';

/** `request.in-order`. What is passed over and never answered is a matter of `request.answered`. */
export function requestInOrder(view: View, sheet: Sheet): void {
  for (const { requests } of view.joins) {
    let last: Request | undefined;
    for (const request of requests) {
      if (!request.answer) continue;
      sheet.held('request.in-order');
      if (last?.answer && last.answer.at > request.answer.at) {
        const allowed = `the answer to ${requestWords(last)} before that to ${requestWords(request)}`;
        sheet.against('request.in-order', request.answer.at, allowed, 'the later one first');
      }
      last = request;
    }
  }
  for (const { stray, carries } of view.connections)
    for (const { seen, at } of stray)
      if (carries && at < carries.since && 'replyTo' in seen && (seen.replyTo ?? 0) > 0)
        sheet.against('request.in-order', at, 'the answer to the Join before', messageWords(seen));
}

/** `request.settled-by-room-left`: RoomLeft names the request that fixed the departure, and no other. */
export function settledByRoomLeft(view: View, sheet: Sheet): void {
  for (const stay of [...view.stays, ...view.ghosts])
    for (const left of stay.left ? [stay.left, ...stay.leftAgain] : []) settledBy(view, sheet, stay, left);
}

function settledBy(view: View, sheet: Sheet, stay: Stay, left: Left): void {
  if (left.replyTo === undefined) return;
  sheet.held('request.settled-by-room-left');
  const allowed = left.replyTo > 0 ? whyNot(view, stay, left) : whyNone(view, stay, left.reason);
  if (!allowed) return;
  const seen = `RoomLeft{${reasonWords(left.reason)}} with reply_to ${left.replyTo}`;
  sheet.against('request.settled-by-room-left', left.at, allowed, seen);
}

/** What a request of one's own ends one's stay by. */
export function endsBy({ kind, mode }: Request): Cause['kind'] | undefined {
  if (kind === 'leave' || kind === 'end') return kind;
  return kind === 'mode' && mode === 'viewer' ? 'viewer' : undefined;
}

/** A request is named: it must be one that ends a stay for this reason. */
function whyNot(view: View, stay: Stay, { request, reason }: Left): string | undefined {
  if (!request) return `the number of a request of ${stay.id}, or 0`;
  const kind = endsBy(request);
  if (!kind) return `no number: ${requestWords(request)} ends no stay of its caller`;
  if (reason.includes(codeOf(view, kind)) || stay.causes.unfounded.some(({ observer }) => !observer)) return undefined;
  return `no number: ${requestWords(request)} ends no stay for this reason`;
}

/** No request is named: something else than a request of its own must have ended the stay. */
function whyNone(view: View, stay: Stay, reason: Candidates): string | undefined {
  if (reason.length !== 1) return undefined;
  const { own, enders } = stay.causes;
  const bears = (code: Code) => own.filter(({ kind }) => codeOf(view, kind) === code);
  const found = [...bears(reason[0] ?? 0), ...enders.filter(({ code }) => code === reason[0])];
  const itself = ({ request }: { request?: Request }) =>
    request?.stay === stay && endsBy(request) !== undefined && (request.answer || mayHaveEnded(request));
  const [cause] = found;
  return cause?.request && found.every(itself) ? `the number of ${requestWords(cause.request)}` : undefined;
}

/** `request.unknown`: a kind that the server does not know, or that it does not declare, is unimplemented. */
export function requestUnknown(view: View, sheet: Sheet): void {
  for (const request of view.requests)
    if (undeclared(view, request)) {
      const { answer, kind } = request;
      refusedWith(sheet, 'request.unknown', request, 'unimplemented');
      if (answer?.kind === 'roomLeft' && kind === 'mode')
        sheet.against('request.unknown', answer.at, `Rejected{unimplemented} to ${requestWords(request)}`, 'RoomLeft');
    }
}

const features = { remove: 'remove', switch: 'switch', mode: 'viewer' } as const;

export function undeclared(view: View, { kind }: Request): boolean {
  if (kind === 'remove' || kind === 'switch' || kind === 'mode') return !view.has(features[kind]);
  return kind === 'unknown';
}

/** A request that must be refused, and with one of these codes. */
export function refusedWith(
  sheet: Sheet,
  clause: Parameters<Sheet['held']>[0],
  request: Request,
  ...codes: readonly Refusal[]
): void {
  const { answer } = request;
  // That RoomLeft cannot answer it `request.settled-by-room-left` says.
  if (!answer || answer.kind === 'roomLeft') return;
  sheet.held(clause);
  if (answer.kind === 'rejected' && codes.some((code) => code === answer.code)) return;
  sheet.against(clause, answer.at, `Rejected{${codes.join('|')}} to ${requestWords(request)}`, answerWords(request));
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
    const line = lineOfStay(stay);
    const before = line?.log.at(-2)?.seen;
    if (closed === undefined || before?.kind !== 'rejected') continue;
    // Something else may have closed it since: another request of its own, a Remove, an End.
    if (mayHaveDeparted(view, stay)) continue;
    const seen = messageWords({ kind: 'closed', code: line?.closed?.seen.code ?? 0 });
    sheet.against('request.refused-changes-nothing', closed, `${stay.id} stays: its request is refused`, seen);
  }
}

/** Whether a request that was sent before another one was taken up if that was: they came the same way. */
export const goesBefore = (earlier: Request, later: Request): boolean =>
  later.sendings.every(({ connection, at }) =>
    earlier.sendings.some((sending) => sending.connection === connection && sending.at < at),
  );

/** Whether the server has said that it has taken it up: as the highest one. Lower ones may have been passed over. */
export const saidTaken = ({ attempts }: Join, number: number | undefined): boolean =>
  number !== undefined && attempts.some(({ answer }) => answer?.lastRequest === number);
