/** Brings each line of a log to the group of rooms that it is about, as a record of its history. */
import {
  appendAction,
  appendAnswer,
  appendCall,
  appendClose,
  appendObservation,
  appendRequest,
  type LineOfKind,
  type NumberedLine,
} from './append.js';
import { ConnectionNames, capitalized, type LogContext } from './connection-names.js';
import { markIncomplete } from './group.js';
import { openGroups } from './groups.js';
import { identities } from './identities.js';
import {
  type ConnectionLine,
  continueUnknown,
  join,
  openWithoutJoin,
  type RoutedLine,
  type Routing,
  resume,
  unknownResume,
} from './openings.js';
import { restarts } from './restarts.js';
import type { LoggedCall, LoggedConnection, LoggedRoomObject, RoomGroup } from './types.js';

/** The groups of rooms of a log, with all by which its lines find them. */
export class Router {
  readonly #routing: Routing;
  readonly #groups: Routing['groups'];
  readonly #connections: Routing['connections'] = new Map();
  readonly #calls = new Map<string, LoggedCall>();
  readonly #names: ConnectionNames;
  readonly #identities = identities();
  readonly #restarts = restarts();

  /** `segmentRecords`: how many records of a group are judged together at least. */
  constructor(
    private readonly context: LogContext,
    segmentRecords: number,
  ) {
    this.#groups = openGroups(segmentRecords);
    this.#names = new ConnectionNames(context);
    const own = { groups: this.#groups, connections: this.#connections, identities: this.#identities };
    this.#routing = { context, names: this.#names, ...own };
  }

  /** The groups that are open. */
  get groups(): ReadonlySet<RoomGroup> {
    return this.#groups.all;
  }

  /** The system begins anew: every connection is gone, and those who had one may come back, each to its room. */
  restart(): void {
    this.#restarts.begin(this.groups);
    this.#identities.expectAll();
    for (const { objects } of this.groups) for (const object of objects) this.#identities.forget(object, object.room);
    for (const names of [this.#groups, this.#connections, this.#calls]) names.clear();
    this.#names.restart();
  }

  /**
   * Takes a line in, and returns the group that it is about. There is none for what began before the log, or goes
   * on after its group has been forgotten.
   */
  route(line: RoutedLine, number: number): RoomGroup | undefined {
    const group = this.#take({ line, number });
    if (group) group.at = Math.max(group.at, line.at);
    return group;
  }

  /** The room object that a connection belongs to now, by its name in the log. */
  objectOf(connection: string): LoggedRoomObject | undefined {
    const known = this.#connections.get(connection);
    return known?.state === 'unknown-resume' ? undefined : known?.object;
  }

  /** Forgets a group that has been judged for good. */
  forget(group: RoomGroup): void {
    this.#groups.remove(group);
    for (const object of group.objects) this.forgetObject(object);
    for (const connection of group.connections) this.forgetConnection(connection);
    for (const { name } of group.calls) this.#calls.delete(name);
  }

  /**
   * Forgets a room object. A client that comes back to it is told of its departure; more can happen only to one
   * that was there before the system was started again, in its room.
   */
  forgetObject(object: LoggedRoomObject): void {
    this.#identities.forget(object, object.origin === 'before-restart' ? object.room : undefined);
  }

  /** Forgets a connection on which nothing can come any more. */
  forgetConnection(connection: LoggedConnection): void {
    if (this.#connections.get(connection.name) !== connection) return;
    this.#connections.delete(connection.name);
    this.#names.forget(connection.name, connection.ended);
  }

  /** Whether somebody outside of a group was shown this participation as its own. */
  isKnown(participation: string, outside: RoomGroup): boolean {
    return (
      this.#identities.isForgottenParticipation(participation) || this.#groups.isShownOutside(outside, participation)
    );
  }

  /** Everybody who is in this room is in the log. */
  settle(room: string): void {
    this.#restarts.settle(room);
  }

  #take({ line, number }: NumberedLine<RoutedLine>): RoomGroup | undefined {
    if (line.kind === 'join') return join(this.#routing, { line, number });
    if (line.kind === 'resume') return resume(this.#routing, { line, number });
    if (line.kind === 'call') return this.#call({ line, number });
    if (line.kind === 'answer') return this.#answer({ line, number });
    const connection = this.#connectionOf({ line, number });
    if (line.kind === 'seen' && this.context.complete()) this.#doubt(connection, { line, number });
    if (line.kind === 'closed' && unknownResume(this.#routing, line.connection))
      this.#connections.delete(line.connection);
    if (connection) this.#append(connection, { line, number });
    else if (!unknownResume(this.#routing, line.connection)) this.#names.passOver(line, number);
    return connection?.object.group;
  }

  #append(connection: LoggedConnection, { line, number }: NumberedLine<ConnectionLine>): void {
    const { object } = connection;
    switch (line.kind) {
      case 'ask':
        // To no room nobody goes.
        if (line.question.kind === 'switch' && line.question.room !== '') {
          object.room = line.question.room;
          this.#groups.join(object.group, line.question.room);
        }
        appendRequest(connection, { line, number });
        break;
      case 'seen': {
        this.#names.follow(connection, line.observation);
        this.#restarts.follow(object, line.observation);
        const token = appendObservation(connection, { line, number });
        if (token !== undefined) this.#identities.addToken(token, object);
        break;
      }
      case 'closed':
        appendClose(connection, { line, number });
        break;
      case 'unreadable':
        object.flaws.add('unreadable');
        break;
      case 'ack':
        appendAction(connection, { line, number }, { kind: 'ack' }, { ack: line.ack });
        break;
      case 'malformed':
        appendAction(connection, { line, number }, { kind: 'malformed', frame: line.frame });
        break;
    }
  }

  #connectionOf(numbered: NumberedLine<ConnectionLine>): LoggedConnection | undefined {
    const known = this.#connections.get(numbered.line.connection);
    if (known?.state === 'unknown-resume') return continueUnknown(this.#routing, known, numbered);
    return known ?? openWithoutJoin(this.#routing, numbered);
  }

  /** Looks whether what a connection is shown goes on from what is not in the log: then the log is not complete. */
  #doubt(connection: LoggedConnection | undefined, { line, number }: NumberedLine<LineOfKind<'seen'>>): void {
    const { connection: name, observation } = line;
    const { context } = this;
    const sequence = 'sequence' in observation ? (observation.sequence ?? 0) : 0;
    const resume = connection ? undefined : unknownResume(this.#routing, name);
    if (resume && observation.kind === 'resumed') {
      context.disprove(
        `${capitalized(context.place(resume.line))}: a Resume with a token that no Joined or Resumed of this log gave, and ${context.place(number)} answers it: where the log replaces tokens, replace them alike on both sides.`,
      );
    } else if (resume && (observation.kind === 'rejected' || observation.kind === 'roomLeft')) {
      // What follows is no first message, nor does anything go on.
      this.#connections.delete(name);
      this.#names.forget(name);
    } else if (sequence > 1 && !this.#names.isForgotten(name) && (!connection || isUnopened(connection))) {
      context.disprove(
        `${capitalized(context.place(number))}: connection "${name}" has sequence ${sequence} there, and its beginning is not in the log.`,
      );
    }
  }

  #call({ line, number }: NumberedLine<LineOfKind<'call'>>): RoomGroup | undefined {
    const { room } = line;
    const group = this.#groups.find(room) ?? (this.context.complete() ? this.#groups.ofRoom(room) : undefined);
    if (!group) return undefined;
    this.#calls.set(line.connection, appendCall(group, { line, number }));
    if (this.#restarts.isDoubtful(room)) markIncomplete(group);
    return group;
  }

  #answer({ line, number }: NumberedLine<LineOfKind<'answer'>>): RoomGroup | undefined {
    const call = this.#calls.get(line.connection);
    if (!call) return undefined;
    this.#calls.delete(line.connection);
    appendAnswer(call, { line, number });
    return call.group;
  }
}

/** Nothing numbered has been shown on it yet. */
const isUnopened = ({ object }: LoggedConnection): boolean => object.origin === 'no-join' && object.sequence === 0;
