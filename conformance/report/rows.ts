/** From a failure's history to the rows of its diagram: which records are shown, where, and in which words. */

import type { History, HistoryRecord, Sent } from '../exchange/history.js';
import { PEER } from '../exchange/names.js';
import type { Failure } from '../exchange/report.js';
import { clientLabels, isUsual, pauseBefore } from './client-rows.js';
import { isAboutServer, lanesOf } from './lanes.js';
import type { Rows, Together } from './row.js';
import { describe, type RecordDetail } from './words.js';

/** As much as a reader takes in at a glance. A shrunk scenario has far fewer rows. */
const ROWS_BEFORE = 40;
const ROWS_AFTER = 6;

type Shows = Pick<Failure, 'clause' | 'at' | 'history'>;

/** The rows around the first wrong record. */
export function toRows(failure: Shows): Rows {
  const { history, at } = failure;
  const shown = shownRecords(failure);
  const mark = shown.findIndex(({ index }) => index >= at);
  const middle = mark < 0 ? shown.length : mark;
  const from = Math.max(0, middle - ROWS_BEFORE);
  const to = Math.min(shown.length, middle + 1 + ROWS_AFTER);
  const picked = shown.slice(from, to);
  const records = picked.map(({ record }) => record);
  const { seats, place } = lanesOf(history, records);
  const describeOne = labelsOf(failure, records);
  // A client's application and its server act one after the other.
  const together = history.profile.side === 'server' ? togetherOf(records, history.scenario.rounds.length) : [];
  const rows = picked.flatMap(({ record, index }, order) => [
    ...pauseBefore(history, record, records[order - 1]),
    { ...place(record), label: describeOne(record), wrong: index === at, together: together[order] },
  ]);
  return { seats, rows, earlier: from, later: shown.length - to };
}

function labelsOf({ history, clause }: Shows, records: readonly HistoryRecord[]): (record: HistoryRecord) => string {
  if (history.profile.side === 'client') return clientLabels(history, clause);
  const detail = detailOf(records, clause);
  return (record) => `${isAboutServer(record) ? 'server: ' : ''}${describe(record, detail)}`;
}

interface ShownRecord {
  readonly record: HistoryRecord;
  readonly index: number;
}

/** All records but those that show nothing of the failure: skipped steps, the suite's own fences, and usual ones. */
function shownRecords({ history, clause, at }: Shows): ShownRecord[] {
  const fences = clause.startsWith('fence.') ? [] : answeredFences(history).filter((pair) => !pair.includes(at));
  const hidden = new Set(fences.flat());
  const { side } = history.profile;
  return history.records
    .map((record, index) => ({ record, index }))
    .filter(
      ({ record, index }) =>
        index === at ||
        (record.kind !== 'skipped' &&
          !hidden.has(index) &&
          !(side === 'client' && isUsual({ history, clause, at }, index))),
    );
}

/**
 * The suite's own fences that were answered, each with its answer. They prove the end, and are no part of the scenario.
 */
function answeredFences({ records, scenario }: History): [number, number][] {
  return records.flatMap((record, index): [number, number][] => {
    if (record.kind !== 'sent' || record.round < scenario.rounds.length) return [];
    const answer = records.findIndex((other, later) => later > index && isAcceptance(other, record));
    return answer < 0 ? [] : [[index, answer]];
  });
}

const isAcceptance = (record: HistoryRecord, fence: Sent): boolean =>
  record.kind === 'seen' &&
  record.seat === fence.seat &&
  record.connection === fence.connection &&
  record.observation.kind === 'accepted' &&
  record.observation.replyTo === fence.request;

/** A label names a room, a session or a number only where there are several of them. */
function detailOf(records: readonly HistoryRecord[], clause: string): RecordDetail {
  const rooms = new Set<string>();
  const sessions = new Set<string>();
  const requests = new Map<string, number>();
  for (const record of records) {
    if (record.kind === 'sent' && 'room' in record.action) rooms.add(record.action.room);
    if (record.kind === 'seen' && record.observation.kind === 'joined') sessions.add(record.observation.session);
    if (record.kind !== 'sent' || record.request === undefined) continue;
    const connection = `${record.seat}/${record.connection}`;
    requests.set(connection, (requests.get(connection) ?? 0) + 1);
  }
  return {
    rooms: rooms.size > 1,
    sessions: sessions.size > 1,
    requests: /^(request|leave|sync|fence)\./.test(clause) || [...requests.values()].some((number) => number > 1),
    sequences: clause.startsWith('sequence.'),
  };
}

/**
 * Of each record, in the order shown. `rounds`: the number of rounds in the scenario; after them come the suite's own
 * fences.
 */
function togetherOf(records: readonly HistoryRecord[], rounds: number): readonly (Together | undefined)[] {
  const indexes = new Map<number, number[]>();
  for (const [index, record] of records.entries())
    if (record.kind === 'sent' && record.seat !== PEER && record.round < rounds)
      indexes.set(record.round, [...(indexes.get(record.round) ?? []), index]);
  const found: (Together | undefined)[] = records.map(() => undefined);
  for (const steps of indexes.values()) {
    const [first = 0, last = 0] = [steps[0], steps.at(-1)];
    if (first === last) continue;
    for (let place = first; place <= last; place += 1)
      found[place] = place === first ? 'begin' : place === last ? 'end' : steps.includes(place) ? 'step' : 'between';
  }
  return found;
}
