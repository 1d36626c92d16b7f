/** What a line of a log is in a history: what its client did, or what it was shown. */
import { type Action, type LogEntry, OPERATOR, type Sent } from '../../exchange/index.js';
import type { Group } from './group.js';
import type { Connection, OpenCall } from './types.js';

type Line<K extends LogEntry['kind']> = Extract<LogEntry, { kind: K }>;
type Particulars = Pick<Sent, 'request' | 'ack' | 'target' | 'token' | 'sequence'>;
/** An action without its seat, which the connection knows. */
type Deed = Action extends infer One ? (One extends Action ? Omit<One, 'seat'> : never) : never;

/** After everybody is gone, for what was on its way. */
export const SETTLING_MS = 5_000;
/** For how long a departure can be asked about, and a little more: `repeat.departed`, `resume.remembers`. */
const REMEMBERED_MS = 65_000;

/** The client does something on a connection. */
export function acted(
  connection: Connection,
  line: LogEntry,
  number: number,
  deed: Deed,
  particulars: Particulars = {},
): void {
  const { object, number: own } = connection;
  const { group, seat } = object;
  const action = { ...deed, seat: seat.name } as Action;
  const record: Sent = {
    kind: 'sent',
    at: line.at,
    seat: seat.name,
    round: 0,
    connection: own,
    action,
    ...particulars,
  };
  group.entries.push({ record, line: number, object });
  if (action.kind === 'join' || action.kind === 'repeat' || action.kind === 'resume') {
    if (connection.state === 'free') group.move(connection, 'waiting');
  }
}

/** The client asks for something by a numbered request. */
export function asked(connection: Connection, line: Line<'ask'>, number: number): void {
  const { object, state } = connection;
  const { request, ack, question } = line;
  if (state === 'free') {
    acted(connection, line, number, { kind: 'malformed', frame: 'request-first' });
    group(connection).move(connection, 'waiting');
    return;
  }
  const numbers = { request, ack };
  if (request <= object.request) {
    acted(connection, line, number, { kind: 'again' }, numbers);
    return;
  }
  object.request = request;
  if (question.kind === 'remove') {
    const { participation: target } = question;
    acted(connection, line, number, { kind: 'remove', target }, { ...numbers, target });
  } else acted(connection, line, number, question, numbers);
}

const group = ({ object }: Connection): Group => object.group;

/** The server shows the client something; gives the token that it hands out. */
export function seen(connection: Connection, line: Line<'seen'>, number: number): string | undefined {
  const { object, state } = connection;
  const { observation } = line;
  show(connection, line, number, observation);
  if ('sequence' in observation) object.sequence = Math.max(object.sequence, observation.sequence ?? 0);
  const { kind } = observation;
  if (kind === 'roomLeft') group(connection).move(connection, 'left');
  else if (state === 'waiting') {
    if (kind === 'joined' || kind === 'resumed') group(connection).move(connection, 'bound');
    else if (kind === 'rejected' && (observation.replyTo ?? 0) === 0) group(connection).move(connection, 'free');
  }
  if (kind === 'joined') remember(group(connection), observation.resumeWindowMs, observation.heartbeatTimeoutMs);
  if ((kind !== 'joined' && kind !== 'resumed') || observation.token === '') return undefined;
  object.tokens.push(observation.token);
  return observation.token;
}

function remember(group: Group, windowMs: number, timeoutMs: number): void {
  const least = windowMs > 0 ? Math.max(REMEMBERED_MS, windowMs + timeoutMs + SETTLING_MS) : SETTLING_MS;
  group.lingerMs = Math.max(group.lingerMs, least);
}

function show(connection: Connection, line: LogEntry, number: number, observation: Line<'seen'>['observation']): void {
  const { object, number: own } = connection;
  const { name: seat } = object.seat;
  const record = { kind: 'seen', at: line.at, seat, connection: own, observation } as const;
  object.group.entries.push({ record, line: number, object });
}

/** The connection has ended. */
export function closed(connection: Connection, line: Line<'closed'>, number: number): void {
  const { by, code } = line;
  const letGo = by === 'server' && connection.state !== 'left' && ofItsOwn.includes(code);
  if (by === 'client' && code > 0) acted(connection, line, number, { kind: 'close', code });
  else if (by !== 'server' || letGo)
    acted(connection, line, number, { kind: 'cut', how: by === 'network' ? 'reset' : 'fin' });
  else {
    // Whoever wrote the log knows that the client was not given up for its silence: that counts as if it had spoken.
    acted(connection, line, number, { kind: 'ack' });
    show(connection, line, number, { kind: 'closed', code: code === 0 ? NO_FRAME : code });
  }
  group(connection).move(connection, 'closed');
  connection.ended = number;
}

/** Codes by which a server lets a connection go for reasons of its own, such as a restart; 0 for none. That is a loss, and no departure. */
const ofItsOwn = [0, 1001, 1006, 1011, 1012, 1013];

/** What a WebSocket says of a close without a close frame. */
const NO_FRAME = 1006;

/** The operator calls. */
export function called(group: Group, line: Line<'call'>, number: number): OpenCall {
  const { at, call, room, session, targets } = line;
  const named = session === '' ? 'none' : 'newest';
  const action: Action = { kind: 'operate', seat: OPERATOR, call, room, session: named, targets, bearer: 'right' };
  const sent: OpenCall['sent'] = {
    kind: 'sent',
    at,
    seat: OPERATOR,
    round: 0,
    connection: number,
    action,
    session,
    targets,
  };
  const made: OpenCall = { name: line.connection, number, group, sent };
  group.calls.add(made);
  group.entries.push({ record: sent, line: number, object: undefined });
  return made;
}

/** The operator is answered; how it was authorized shows in that. */
export function answered(call: OpenCall, line: Line<'answer'>, number: number): void {
  const { group, sent } = call;
  const { refused } = line;
  if (refused === 'unauthenticated' && sent.action.kind === 'operate')
    sent.action = { ...sent.action, bearer: 'wrong' };
  const observation = refused ? ({ kind: 'rejected', code: refused } as const) : ({ kind: 'accepted' } as const);
  const record = { kind: 'seen' as const, at: line.at, seat: OPERATOR, connection: call.number, observation };
  group.calls.delete(call);
  group.entries.push({ record, line: number, object: undefined });
}
