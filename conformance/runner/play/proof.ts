/** Whether a failure needs no replay: the records contradict the clause, whatever the clocks said. */
import { reason, wsClose } from '../../../gen/codes.js';
import type { History, HistoryRecord } from '../../exchange/history.js';
import { SENTINEL } from '../../exchange/names.js';
import { isTimed } from '../../invariants/index.js';
import { holdInvariants } from './invariants.js';
import type { Played } from './played.js';

/** As good as never, in milliseconds: about a day. */
const APART_MS = 100_000_000;

/**
 * Whether the records contradict the clause by themselves, whatever the clock said: an invariant forbids them without
 * any times, with a day between each record and the next, and, of a client, wherever it may have stood still and
 * whichever of its two sides was seen first.
 */
export function isProof(played: Pick<Played, 'history' | 'judgement'>): boolean {
  const { history, judgement } = played;
  // The reset of a target that stood still overtakes its close frame.
  if (judgement.fault && isWithoutFrame(history.records[judgement.fault.at])) return false;
  if (history.profile.side !== 'client' || !judgement.missing) return contradicts(played);
  // Behind its fence a client that stood still may have begun something new, which nothing has fenced.
  const records = history.records.slice(0, history.records.findLastIndex(isFence) + 1);
  return contradicts({ history: { ...history, records }, judgement });
}

const isFence = (record: HistoryRecord): boolean =>
  record.kind === 'client' &&
  record.note.kind === 'told' &&
  record.note.told.event === 'participantLeft' &&
  record.note.told.participant === SENTINEL;

function isWithoutFrame(record: HistoryRecord | undefined): boolean {
  if (record?.kind === 'client') return record.note.kind === 'closed' && record.note.code === wsClose.NO_FRAME;
  return record?.kind === 'seen' && isClosedWithoutFrame(record);
}

function contradicts({ history, judgement }: Pick<Played, 'history' | 'judgement'>): boolean {
  const { fault } = judgement;
  if (!fault || fault.oracleOnly || isTimed(fault.clause)) return false;
  // Only a fence proves that a message is missing; without one, the clock alone says so.
  if (judgement.missing && history.settled !== 'fenced') return false;
  if (mayBeGivenUp(history)) return false;
  const breaks = (at: (place: number) => number, played = history): boolean =>
    holdInvariants(retimed(played, at)).violations.some(({ clause }) => clause === fault.clause);
  const apart = (place: number): number => place * APART_MS;
  if (!breaks(apart)) return false;
  if (history.profile.side === 'server') return breaks((place) => place);
  const orders = [history, ...crossings(history)];
  return orders.every(
    (order) =>
      breaks(apart, order) && stalls(order).every((stall) => breaks((place) => (place < stall ? 0 : APART_MS), order)),
  );
}

/** What a client's application and its server tell may be seen in the wrong order within so many milliseconds. */
const CROSSED_MS = 50;

/**
 * The application's news and the frames come to the suite over two ways, and one may be read before the other: the
 * same history with every frame seen first, and with all news seen first.
 */
function crossings(history: History): History[] {
  const { records } = history;
  return [
    { ...history, records: earlier(records, isFrame, isNews) },
    { ...history, records: earlier(records, isNews, isFrame) },
  ];
}

const isNews = (record: HistoryRecord): boolean =>
  record.kind === 'client' && (record.note.kind === 'told' || record.note.kind === 'returned');

const isFrame = (record: HistoryRecord): boolean =>
  record.kind === 'client' &&
  (record.note.kind === 'heard' ||
    record.note.kind === 'unreadable' ||
    (record.note.kind === 'closed' && record.note.by === 'client'));

type Which = (record: HistoryRecord) => boolean;

/** Each record of the first kind goes in front of those of the second kind that stand close before it. */
function earlier(records: readonly HistoryRecord[], moves: Which, passed: Which): HistoryRecord[] {
  const ordered: HistoryRecord[] = [];
  for (const record of records) {
    const behind = ordered.findLastIndex((one) => !(moves(record) && passed(one) && record.at - one.at <= CROSSED_MS));
    ordered.splice(behind + 1, 0, record);
  }
  return ordered;
}

/** More places than these are too many to try. */
const MOST_STALLS = 200;

/**
 * Where a client may have stood still while all else took no time: between any two records. It reads what came before
 * that only afterwards, and its own timers are over by then.
 */
const stalls = ({ records }: History): readonly number[] =>
  [...records.keys()].filter((place) => place === 0 || place >= records.length - MOST_STALLS);

/** A client was lost, or may have been, to a server that has timers: when it gave up which one depends on its clock. */
const mayBeGivenUp = ({ profile, records }: History): boolean =>
  (profile.resumeWindowMs > 0 || (profile.heartbeat?.timeoutMs ?? 0) > 0) && records.some(showsLoss);

function showsLoss(record: HistoryRecord): boolean {
  if (record.kind !== 'seen') return false;
  const { observation } = record;
  if (observation.kind === 'closed') return isClosedWithoutFrame(record);
  return 'reason' in observation && observation.reason.includes(reason.WEBSOCKET_DISCONNECTED);
}

const isClosedWithoutFrame = ({ observation }: Extract<HistoryRecord, { kind: 'seen' }>): boolean =>
  observation.kind === 'closed' && observation.code === wsClose.NO_FRAME;

/** For the invariants of servers, records one millisecond apart, from 0 on, are a history without a clock. */
const retimed = (history: History, at: (place: number) => number): History => ({
  ...history,
  records: history.records.map((record, place) => ({ ...record, at: at(place) })),
});
