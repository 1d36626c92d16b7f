/** Brings each line of a log to the rooms that it is about, as a part of their history. */
import type { LogEntry } from '../../exchange/index.js';
import { acted, answered, asked, called, closed, SETTLING_MS, seen } from './append.js';
import { type About, Names, upper } from './connection-names.js';
import { Group } from './group.js';
import { LetGoNames } from './recent-names.js';
import { Restarts } from './restarts.js';
import { newObject, unnamed } from './room-object.js';
import type { Connection, OpenCall, RoomObject } from './types.js';

type Line<K extends LogEntry['kind']> = Extract<LogEntry, { kind: K }>;
type Own = Exclude<LogEntry, { kind: 'head' | 'join' | 'resume' | 'call' | 'answer' }>;

/** A Resume with a token of nobody's: its line, and the room in which it may go on from before the system was started again. */
interface Nobodys {
  readonly line: number;
  readonly room: string | undefined;
}

export class Router {
  readonly groups = new Set<Group>();
  readonly #rooms = new Map<string, Group>();
  readonly #connections = new Map<string, Connection>();
  readonly #joins = new Map<string, RoomObject>();
  readonly #tokens = new Map<string, RoomObject>();
  readonly #calls = new Map<string, OpenCall>();
  /** Connections that began with a Resume of nobody's, until they are answered or closed. */
  readonly #nobodys = new Map<string, Nobodys>();
  readonly #names: Names;
  readonly #oldJoins = new LetGoNames();
  /** Each with the room in which it may go on; none where nothing can. */
  readonly #oldTokens = new LetGoNames<string | undefined>();
  /** Participations that somebody was shown as its own. */
  readonly #oldStays = new LetGoNames();
  readonly #restarts = new Restarts();

  constructor(private readonly about: About) {
    this.#names = new Names(about);
  }

  /** The system begins anew: every connection is gone, and those who had one may come back, each to its room. */
  restart(): void {
    this.#restarts.begin(this.groups);
    this.#oldTokens.expect(this.#tokens.size);
    this.#oldJoins.expect(this.#joins.size);
    for (const { objects } of this.groups) for (const object of objects) this.release(object, object.room);
    for (const names of [this.groups, this.#rooms, this.#connections, this.#calls, this.#nobodys]) names.clear();
    this.#names.restart();
  }

  /** Takes a line in, and gives the rooms that it has come to: none for what began before the log, or goes on after its rooms are forgotten. */
  route(line: Exclude<LogEntry, { kind: 'head' }>, number: number): Group | undefined {
    const group = this.#take(line, number);
    if (group) group.at = Math.max(group.at, line.at);
    return group;
  }

  /** Lets go of rooms that have been judged for good. */
  forget(group: Group): void {
    this.groups.delete(group);
    for (const room of group.rooms) this.#rooms.delete(room);
    for (const object of group.objects) this.release(object);
    for (const connection of group.connections) this.drop(connection);
    for (const { name } of group.calls) this.#calls.delete(name);
  }

  /**
   * A room object whose past is let go. Whoever comes back to it is told of its departure; only to one that was there before the system
   * was started again more can happen, in its room. Any of its tokens may be the one: which of them was used last nobody may know.
   */
  release(object: RoomObject, goesOnIn = object.past && object.room): void {
    const { joinId, tokens, stays } = object;
    for (const stay of stays) this.#oldStays.add(stay, true);
    if (this.#joins.get(joinId) === object && this.#joins.delete(joinId)) this.#oldJoins.add(joinId, true);
    for (const token of tokens) {
      if (this.#tokens.get(token) === object) this.#tokens.delete(token);
      this.#oldTokens.add(token, goesOnIn);
    }
  }

  /** Whether somebody outside of a group was shown this participation as its own. */
  isKnown(participation: string, outside: Group): boolean {
    const isOwn = ({ stays }: RoomObject) => stays.includes(participation);
    return (
      this.#oldStays.has(participation) ||
      [...this.groups].some((group) => group !== outside && [...group.objects].some(isOwn))
    );
  }

  /** Everybody who is in this room is in the log. */
  settle(room: string): void {
    this.#restarts.settle(room);
  }

  /** A connection on which nothing can come any more. */
  drop(connection: Connection): void {
    if (this.#connections.get(connection.name) !== connection) return;
    this.#connections.delete(connection.name);
    this.#names.letGo(connection.name, connection.ended);
  }

  #take(line: Exclude<LogEntry, { kind: 'head' }>, number: number): Group | undefined {
    if (line.kind === 'join') return this.#join(line, number);
    if (line.kind === 'resume') return this.#resume(line, number);
    if (line.kind === 'call') return this.#call(line, number);
    if (line.kind === 'answer') return this.#answer(line, number);
    const connection =
      this.#connections.get(line.connection) ?? this.#resumed(line, number) ?? this.#unopened(line, number);
    if (line.kind === 'seen' && this.about.complete()) this.#doubt(connection, line, number);
    if (line.kind === 'closed') this.#nobodys.delete(line.connection);
    if (connection) this.#on(connection, line, number);
    else if (!this.#nobodys.has(line.connection)) this.#names.passedOver(line, number);
    return connection?.object.group;
  }

  #on(connection: Connection, line: Own, number: number): void {
    const { object } = connection;
    if (line.kind === 'ask') {
      if (line.question.kind === 'switch') this.#switch(object, line.question.room);
      asked(connection, line, number);
    } else if (line.kind === 'seen') {
      this.#names.isShown(connection, line.observation);
      this.#restarts.shown(object, line.observation);
      const token = seen(connection, line, number);
      if (token !== undefined) this.#tokens.set(token, object);
    } else if (line.kind === 'closed') closed(connection, line, number);
    else if (line.kind === 'unreadable') object.unreadable = true;
    else if (line.kind === 'ack') acted(connection, line, number, { kind: 'ack' }, { ack: line.ack });
    else acted(connection, line, number, { kind: 'malformed', frame: line.frame });
  }

  #join(line: Line<'join'>, number: number): Group {
    const known = this.#connections.get(line.connection);
    if (known && known.state !== 'free' && known.state !== 'closed') {
      this.#names.isTwice(known, number, known.object.seat.participant !== line.participant);
      acted(known, line, number, { kind: 'join', room: line.room });
      return known.object.group;
    }
    const usedAgain = this.#names.isUsedAgain(line.connection, number, known);
    const before = this.#repeated(line, usedAgain);
    const object = before ?? this.#object(line, usedAgain ? number : undefined);
    if (this.#names.isTorn(line.connection, number)) object.torn = true;
    const connection = this.#open(line.connection, object, number, usedAgain && before !== undefined);
    if (before) acted(connection, line, number, { kind: 'repeat' });
    else acted(connection, line, number, { kind: 'join', room: line.room });
    return object.group;
  }

  /** Whoever has sent this Join before. Where the name is used again, the id may be made from it, and mean nothing. */
  #repeated({ joinId, participant, role, room }: Line<'join'>, usedAgain: boolean): RoomObject | undefined {
    const before = this.#joins.get(joinId);
    if (!before || !usedAgain) return before;
    const { seat } = before;
    return seat.participant === participant && seat.role === role && before.room === room ? before : undefined;
  }

  /** `from`: the line in which the name of its connection is used again. */
  #object({ room, participant, role, joinId, connection }: Line<'join'>, from: number | undefined): RoomObject {
    const name = `${participant}@${connection}${from === undefined ? '' : `, from ${this.about.place(from)}`}`;
    const again = from === undefined && this.#oldJoins.has(joinId);
    const made = newObject(this.#room(room), { name, participant, role }, { room, joinId, again });
    if (joinId !== '') this.#joins.set(joinId, made);
    return made;
  }

  #resume(line: Line<'resume'>, number: number): Group | undefined {
    const { token, sequence } = line;
    const known = this.#connections.get(line.connection);
    if (known && known.state !== 'free' && known.state !== 'closed') {
      const bearer = this.#tokens.get(token);
      this.#names.isTwice(known, number, bearer !== undefined && bearer !== known.object);
      acted(known, line, number, { kind: 'malformed', frame: 'join-again' });
      return known.object.group;
    }
    this.#names.isUsedAgain(line.connection, number, known);
    const object = this.#tokens.get(token);
    if (!object) {
      this.#connections.delete(line.connection);
      const room = this.#oldTokens.get(token);
      if (!room && this.#oldTokens.has(token)) this.#names.letGo(line.connection);
      else if (this.about.complete()) this.#nobodys.set(line.connection, { line: number, room });
      else this.#names.letGo(line.connection);
      return undefined;
    }
    const wanted = sequence > object.sequence ? 'beyond' : 'last';
    const action = { kind: 'resume', token: 'newest', sequence: wanted } as const;
    if (this.#names.isTorn(line.connection, number)) object.torn = true;
    acted(this.#open(line.connection, object, number), line, number, action, { token, sequence });
    return object.group;
  }

  /** A connection that does not begin with a Join: where nothing is missing in the log, a frame that the wire forbids. */
  #unopened(line: Own, number: number): Connection | undefined {
    if (!this.about.complete() || (line.kind !== 'ask' && line.kind !== 'malformed')) return undefined;
    const { connection } = line;
    if (this.#nobodys.has(connection) || this.#names.isOld(connection)) return undefined;
    // Whoever has asked, or was shown, something before has a past on this connection.
    if (line.kind === 'ask' && (line.request > 1 || line.ack > 0)) return undefined;
    return this.#open(connection, newObject(this.#group(), unnamed(connection), { unopened: true }), number);
  }

  /** Who comes back to where it was before the system was started again: of its stream and its room only a part is in the log. */
  #resumed({ connection, ...line }: Own, number: number): Connection | undefined {
    if (line.kind !== 'seen' || line.observation.kind !== 'resumed') return undefined;
    const room = this.#nobodys.get(connection)?.room;
    if (!room) return undefined;
    this.#nobodys.delete(connection);
    const group = this.#room(room);
    group.goesOn();
    const opened = this.#open(connection, newObject(group, unnamed(connection), { room, past: true }), number);
    group.move(opened, 'waiting');
    return opened;
  }

  /** Whether what a connection is shown goes on from what is not in the log: then something is missing in it. */
  #doubt(connection: Connection | undefined, { connection: name, observation }: Line<'seen'>, number: number): void {
    const sequence = 'sequence' in observation ? (observation.sequence ?? 0) : 0;
    const resume = connection ? undefined : this.#nobodys.get(name);
    if (resume && observation.kind === 'resumed') {
      this.about.disprove(
        `${upper(this.about.place(resume.line))}: a Resume with a token that no Joined or Resumed of this log gave, and ${this.about.place(number)} answers it: where the log replaces tokens, replace them alike on both sides.`,
      );
    } else if (resume && (observation.kind === 'rejected' || observation.kind === 'roomLeft')) {
      // What follows is no first message, nor does anything go on.
      this.#nobodys.delete(name);
      this.#names.letGo(name);
    } else if (sequence > 1 && !this.#names.isOld(name) && (!connection || isUnopened(connection))) {
      this.about.disprove(
        `${upper(this.about.place(number))}: connection "${name}" has sequence ${sequence} there, and its beginning is not in the log.`,
      );
    }
  }

  #open(name: string, object: RoomObject, began: number, repeats = false): Connection {
    object.connections += 1;
    const made: Connection = { name, object, number: object.connections, state: 'free', began, repeats };
    this.#connections.set(name, made);
    object.group.move(made, 'free');
    return made;
  }

  #call(line: Line<'call'>, number: number): Group | undefined {
    const group = this.#rooms.get(line.room) ?? (this.about.complete() ? this.#room(line.room) : undefined);
    if (group) this.#calls.set(line.connection, called(group, line, number));
    if (this.#restarts.isDoubtful(line.room)) group?.goesOn();
    return group;
  }

  #answer(line: Line<'answer'>, number: number): Group | undefined {
    const call = this.#calls.get(line.connection);
    if (!call) return undefined;
    this.#calls.delete(line.connection);
    answered(call, line, number);
    return call.group;
  }

  #room(name: string): Group {
    const group = this.#rooms.get(name) ?? this.#group();
    group.rooms.add(name);
    this.#rooms.set(name, group);
    return group;
  }

  #group(): Group {
    const made = new Group();
    made.lingerMs = SETTLING_MS;
    this.groups.add(made);
    return made;
  }

  #switch(object: RoomObject, room: string): void {
    object.room = room;
    this.#together(object.group, room);
  }

  /** From now on the other room is judged together with these. */
  #together(group: Group, room: string): void {
    const other = this.#room(room);
    if (other === group) return;
    // The one with less in it moves, whichever it is.
    const [into, from] = group.entries.length < other.entries.length ? [other, group] : [group, other];
    into.absorb(from);
    for (const moved of from.rooms) this.#rooms.set(moved, into);
    this.groups.delete(from);
  }
}

/** Nothing numbered has been shown on it yet. */
const isUnopened = ({ object }: Connection): boolean => object.unopened && object.sequence === 0;
