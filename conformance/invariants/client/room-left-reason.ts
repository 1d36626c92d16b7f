/**
 * The reason of roomLeft: the server's word where there is one, and the client's own conclusion where there is none.
 */
import type { ClauseId } from '../../../gen/clauses.js';
import { close as closeCode, reason as reasonCode } from '../../../gen/codes.js';
import type { ToldReason } from '../../exchange/client.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { holdReason, wordClause } from './accusations.js';
import {
  conclusions,
  EARLY_MS,
  isRefusedResume,
  PATIENCE_MS,
  troubleBefore,
  troubleOf,
  windowAt,
} from './timeline/conclusions.js';
import { sayReason, sayWord, shown } from './timeline/reason-list.js';
import { closesOnTheirWay, type SaidRoomLeft, saidRoomLefts, standsForRoomLeft } from './timeline/said-room-lefts.js';
import type { ClientTimeline, ToldRoomLeft } from './timeline/timeline.js';

/** `reason.*`, `client.server-word` and `client.local-reason`: the reason of roomLeft. */
export const roomLeftReason = invariant({
  clauses: [
    'client.server-word',
    'client.close-is-room-left',
    'client.room-left-any-sequence',
    'client.local-reason',
    'client.own-close',
    'client.other-close',
    'client.resumes',
    'client.switch-fires-none',
    'client.refused-call',
    'client.unknown-kind',
    'reason.absent',
    'reason.unrecognised',
    'reason.by-code',
    'reason.type',
    'reason.source',
    'reason.message',
  ],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    const { left } = timeline;
    if (!left) return;
    const words = saidRoomLefts(timeline);
    const { reason = {} } = left.event;
    const own = conclusions(timeline, left);
    const right = [...words, ...closesOnTheirWay(timeline)].filter(
      (word) => shown(word).code === reason.code && isHeardOf(word, left),
    );
    const [word] = right;
    if (word && !isOwn(timeline, left, own, word)) {
      for (const clause of wordClauses(word)) sheet.held(clause);
      holdReason(sheet, left.index, reason, right);
      return;
    }
    const known = words.filter(
      ({ index, heldBack, connection }) =>
        index < left.index &&
        !heldBack &&
        troubleOf(timeline, { ...connection, closed: undefined }, index) === undefined,
    );
    const [first] = known;
    if (first && !mayBeOwn(timeline, left, own, first)) {
      for (const clause of wordClauses(first)) sheet.held(clause);
      sheet.against(
        wordClause(first, reason),
        left.index,
        `roomLeft ${sayReason(shown(first))}, by the server's word`,
        `roomLeft ${sayReason(reason)}, where the server said ${sayWord(first)}`,
      );
      return;
    }
    concluded(timeline, sheet, left, own);
  },
});

/** A close frame is noted when the closing is over, which may be after its receiver has acted on it. */
const isHeardOf = ({ order, index }: SaidRoomLeft, left: ToldRoomLeft): boolean =>
  order === undefined || index < left.index;

/** What reads like the server's word, and may be the client's own all the same: marked as such, and with a cause. */
function isOwn(timeline: ClientTimeline, left: ToldRoomLeft, own: readonly number[], word: SaidRoomLeft): boolean {
  const { reason = {} } = left.event;
  return reason.source === 'LOCAL' && shown(word).source !== 'LOCAL' && mayBeOwn(timeline, left, own, word);
}

/** The client may have concluded by itself before it received the word. */
function mayBeOwn(timeline: ClientTimeline, left: ToldRoomLeft, own: readonly number[], word: SaidRoomLeft): boolean {
  const { reason = {} } = left.event;
  if (reason.source === 'SERVER' || reason.code === undefined || !own.includes(reason.code)) return false;
  // What was held back, or may never have been sent, it need not have received by any time.
  if (!word.heldBack && left.at - word.at > timeline.slackMs) return false;
  return reason.code !== reasonCode.MANUAL_LEAVE_CALLED || mayGiveUpLeaving(without(timeline, word), left);
}

/** A close that says how the meeting has ended is no trouble with the connection. */
function without(timeline: ClientTimeline, { order, connection }: SaidRoomLeft): ClientTimeline {
  if (order !== undefined) return timeline;
  const peerActions = timeline.peerActions.filter(({ does }) => does.kind !== 'close');
  const connections = timeline.connections.map((one) => (one === connection ? { ...one, closed: undefined } : one));
  return { ...timeline, peerActions, connections };
}

/** On a connection that works it waits for 2 s; where there is none, or the page goes away, it need not. */
function mayGiveUpLeaving(timeline: ClientTimeline, left: ToldRoomLeft): boolean {
  if (timeline.unloading) return true;
  const since = timeline.leaving?.at ?? left.at;
  if (left.at - since >= PATIENCE_MS - EARLY_MS) return true;
  return (
    troubleBefore(timeline, left.index) !== undefined || !timeline.said.some(({ said }) => said.message === 'joined')
  );
}

/** What a word of the server's is a test of. */
function wordClauses({ order }: SaidRoomLeft): readonly ClauseId[] {
  if (order === undefined) return ['client.close-is-room-left', 'client.server-word'];
  return order === 'next' ? ['client.server-word'] : ['client.server-word', 'client.room-left-any-sequence'];
}

function concluded(timeline: ClientTimeline, sheet: Sheet, left: ToldRoomLeft, own: readonly number[]): void {
  const { reason = {} } = left.event;
  if (own.length > 0) sheet.held('client.local-reason');
  holdOwnClose(timeline, sheet, own);
  holdOtherClose(timeline, sheet);
  if (reason.code !== undefined && own.includes(reason.code)) {
    sheet.held('reason.source');
    if (reason.source !== 'LOCAL') against(sheet, sourceClause(timeline, reason), left, own);
    return;
  }
  against(sheet, conclusionClause(timeline, left, own), left, own);
}

function against(
  sheet: Sheet,
  clause: ClauseId,
  { index, event: { reason } }: ToldRoomLeft,
  own: readonly number[],
): void {
  const allowed =
    own.length === 0
      ? 'no roomLeft: nothing has happened that would end it'
      : `roomLeft with ${own.join(' or ')}, LOCAL`;
  sheet.against(clause, index, allowed, `roomLeft ${sayReason(reason)}, without a word of the server's`);
}

/** The client closed with 4101 itself, and the far end has echoed it. */
const goodbyes = ({ connections }: ClientTimeline): number =>
  connections.filter(({ closed }) => closed?.by === 'client' && closed.code === closeCode.LEAVE).length;

function holdOwnClose(timeline: ClientTimeline, sheet: Sheet, own: readonly number[]): void {
  if (own.includes(reasonCode.MANUAL_LEAVE_CALLED)) sheet.held('client.own-close', goodbyes(timeline));
}

const otherCloses = ({ connections }: ClientTimeline): number[] =>
  connections.flatMap(({ closed }) =>
    closed?.by === 'server' && !standsForRoomLeft(closed.code) ? [closed.code] : [],
  );

function holdOtherClose(timeline: ClientTimeline, sheet: Sheet): void {
  sheet.held('client.other-close', otherCloses(timeline).length);
}

function sourceClause(timeline: ClientTimeline, { code = 0 }: ToldReason): ClauseId {
  if (code === reasonCode.MANUAL_LEAVE_CALLED && goodbyes(timeline) > 0) return 'client.own-close';
  return isOfClose(timeline, code) ? 'client.other-close' : 'reason.source';
}

/** A close code, or what it would stand for, taken as the server's word. */
const isOfClose = (timeline: ClientTimeline, code: number): boolean =>
  otherCloses(timeline).some((close) => close === code || close - 3_000 === code);

function conclusionClause(timeline: ClientTimeline, left: ToldRoomLeft, own: readonly number[]): ClauseId {
  const { reason: { code = 0, source } = {} } = left.event;
  if (isOfClose(timeline, code) && source === 'SERVER') return 'client.other-close';
  if (code === reasonCode.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED && isEarly(timeline, left)) return 'client.resumes';
  if (own.length > 0) return 'client.local-reason';
  return unprovoked(timeline, left);
}

/** It gave up before the window was over, and nobody had refused it. */
function isEarly(timeline: ClientTimeline, left: ToldRoomLeft): boolean {
  const refused = timeline.said.some((one) => one.index < left.index && isRefusedResume(one));
  const since = troubleBefore(timeline, left.index);
  return !refused && since !== undefined && left.at - since < (windowAt(timeline, left.index) ?? 0) - EARLY_MS;
}

/** Nothing has happened that would end it: what has happened last is what the client has taken for an end. */
function unprovoked({ said, heard }: ClientTimeline, { index }: ToldRoomLeft): ClauseId {
  const before = said.filter((one) => one.index < index);
  const switched = heard.find((one) => one.heard.message === 'switch');
  if (switched && before.some((one) => one.said.replyTo === switched.heard.request)) return 'client.switch-fires-none';
  if (before.some((one) => one.said.message === 'rejected')) return 'client.refused-call';
  return before.some((one) => one.said.message === 'unknown') ? 'client.unknown-kind' : 'client.local-reason';
}
