/** The application's calls, and how they end. */
import { reason as reasonCode } from '../../../gen/codes.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { isSilent } from './timeline/reason-list.js';
import { saidRoomLefts } from './timeline/said-room-lefts.js';
import type { AppCall, ClientTimeline, MessageAt, SaidAt } from './timeline/timeline.js';

/** The calls that make requests, in the order of the application, beside the requests that were heard. */
interface Asked {
  readonly call: AppCall;
  readonly request: MessageAt | undefined;
}

const asking = ['end', 'remove', 'switch', 'mode'] as const;

/**
 * The calls of one kind and the requests of that kind come in the same order; a request that is sent again has its
 * old number. A call that had failed before its request could be heard was never sent.
 */
function askedIn({ calls, heard }: ClientTimeline): Asked[] {
  return asking.flatMap((kind) => {
    const requests = new Map<number, MessageAt>();
    for (const one of heard)
      if (one.heard.message === kind && !requests.has(one.heard.request)) requests.set(one.heard.request, one);
    const numbered = [...requests.values()];
    const isSent = ({ ended }: AppCall): boolean => !ended || !numbered[0] || ended.index > numbered[0].index;
    return calls
      .filter(({ action }) => action.kind === kind)
      .map((call) => ({ call, request: isSent(call) ? numbered.shift() : undefined }));
  });
}

const answerTo = ({ said }: ClientTimeline, { request }: Asked): SaidAt | undefined =>
  request && said.find((one) => one.said.replyTo === request.heard.request && one.said.message !== 'roomLeft');

const roomLeftFor = ({ said }: ClientTimeline, { request }: Asked): SaidAt | undefined =>
  request && said.find((one) => one.said.replyTo === request.heard.request && one.said.message === 'roomLeft');

/** `client.refused-call`: a call that the server refused fails, and nothing else ends. */
export const refusedCalls = invariant({
  clauses: ['client.refused-call'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    for (const asked of askedIn(timeline)) {
      const answer = answerTo(timeline, asked);
      if (answer?.said.message !== 'rejected') continue;
      const { ended, action } = asked.call;
      const allowed = `${action.kind}() fails: the server refused it`;
      if (ended) {
        sheet.held('client.refused-call');
        if (ended.end.how !== 'failed')
          sheet.against('client.refused-call', ended.index, allowed, `it ended: ${ended.end.how}`);
      } else if (!timeline.left && !answer.heldBack && answer.connection.closed === undefined) {
        sheet.held('client.refused-call');
        sheet.missing('client.refused-call', timeline.end, allowed, 'it is still outstanding');
      }
    }
  },
});

/** `client.calls-settled`: with roomLeft every outstanding call ends. */
export const callsSettled = invariant({
  clauses: ['client.calls-settled'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    const { left } = timeline;
    if (!left) return;
    for (const call of timeline.calls.filter(({ index, action }) => index < left.index && action.kind !== 'unload')) {
      sheet.held('client.calls-settled');
      const late = call.ended === undefined || call.ended.at - left.at > timeline.slackMs;
      if (late)
        sheet.missing(
          'client.calls-settled',
          timeline.end,
          `${call.action.kind}() has ended with roomLeft`,
          'it is outstanding',
        );
    }
    for (const asked of askedIn(timeline)) settledRightly(timeline, sheet, asked);
  },
});

/** `client.late-calls`: what is asked for after roomLeft waits for nobody. */
export const lateCalls = invariant({
  clauses: ['client.late-calls'],
  scope: 'history',
  clock: false,
  check({ left, calls, slackMs, end }: ClientTimeline, sheet) {
    for (const { index, at, action, ended } of calls) {
      if (!left || index < left.index || !lasting.has(action.kind)) continue;
      sheet.held('client.late-calls');
      const allowed = `${action.kind}() ends immediately: it was called after roomLeft`;
      if (!ended) sheet.missing('client.late-calls', end, allowed, 'it is outstanding');
      else if (ended.at - at > slackMs)
        sheet.against('client.late-calls', ended.index, allowed, `it ended after ${ended.at - at} ms`);
    }
  },
});

/** The calls that a client answers; a new Join is no call of the old room object. */
const lasting: ReadonlySet<AppCall['action']['kind']> = new Set([...asking, 'leave', 'dispose']);

/** The code of the departure that a call asks for. */
const wanted: Readonly<Partial<Record<AppCall['action']['kind'], number>>> = {
  end: reasonCode.REMOVE_ALL,
  mode: reasonCode.REMOVE_PEER_VIEWER_MODE_CHANGED,
};

/**
 * By a close alone, or a RoomLeft without `reply_to`, nobody can tell who asked for this departure. Clause
 * `client.calls-settled`.
 */
const mayHaveAsked = (timeline: ClientTimeline, kind: AppCall['action']['kind']): boolean =>
  saidRoomLefts(timeline).some(
    (word) => word.replyTo === 0 && wanted[kind] !== undefined && (isSilent(word) || word.code === wanted[kind]),
  );

/** The call that asked for the departure succeeds, and no other does that was not answered. */
function settledRightly(timeline: ClientTimeline, sheet: Sheet, asked: Asked): void {
  const { ended, action } = asked.call;
  if (!ended) return;
  const own = roomLeftFor(timeline, asked);
  if (!own && mayHaveAsked(timeline, action.kind)) return;
  if (own && ended.end.how !== 'done' && own.order === 'next')
    sheet.against('client.calls-settled', ended.index, `${action.kind}() succeeds: RoomLeft answers it`, ended.end.how);
  if (!own && ended.end.how === 'done' && answerTo(timeline, asked) === undefined)
    sheet.against('client.calls-settled', ended.index, `${action.kind}() fails: nothing answered it`, 'it succeeded');
}
