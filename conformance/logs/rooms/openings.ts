/** How the connections of a log begin: with a Join, with a Resume, or with what the wire forbids. */
import type { LogEntry } from '../../exchange/log.js';
import { appendAction, type LineOfKind, type NumberedLine } from './append.js';
import type { ConnectionNames, LogContext } from './connection-names.js';
import { changeState, markIncomplete } from './group.js';
import type { openGroups } from './groups.js';
import { type identities, newRoomObject, unnamedSeat } from './identities.js';
import type { LoggedConnection, LoggedRoomObject, RoomGroup } from './types.js';

/** A line that is about a connection, or a call of the operator's. */
export type RoutedLine = Exclude<LogEntry, { kind: 'head' | 'reported' }>;

/** A line of a connection that has begun. */
export type ConnectionLine = Exclude<RoutedLine, { kind: 'join' | 'resume' | 'call' | 'answer' }>;

/** A connection that began with a Resume with an unknown token, until it is answered or closed. */
export interface UnknownResume {
  readonly state: 'unknown-resume';
  readonly line: number;
  /** Where it may go on from before the system was started again. */
  readonly room: string | undefined;
}

/** What is known of the connections of a log. */
export interface Routing {
  readonly context: LogContext;
  readonly groups: ReturnType<typeof openGroups>;
  /** What each name of a connection stands for now. */
  readonly connections: Map<string, LoggedConnection | UnknownResume>;
  readonly names: ConnectionNames;
  readonly identities: ReturnType<typeof identities>;
}

/** The connection of this name, where it has one. */
function knownConnection({ connections }: Routing, name: string): LoggedConnection | undefined {
  const known = connections.get(name);
  return known?.state === 'unknown-resume' ? undefined : known;
}

/** The unanswered Resume with an unknown token, where that is all of the connection of this name. */
export function unknownResume({ connections }: Routing, name: string): UnknownResume | undefined {
  const known = connections.get(name);
  return known?.state === 'unknown-resume' ? known : undefined;
}

/** A client sends Join: the group of the room object that it begins, or goes on. */
export function join(routing: Routing, { line, number }: NumberedLine<LineOfKind<'join'>>): RoomGroup {
  const { names } = routing;
  const known = knownConnection(routing, line.connection);
  if (known && isBusy(known)) {
    names.openTwice(known, number, known.object.seat.participant !== line.participant);
    appendAction(known, { line, number }, { kind: 'join', room: line.room });
    return known.object.group;
  }
  const isReused = names.isReused(line.connection, number, known);
  const before = repeated(routing, line, isReused);
  // After a refused Join the next one goes on with the same connection.
  const from = isReused ? number : known?.from;
  const object = before ?? joining(routing, line, from);
  if (names.isTorn(line.connection, number)) object.flaws.add('torn');
  const connection = open(routing, object, {
    name: line.connection,
    began: number,
    repeats: isReused && before !== undefined,
    ...(from === undefined ? {} : { from }),
  });
  appendAction(connection, { line, number }, before ? { kind: 'repeat' } : { kind: 'join', room: line.room });
  return object.group;
}

/**
 * The room object that has sent this Join before. Where the name is reused, the id may be made from it, and mean
 * nothing.
 */
function repeated(
  { identities }: Routing,
  { joinId, participant, role, room }: LineOfKind<'join'>,
  isReused: boolean,
): LoggedRoomObject | undefined {
  const before = identities.ofJoin(joinId);
  // What named no room or nobody let nobody in: its id may be used for the Join that is right.
  if (before?.room === '' || before?.seat.participant === '') return undefined;
  if (!before || !isReused) return before;
  const { seat } = before;
  return seat.participant === participant && seat.role === role && before.room === room ? before : undefined;
}

/** `from`: the line in which the name of its connection is reused. */
function joining(routing: Routing, line: LineOfKind<'join'>, from: number | undefined): LoggedRoomObject {
  const { context, groups, identities } = routing;
  const { room, participant, role, joinId, connection } = line;
  const name = `${participant}@${connection}${from === undefined ? '' : `, from ${context.place(from)}`}`;
  const isForgotten = from === undefined && identities.isForgottenJoin(joinId);
  const beginning = { room, joinId, origin: isForgotten ? 'forgotten-join' : 'join' } as const;
  const made = newRoomObject(groups.ofRoom(room), { name, participant, role }, beginning);
  identities.addJoin(made);
  return made;
}

/** A client sends Resume: the group of the room object that it goes on with; undefined where its token is unknown. */
export function resume(routing: Routing, { line, number }: NumberedLine<LineOfKind<'resume'>>): RoomGroup | undefined {
  const { identities, names } = routing;
  const { token, sequence } = line;
  const known = knownConnection(routing, line.connection);
  if (known && isBusy(known)) {
    const bearer = identities.ofToken(token);
    names.openTwice(known, number, bearer !== undefined && bearer !== known.object);
    appendAction(known, { line, number }, { kind: 'malformed', frame: 'join-again' });
    return known.object.group;
  }
  const from = names.isReused(line.connection, number, known) ? number : known?.from;
  const object = identities.ofToken(token);
  if (!object) {
    resumeUnknown(routing, { line, number });
    return undefined;
  }
  const wanted = sequence > object.sequence ? 'beyond' : 'last';
  const action = { kind: 'resume', token: 'newest', sequence: wanted } as const;
  if (names.isTorn(line.connection, number)) object.flaws.add('torn');
  const connection = open(routing, object, {
    name: line.connection,
    began: number,
    repeats: false,
    ...(from === undefined ? {} : { from }),
  });
  appendAction(connection, { line, number }, action, { token, sequence });
  return object.group;
}

/** A Resume with a token that no room object of the log bears. */
function resumeUnknown(routing: Routing, { line, number }: NumberedLine<LineOfKind<'resume'>>): void {
  const { context, connections, identities, names } = routing;
  const { connection: name, token } = line;
  connections.delete(name);
  const forgotten = identities.forgottenToken(token);
  const isOver = forgotten !== undefined && !forgotten.room;
  if (isOver || !context.complete()) names.forget(name);
  else connections.set(name, { state: 'unknown-resume', line: number, room: forgotten?.room });
}

/**
 * A connection that does not begin with a Join: where nothing is missing in the log, its client sent a forbidden
 * frame.
 */
export function openWithoutJoin(
  routing: Routing,
  { line, number }: NumberedLine<ConnectionLine>,
): LoggedConnection | undefined {
  const { context, groups, names } = routing;
  if (!context.complete() || (line.kind !== 'ask' && line.kind !== 'malformed')) return undefined;
  const { connection } = line;
  if (names.isForgotten(connection)) return undefined;
  // A client that has asked, or was shown, something before has a past on this connection.
  if (line.kind === 'ask' && (line.request > 1 || line.ack > 0)) return undefined;
  const object = newRoomObject(groups.add(), unnamedSeat(connection), { origin: 'no-join' });
  return open(routing, object, { name: connection, began: number, repeats: false });
}

/**
 * A client comes back to its room from before the system was started again: only a part of its stream and its room
 * is in the log.
 */
export function continueUnknown(
  routing: Routing,
  { room }: UnknownResume,
  { line, number }: NumberedLine<ConnectionLine>,
): LoggedConnection | undefined {
  const { groups } = routing;
  if (line.kind !== 'seen' || line.observation.kind !== 'resumed' || !room) return undefined;
  const { connection } = line;
  const group = groups.ofRoom(room);
  markIncomplete(group);
  const object = newRoomObject(group, unnamedSeat(connection), { room, origin: 'before-restart' });
  const opened = open(routing, object, { name: connection, began: number, repeats: false });
  changeState(opened, 'waiting');
  return opened;
}

/** A connection of a room object begins. */
function open(
  { connections }: Routing,
  object: LoggedRoomObject,
  beginning: Pick<LoggedConnection, 'name' | 'began' | 'repeats' | 'from'>,
): LoggedConnection {
  object.connections += 1;
  const made: LoggedConnection = { ...beginning, object, number: object.connections, state: 'free' };
  connections.set(made.name, made);
  changeState(made, 'free');
  return made;
}

/** Whether it has been opened and not refused or closed: then another Join or Resume on it is a mistake. */
const isBusy = ({ state }: LoggedConnection): boolean => state !== 'free' && state !== 'closed';
