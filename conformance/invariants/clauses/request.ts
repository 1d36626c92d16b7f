import type { Candidates, Code, Refusal } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { type Cause, codeOf } from '../timeline/causes.js';
import { connectionOfParticipation, dropped, mayHaveDeparted, mayHaveEnded } from '../timeline/connections.js';
import type { RoomLeftAt, SeenParticipation, SeenRoomObject, SentRequest, Timeline } from '../timeline/timeline.js';
import { answerWords, messageWords, reasonWords, requestWords } from '../timeline/words.js';

/** `request.in-order`. What is passed over and never answered is a matter of `request.answered`. */
export function requestInOrder(timeline: Timeline, sheet: Sheet): void {
  for (const { requests } of timeline.roomObjects) {
    let last: SentRequest | undefined;
    for (const request of requests) {
      if (!request.answer) continue;
      sheet.held('request.in-order');
      if (last?.answer && last.answer.index > request.answer.index) {
        const allowed = `the answer to ${requestWords(last)} before that to ${requestWords(request)}`;
        sheet.against('request.in-order', request.answer.index, allowed, 'the later one first');
      }
      last = request;
    }
  }
  for (const { stray, carries } of timeline.connections)
    for (const { seen, index } of stray)
      if (carries && index < carries.since && 'replyTo' in seen && (seen.replyTo ?? 0) > 0)
        sheet.against('request.in-order', index, 'the answer to the Join before', messageWords(seen));
}

/** `request.settled-by-room-left`: RoomLeft names the request that fixed the departure, and no other. */
export function settledByRoomLeft(timeline: Timeline, sheet: Sheet): void {
  for (const participation of [...timeline.participations, ...timeline.mentionedOnly])
    for (const left of participation.left ? [participation.left, ...participation.moreRoomLefts] : [])
      settledBy(timeline, sheet, participation, left);
}

function settledBy(timeline: Timeline, sheet: Sheet, participation: SeenParticipation, left: RoomLeftAt): void {
  if (left.replyTo === undefined) return;
  sheet.held('request.settled-by-room-left');
  const allowed =
    left.replyTo > 0 ? whyNot(timeline, participation, left) : whyNone(timeline, participation, left.reason);
  if (!allowed) return;
  const seen = `RoomLeft{${reasonWords(left.reason)}} with reply_to ${left.replyTo}`;
  sheet.against('request.settled-by-room-left', left.index, allowed, seen);
}

/** What a request of one's own ends one's stay by. */
export function endsBy({ kind, mode }: SentRequest): Cause['kind'] | undefined {
  if (kind === 'leave' || kind === 'end') return kind;
  return kind === 'mode' && mode === 'viewer' ? 'viewer' : undefined;
}

/** A request is named: it must be one that ends a stay for this reason. */
function whyNot(
  timeline: Timeline,
  participation: SeenParticipation,
  { request, reason }: RoomLeftAt,
): string | undefined {
  if (!request) return `the number of a request of ${participation.id}, or 0`;
  const kind = endsBy(request);
  if (!kind) return `no number: ${requestWords(request)} ends no stay of its caller`;
  if (reason.includes(codeOf(timeline, kind)) || participation.causes.unfounded.some(({ observer }) => !observer))
    return undefined;
  return `no number: ${requestWords(request)} ends no stay for this reason`;
}

/** No request is named: something else than a request of its own must have ended the stay. */
function whyNone(timeline: Timeline, participation: SeenParticipation, reason: Candidates): string | undefined {
  if (reason.length !== 1) return undefined;
  const { own, enders } = participation.causes;
  const bears = (code: Code) => own.filter(({ kind }) => codeOf(timeline, kind) === code);
  const found = [...bears(reason[0] ?? 0), ...enders.filter(({ code }) => code === reason[0])];
  const itself = ({ request }: { request?: SentRequest }) =>
    request?.participation === participation &&
    endsBy(request) !== undefined &&
    (request.answer || mayHaveEnded(request));
  const [cause] = found;
  return cause?.request && found.every(itself) ? `the number of ${requestWords(cause.request)}` : undefined;
}

/** `request.unknown`: a kind that the server does not know, or that it does not declare, is unimplemented. */
export function requestUnknown(timeline: Timeline, sheet: Sheet): void {
  for (const request of timeline.requests)
    if (undeclared(timeline, request)) {
      const { answer, kind } = request;
      refusedWith(sheet, 'request.unknown', request, 'unimplemented');
      if (answer?.kind === 'roomLeft' && kind === 'mode')
        sheet.against(
          'request.unknown',
          answer.index,
          `Rejected{unimplemented} to ${requestWords(request)}`,
          'RoomLeft',
        );
    }
}

const features = { remove: 'remove', switch: 'switch', mode: 'viewer' } as const;

export function undeclared(timeline: Timeline, { kind }: SentRequest): boolean {
  if (kind === 'remove' || kind === 'switch' || kind === 'mode') return !timeline.has(features[kind]);
  return kind === 'unknown';
}

/** A request that must be refused, and with one of these codes. */
export function refusedWith(
  sheet: Sheet,
  clause: Parameters<Sheet['held']>[0],
  request: SentRequest,
  ...codes: readonly Refusal[]
): void {
  const { answer } = request;
  // That RoomLeft cannot answer it `request.settled-by-room-left` says.
  if (!answer || answer.kind === 'roomLeft') return;
  sheet.held(clause);
  if (answer.kind === 'rejected' && codes.some((code) => code === answer.code)) return;
  sheet.against(clause, answer.index, `Rejected{${codes.join('|')}} to ${requestWords(request)}`, answerWords(request));
}

/** `sync.accepted`. */
export function syncAccepted(timeline: Timeline, sheet: Sheet): void {
  for (const request of timeline.requests) {
    const { answer } = request;
    if (request.kind !== 'sync' || !answer || answer.kind === 'roomLeft') continue;
    sheet.held('sync.accepted');
    if (answer.kind !== 'accepted')
      sheet.against('sync.accepted', answer.index, `Accepted to ${requestWords(request)}`, answerWords(request));
  }
}

/** `request.refused-changes-nothing`: whoever is refused stays. What a refused request did to others `reason.true` finds. */
export function refusedStays(timeline: Timeline, sheet: Sheet): void {
  for (const { answer } of timeline.requests)
    if (answer?.kind === 'rejected') sheet.held('request.refused-changes-nothing');
  for (const participation of timeline.participations) {
    const closed = dropped(participation);
    const line = connectionOfParticipation(participation);
    const before = line?.log.at(-2)?.seen;
    if (closed === undefined || before?.kind !== 'rejected') continue;
    // Something else may have closed it since: another request of its own, a Remove, an End.
    if (mayHaveDeparted(timeline, participation)) continue;
    const seen = messageWords({ kind: 'closed', code: line?.closed?.seen.code ?? 0 });
    sheet.against('request.refused-changes-nothing', closed, `${participation.id} stays: its request is refused`, seen);
  }
}

/** Whether a request that was sent before another one was taken up if that was: they came the same way. */
export const goesBefore = (earlier: SentRequest, later: SentRequest): boolean =>
  later.sendings.every(({ connection, index }) =>
    earlier.sendings.some((sending) => sending.connection === connection && sending.index < index),
  );

/** Whether the server has said that it has taken it up: as the highest one. Lower ones may have been passed over. */
export const saidTaken = ({ attempts }: SeenRoomObject, number: number | undefined): boolean =>
  number !== undefined && attempts.some(({ answer }) => answer?.lastRequest === number);
