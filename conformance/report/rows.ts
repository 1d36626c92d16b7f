/** From a failure's history to the rows of its diagram: which records are shown, in which column, in which words. */
import {
  type ActionKind,
  attendee,
  type Failure,
  type History,
  type HistoryRecord,
  OPERATOR,
  PEER,
  type Seat,
  type Sent,
} from '../exchange/index.js';
import { type Detail, describe } from './words.js';

export type Way = 'to-server' | 'to-seat' | 'cut' | 'remark';

export interface Row {
  /** The column, counted from 0 on the left. */
  readonly column: number;
  readonly way: Way;
  readonly label: string;
  /** The first wrong record. */
  readonly wrong: boolean;
}

export interface Rows {
  /** The seats that something is shown for, in the scenario's order; the operator, whom no scenario lists, is the last. */
  readonly seats: readonly Seat[];
  readonly rows: readonly Row[];
  /** Rows left out before the first and after the last one shown. */
  readonly earlier: number;
  readonly later: number;
}

/** What a reader takes in at a glance; a shrunk scenario is far below. */
const ROWS_BEFORE = 40;
const ROWS_AFTER = 6;

export function toRows(failure: Pick<Failure, 'clause' | 'at' | 'history'>): Rows {
  const { history, clause, at } = failure;
  const shown = shownRecords(failure);
  const mark = shown.findIndex(({ index }) => index >= at);
  const middle = mark < 0 ? shown.length : mark;
  const from = Math.max(0, middle - ROWS_BEFORE);
  const to = Math.min(shown.length, middle + 1 + ROWS_AFTER);
  const picked = shown.slice(from, to);
  const seats = [...history.scenario.seats, attendee(OPERATOR)].filter(({ name }) =>
    picked.some(({ record }) => record.seat === name),
  );
  const records = picked.map(({ record }) => record);
  const detail = detailOf(records, clause);
  const rows = picked.map(({ record, index }) => ({
    column: Math.max(
      0,
      seats.findIndex(({ name }) => name === record.seat),
    ),
    way: wayOf(record),
    label: `${isAboutServer(record) ? 'server: ' : ''}${describe(record, detail)}`,
    wrong: index === at,
  }));
  return { seats, rows, earlier: from, later: shown.length - to };
}

interface Shown {
  readonly record: HistoryRecord;
  readonly index: number;
}

/** All records but those that show nothing of the failure: skipped steps, and the suite's own fences. */
function shownRecords({ history, clause, at }: Pick<Failure, 'clause' | 'at' | 'history'>): Shown[] {
  const fences = clause.startsWith('fence.') ? [] : answeredFences(history).filter((pair) => !pair.includes(at));
  const hidden = new Set(fences.flat());
  return history.records
    .map((record, index) => ({ record, index }))
    .filter(({ record, index }) => index === at || (record.kind !== 'skipped' && !hidden.has(index)));
}

function wayOf(record: HistoryRecord): Way {
  if (record.kind === 'seen') return 'to-seat';
  if (record.kind !== 'sent' || silent.has(record.action.kind)) return 'remark';
  return record.action.kind === 'cut' ? 'cut' : 'to-server';
}

/** Steps that nobody says anything by: they happen to a connection, to the server, or to everybody. */
const silent: ReadonlySet<ActionKind> = new Set([
  'freeze',
  'heal',
  'delay',
  'restart',
  'wait',
  'dispose',
  'unload',
  'peer',
]);

/** Time passes for everybody; anything else that the server's own seat has is about the server. */
const isAboutServer = (record: HistoryRecord): boolean =>
  record.seat === PEER && !(record.kind === 'sent' && record.action.kind === 'wait');

/** The suite's own fences that were answered, each with its answer: they prove the end, and are no part of the scenario. */
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

/** A room, a session or a number is worth its place in a label only where there are several to confuse. */
function detailOf(records: readonly HistoryRecord[], clause: string): Detail {
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
