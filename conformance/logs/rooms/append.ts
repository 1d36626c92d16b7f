/** A line of a log as a record of a history: what its client did, or what it was shown. */

import { wsClose } from '../../../gen/codes.js';
import type { Sent } from '../../exchange/history.js';
import type { LogEntry } from '../../exchange/log.js';
import { OPERATOR } from '../../exchange/names.js';
import type { Action } from '../../exchange/scenario.js';
import { changeState } from './group.js';
import { SETTLING_MS } from './groups.js';
import type { LoggedCall, LoggedConnection, RoomGroup } from './types.js';

/** The lines of one kind. */
export type LineOfKind<K extends LogEntry['kind']> = Extract<LogEntry, { kind: K }>;

/** A line with its number, counted from 1. */
export interface NumberedLine<Entry extends LogEntry> {
  readonly line: Entry;
  readonly number: number;
}

/** What the record of an action says beside the action. */
type Particulars = Pick<Sent, 'request' | 'ack' | 'target' | 'token' | 'sequence'>;
/** An action without its seat, which the connection knows. */
type SeatlessAction = Action extends infer One ? (One extends Action ? Omit<One, 'seat'> : never) : never;

/** For how long a departure can be asked about, and a little more: `repeat.departed`, `resume.remembers`. */
const REMEMBERED_MS = 65_000;

/** The client does something on a connection. */
export function appendAction(
  connection: LoggedConnection,
  { line, number }: NumberedLine<LogEntry>,
  seatless: SeatlessAction,
  particulars: Particulars = {},
): void {
  const { object, number: own } = connection;
  const { group, seat } = object;
  const action = { ...seatless, seat: seat.name } as Action;
  const common = { kind: 'sent', at: line.at, seat: seat.name, round: 0, connection: own, action } as const;
  group.records.push({ record: { ...common, ...particulars }, line: number, object, page: undefined, offset: 0 });
  if (action.kind === 'join' || action.kind === 'repeat' || action.kind === 'resume') {
    if (connection.state === 'free') changeState(connection, 'waiting');
  }
}

/** The client sends a numbered request. */
export function appendRequest(connection: LoggedConnection, numbered: NumberedLine<LineOfKind<'ask'>>): void {
  const { object, state } = connection;
  const { request, ack, question } = numbered.line;
  if (state === 'free') {
    appendAction(connection, numbered, { kind: 'malformed', frame: 'request-first' });
    changeState(connection, 'waiting');
    return;
  }
  const numbers = { request, ack };
  if (request <= object.request) {
    appendAction(connection, numbered, { kind: 'again' }, numbers);
    return;
  }
  object.request = request;
  if (question.kind === 'remove') {
    const { participation: target } = question;
    appendAction(connection, numbered, { kind: 'remove', target }, { ...numbers, target });
  } else appendAction(connection, numbered, question, numbers);
}

/** The server shows the client something. Returns the token that it hands out, if it does. */
export function appendObservation(
  connection: LoggedConnection,
  numbered: NumberedLine<LineOfKind<'seen'>>,
): string | undefined {
  const { object, state } = connection;
  const { observation } = numbered.line;
  show(connection, numbered, observation);
  if ('sequence' in observation) object.sequence = Math.max(object.sequence, observation.sequence ?? 0);
  const { kind } = observation;
  if (kind === 'roomLeft') changeState(connection, 'left');
  else if (state === 'waiting') {
    if (kind === 'joined' || kind === 'resumed') changeState(connection, 'bound');
    else if (kind === 'rejected' && (observation.replyTo ?? 0) === 0) changeState(connection, 'free');
  }
  if (kind === 'joined') remember(object.group, observation.resumeWindowMs, observation.heartbeatTimeoutMs);
  if ((kind !== 'joined' && kind !== 'resumed') || observation.token === '') return undefined;
  object.tokens.push(observation.token);
  return observation.token;
}

function remember(group: RoomGroup, windowMs: number, timeoutMs: number): void {
  const least = windowMs > 0 ? Math.max(REMEMBERED_MS, windowMs + timeoutMs + SETTLING_MS) : SETTLING_MS;
  group.lingerMs = Math.max(group.lingerMs, least);
}

function show(
  connection: LoggedConnection,
  { line, number }: NumberedLine<LogEntry>,
  observation: LineOfKind<'seen'>['observation'],
): void {
  const { object, number: own } = connection;
  const { name: seat } = object.seat;
  const record = { kind: 'seen', at: line.at, seat, connection: own, observation } as const;
  object.group.records.push({ record, line: number, object, page: undefined, offset: 0 });
}

/** The connection has ended. */
export function appendClose(connection: LoggedConnection, numbered: NumberedLine<LineOfKind<'closed'>>): void {
  const { by, code } = numbered.line;
  const isLoss = by === 'server' && connection.state !== 'left' && lossCodes.includes(code);
  if (by === 'client' && code > 0) appendAction(connection, numbered, { kind: 'close', code });
  else if (by !== 'server' || isLoss)
    appendAction(connection, numbered, { kind: 'cut', how: by === 'network' ? 'reset' : 'fin' });
  else {
    // The log says that the server closed it, so the client was not given up for its silence: that counts as if it
    // had spoken.
    appendAction(connection, numbered, { kind: 'ack' });
    show(connection, numbered, { kind: 'closed', code: code === 0 ? wsClose.NO_FRAME : code });
  }
  changeState(connection, 'closed');
  connection.ended = numbered.number;
}

/**
 * Codes with which a server gives a connection up for reasons of its own, such as a restart; 0 where there was no
 * close frame. The client has lost a connection then, and has not departed.
 */
const lossCodes: readonly number[] = [
  0,
  wsClose.GOING_AWAY,
  wsClose.NO_FRAME,
  wsClose.INTERNAL_ERROR,
  wsClose.SERVICE_RESTART,
  wsClose.TRY_AGAIN_LATER,
];

/** The operator makes a call. */
export function appendCall(group: RoomGroup, { line, number }: NumberedLine<LineOfKind<'call'>>): LoggedCall {
  const { at, call, room, session, targets } = line;
  const named = session === '' ? 'none' : 'newest';
  const action: Action = { kind: 'operate', seat: OPERATOR, call, room, session: named, targets, bearer: 'right' };
  const common = { kind: 'sent', at, seat: OPERATOR, round: 0, connection: number } as const;
  const sent: LoggedCall['sent'] = { ...common, action, session, targets };
  const made: LoggedCall = { name: line.connection, number, group, sent };
  group.calls.add(made);
  group.records.push({ record: sent, line: number, object: undefined, page: undefined, offset: 0 });
  return made;
}

/** The operator is answered. The answer shows how the call was authorized. */
export function appendAnswer(call: LoggedCall, { line, number }: NumberedLine<LineOfKind<'answer'>>): void {
  const { group, sent } = call;
  const { refused } = line;
  if (refused === 'unauthenticated' && sent.action.kind === 'operate')
    sent.action = { ...sent.action, bearer: 'wrong' };
  const observation = refused ? ({ kind: 'rejected', code: refused } as const) : ({ kind: 'accepted' } as const);
  const record = { kind: 'seen' as const, at: line.at, seat: OPERATOR, connection: call.number, observation };
  group.calls.delete(call);
  group.records.push({ record, line: number, object: undefined, page: undefined, offset: 0 });
}
