import { wsClose } from '../../../gen/codes.js';
import { UNBOUND_MS } from '../../exchange/timing.js';
import type { Candidates, Code } from '../../exchange/words.js';
import { refusedWith } from '../accusations.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { codeOf, mayHaveDeparted } from '../timeline/causes.js';
import { connectionOfParticipation, dropped, mayHaveEnded } from '../timeline/connections.js';
import { refusedForLoad } from '../timeline/load.js';
import type { SeenAt } from '../timeline/parts.js';
import type {
  BindAttempt,
  Cause,
  RoomLeftAt,
  SeenConnection,
  SeenParticipation,
  SentRequest,
  Timeline,
} from '../timeline/timeline.js';
import { timeAt } from '../timeline/windows.js';
import { answerWords, messageWords, reasonWords, requestWords } from '../timeline/words.js';

/** `request.in-order`. What is passed over and never answered is a matter of `request.answered`. */
export const requestInOrder = invariant({
  clauses: ['request.in-order'],
  scope: 'streams',
  clock: false,
  check(timeline: Timeline, sheet) {
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
  },
});

/** `request.settled-by-room-left`: RoomLeft names the request that fixed the departure, and no other. */
export const settledByRoomLeft = invariant({
  clauses: ['request.settled-by-room-left'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const participation of [...timeline.participations, ...timeline.mentionedOnly])
      for (const left of participation.left ? [participation.left, ...participation.moreRoomLefts] : [])
        settledBy(timeline, sheet, participation, left);
  },
});

function settledBy(timeline: Timeline, sheet: Sheet, participation: SeenParticipation, left: RoomLeftAt): void {
  if (left.replyTo === undefined) return;
  sheet.held('request.settled-by-room-left');
  const allowed =
    left.replyTo > 0 ? whyNot(timeline, participation, left) : whyNone(timeline, participation, left.reason);
  if (!allowed) return;
  const seen = `RoomLeft ${reasonWords(left.reason)} with reply_to ${left.replyTo}`;
  sheet.against('request.settled-by-room-left', left.index, allowed, seen);
}

/** What a request of one's own ends one's participation by. */
function endsBy({ kind, mode }: SentRequest): Cause['kind'] | undefined {
  if (kind === 'leave' || kind === 'end') return kind;
  return kind === 'mode' && mode === 'viewer' ? 'viewer' : undefined;
}

/** A request is named: it must be one that ends a participation for this reason. */
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

/** No request is named: something else than a request of its own must have ended the participation. */
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
export const requestUnknown = invariant({
  clauses: ['request.unknown'],
  scope: 'streams',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const request of timeline.requests)
      if (undeclared(timeline, request)) {
        const { answer, kind } = request;
        refusedWith(sheet, 'request.unknown', request, 'unimplemented');
        if (answer?.kind === 'roomLeft' && kind === 'mode')
          sheet.against(
            'request.unknown',
            answer.index,
            `Rejected unimplemented to ${requestWords(request)}`,
            'RoomLeft',
          );
      }
  },
});

const features = { remove: 'remove', switch: 'switch', mode: 'viewer' } as const;

function undeclared(timeline: Timeline, { kind }: SentRequest): boolean {
  if (kind === 'remove' || kind === 'switch' || kind === 'mode') return !timeline.has(features[kind]);
  return kind === 'unknown';
}

/** `sync.accepted`. */
export const syncAccepted = invariant({
  clauses: ['sync.accepted'],
  scope: 'streams',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const request of timeline.requests) {
      const { answer } = request;
      if (request.kind !== 'sync' || !answer || answer.kind === 'roomLeft' || refusedForLoad(answer)) continue;
      sheet.held('sync.accepted');
      if (answer.kind !== 'accepted')
        sheet.against('sync.accepted', answer.index, `Accepted to ${requestWords(request)}`, answerWords(request));
    }
  },
});

/**
 * `request.refused-changes-nothing`: somebody who is refused stays. What a refused request did to others
 * `reason.true` finds.
 */
export const refusedStays = invariant({
  clauses: ['request.refused-changes-nothing'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
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
      sheet.against(
        'request.refused-changes-nothing',
        closed,
        `${participation.id} stays: its request is refused`,
        seen,
      );
    }
  },
});

/** So long before its first message the suite may have opened a connection, in milliseconds. */
const OPENED_BEFORE_MS = 2_000;

/**
 * `join.refused-unbound`, and the same of a refused Resume by `resume.not-found`:
 * the connection stays open, and what was pipelined behind the Join gets no answer.
 */
export const refusedUnbound = invariant({
  clauses: ['join.refused-unbound', 'resume.not-found'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const connection of timeline.connections)
      for (const attempt of connection.attempts)
        if (attempt.answer?.kind === 'rejected')
          refusal(timeline, sheet, connection, { attempt, refused: attempt.answer.index });
  },
});

function refusal(
  timeline: Timeline,
  sheet: Sheet,
  connection: SeenConnection,
  { attempt: { kind }, refused }: { readonly attempt: BindAttempt; readonly refused: number },
): void {
  const clause = kind === 'resume' ? 'resume.not-found' : 'join.refused-unbound';
  sheet.held(clause);
  sheet.held('request.refused-changes-nothing');
  const { closed, losses, attempts, carries, stray, name } = connection;
  const answer = stray.find(({ index }) => index > refused && (!carries || index < carries.since));
  if (answer) {
    const allowed = `no answer: the refusal has settled what was behind it`;
    sheet.against(clause, answer.index, allowed, messageWords(answer.seen));
  }
  // A Join that was sent on the same connection before the refusal came could be one too many.
  const moreAnswers = attempts.some(({ index }, place) => place > 0 && index < refused);
  if (!closed || carries || moreAnswers || connection.left || losses.some(({ index }) => index < closed.index)) return;
  if (mayBeDue(timeline, attempts, closed)) return;
  sheet.against(clause, closed.index, `${name} open, so that it may Join again`, messageWords(closed.seen));
}

/** `connection.unbound`: it is closed 10 s after it was opened. A log does not say when that was. */
function mayBeDue(timeline: Timeline, [first]: SeenConnection['attempts'], { seen, index }: SeenAt<'closed'>): boolean {
  if (seen.code !== wsClose.POLICY_VIOLATION) return false;
  const openMs = timeAt(timeline, index) - timeAt(timeline, first?.index ?? index);
  return timeline.history.written !== undefined || openMs > UNBOUND_MS - OPENED_BEFORE_MS;
}
