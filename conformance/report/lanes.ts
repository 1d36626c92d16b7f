/**
 * The lifelines of a sequence diagram, and where each record is drawn: for a server's meeting, or for a client and its
 * two sides.
 */

import { wsClose } from '../../gen/codes.js';
import type { Note } from '../exchange/client.js';
import type { History, HistoryRecord } from '../exchange/history.js';
import { OPERATOR, PEER } from '../exchange/names.js';
import { type ActionKind, attendee, type Seat } from '../exchange/scenario.js';

/** An arrow to the right or to the left, a connection that breaks off, or words that stand at one end. */
export type Way = 'to-right' | 'to-left' | 'cut-right' | 'cut-left' | 'remark-left' | 'remark-right';

/** Between two lifelines, counted from 0 on the left. */
export interface Span {
  readonly column: number;
  readonly far: number;
}

/** The lifelines of one diagram. */
export interface Lanes {
  /** All but the last lifeline, which is the server's. */
  readonly seats: readonly Seat[];
  place(record: HistoryRecord): Span & { readonly way: Way };
}

/** The lifelines that `records` of a history need. */
export const lanesOf = (history: History, records: readonly HistoryRecord[]): Lanes =>
  history.profile.side === 'client' ? clientLanes(history) : serverLanes(history, records);

/**
 * A lifeline for each seat that has a record, in the scenario's order; the operator, which no scenario lists, is the
 * last.
 */
function serverLanes({ scenario }: History, records: readonly HistoryRecord[]): Lanes {
  const seats = [...scenario.seats, attendee(OPERATOR)].filter(({ name }) => records.some(({ seat }) => seat === name));
  const columnOf = (seat: string) =>
    Math.max(
      0,
      seats.findIndex(({ name }) => name === seat),
    );
  return {
    seats,
    place: (record) => ({ column: columnOf(record.seat), far: seats.length, way: wayAtServer(record) }),
  };
}

function wayAtServer(record: HistoryRecord): Way {
  if (record.kind === 'seen') return 'to-left';
  if (record.kind !== 'sent' || silent.has(record.action.kind)) return 'remark-left';
  return record.action.kind === 'cut' ? 'cut-right' : 'to-right';
}

/** Steps that send nothing: they happen to a connection, to the server, or to everybody. */
const silent: ReadonlySet<ActionKind> = new Set([
  'freeze',
  'heal',
  'delay',
  'restart',
  'wait',
  'unload',
  'listener',
  'peer',
]);

const above: Span = { column: 0, far: 1 };
const wire: Span = { column: 1, far: 2 };

/** The application on the left, the client between it and the server. A client's world has one seat. */
function clientLanes({ scenario }: History): Lanes {
  const client = scenario.seats.map(({ name }) => attendee('client', name));
  return { seats: [attendee('application'), ...client.slice(0, 1)], place: (record) => placeForClient(record) };
}

function placeForClient(record: HistoryRecord): Span & { readonly way: Way } {
  if (record.kind === 'client') return placeNote(record.note);
  if (record.kind !== 'sent') return { ...above, way: 'remark-left' };
  const { kind } = record.action;
  if (kind === 'peer') return { ...wire, way: 'remark-right' };
  return { ...above, way: silent.has(kind) ? 'remark-left' : 'to-right' };
}

function placeNote(note: Note): Span & { readonly way: Way } {
  switch (note.kind) {
    case 'told':
    case 'returned':
      return { ...above, way: 'to-left' };
    case 'heard':
    case 'unreadable':
      return { ...wire, way: 'to-right' };
    case 'said':
      return { ...wire, way: 'to-left' };
    case 'closed': {
      const way = note.by === 'client' ? 'right' : 'left';
      return { ...wire, way: note.code === wsClose.NO_FRAME ? `cut-${way}` : `to-${way}` };
    }
  }
}

/** Time passes for everybody; any other record of the seat `server` is about the server. */
export const isAboutServer = (record: HistoryRecord): boolean =>
  record.seat === PEER && !(record.kind === 'sent' && record.action.kind === 'wait');
