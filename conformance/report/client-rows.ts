/** What is particular about a client's diagram: its labels, the records that it leaves out, and long pauses. */

import type { Note } from '../exchange/client.js';
import type { History, HistoryRecord } from '../exchange/history.js';
import { PEER, SENTINEL } from '../exchange/names.js';
import type { Failure } from '../exchange/report.js';
import { describeCall, describeNote, type NoteDetail } from './client-words.js';
import type { Span, Way } from './lanes.js';
import { describeStep, onConnection } from './words.js';

/** Clauses for which a label says more than the message. */
const NUMBERS = /^client\.(ack|gap|numbers|repeats|resume|room-left-any|sends-again|unknown-kind|waits-for)/;
const TEXTS = /^reason\.(by-code|message)/;
const LISTS = /^client\.list/;
const SECRETS = /^client\.(join-id|join-repeats|token-address)/;
const ENDS = /^client\.(calls-|leave-again|leave-never|refused-call)/;

/** The label of each record, with the details that the broken clause is about. */
export function clientLabels({ records }: History, clause: string): (record: HistoryRecord) => string {
  const calls = records.flatMap((record) => (record.kind === 'sent' && record.seat !== PEER ? [record] : []));
  const detail: NoteDetail = {
    numbers: NUMBERS.test(clause),
    texts: TEXTS.test(clause),
    lists: LISTS.test(clause),
    secrets: SECRETS.test(clause),
    calls: new Map(calls.map(({ request = 0, action }) => [request, action])),
  };
  return (record) => label(record, detail);
}

function label(record: HistoryRecord, detail: NoteDetail): string {
  switch (record.kind) {
    case 'client':
      return `${describeNote(record.note, detail)}${onConnection(record.connection)}`;
    case 'sent':
    case 'skipped':
      return record.seat === PEER ? describeStep(record.action) : describeCall(record.action);
    case 'overdue':
      return `no answer to ${describeCall(record.action)} within ${record.afterMs / 1_000} s`;
    case 'seen':
      return record.observation.kind;
  }
}

type Shows = Pick<Failure, 'clause' | 'at' | 'history'>;

/**
 * Records that show nothing of a failure: the suite's own fence, calls that went well, and peer actions whose message
 * comes next.
 */
export function isUsual({ history: { records }, clause, at }: Shows, index: number): boolean {
  const record = records[index];
  if (record?.kind === 'client')
    return (isFence(record) && !isFence(records[at])) || (isDone(record.note) && !ENDS.test(clause));
  if (record?.kind !== 'sent' || record.action.kind !== 'peer') return false;
  const next = records.slice(index + 1).find(({ kind, seat }) => kind === 'sent' || seat === PEER);
  return next?.kind === 'client' && (next.note.kind === 'said' || next.note.kind === 'closed');
}

const isDone = (note: Note): boolean => note.kind === 'returned' && note.end.how === 'done';

/** The departure by which the suite proves the end. It is shown only where the client gets it wrong. */
function isFence(record: HistoryRecord | undefined): boolean {
  if (record?.kind !== 'client') return false;
  const { note } = record;
  if (note.kind === 'said') return note.said.participant === SENTINEL;
  return note.kind === 'told' && note.told.event === 'participantLeft' && note.told.participant === SENTINEL;
}

/** A pause of so many milliseconds gets a line: only pauses show what a client does too late or too early. */
const LONG_MS = 250;

/** A line for the time between two records, where it is long. */
export function pauseBefore(
  { profile }: History,
  record: HistoryRecord,
  last: HistoryRecord | undefined,
): (Span & { readonly way: Way; readonly label: string; readonly wrong: boolean })[] {
  const passed = record.at - (last?.at ?? record.at);
  if (profile.side !== 'client' || passed < LONG_MS) return [];
  return [{ column: 0, far: 1, way: 'remark-left', label: `${(passed / 1_000).toFixed(1)} s later`, wrong: false }];
}
