/** The state of one world of the peer's, the server that a client under test meets: lawful until a step makes it otherwise. */
import { close, reason } from '../../../gen/codes.js';
import type { Heard, Note } from '../../exchange/client.js';
import { PEER } from '../../exchange/names.js';
import type { Announcement, DemandAnswer } from '../../exchange/scenario.js';
import type { Demand, Numbering } from '../../exchange/words.js';
import type { ServerStatement } from '../../link/server-codec.js';
import type { ReportRecord } from '../system.js';
import type { PeerConnection } from './connection.js';
import { participationNames } from './participations.js';
import { type JoinedAs, PeerRoomObject } from './room-object.js';

/** What the peer announces until a step says otherwise. */
export const USUAL_ANNOUNCEMENT: Announcement = {
  resumeWindowMs: 500,
  heartbeatIntervalMs: 0,
  heartbeatTimeoutMs: 0,
  later: false,
};

const LAWFULLY: DemandAnswer = { how: 'lawfully' };

/** The connections and room objects of a client, and how the peer answers it now. */
export class PeerWorld {
  readonly participations = participationNames();
  /** What the next Joined says. */
  announcement = USUAL_ANNOUNCEMENT;
  /** What was heard, in order. */
  readonly heard: Heard[] = [];
  readonly #answers = new Map<Demand, DemandAnswer>();
  readonly #roomObjects: PeerRoomObject[] = [];
  readonly #connections: PeerConnection[] = [];
  readonly #heartbeats = new Map<PeerConnection, NodeJS.Timeout>();

  constructor(
    private readonly report: ReportRecord,
    /** Called after everything that was heard, said or closed. */
    private readonly changed: () => void,
  ) {}

  /** The room objects that were ever let in, oldest first. */
  get roomObjects(): readonly PeerRoomObject[] {
    return this.#roomObjects;
  }

  /** The newest room object. */
  get roomObject(): PeerRoomObject | undefined {
    return this.#roomObjects.at(-1);
  }

  /** The room object that a connection carries. */
  carriedBy(connection: PeerConnection): PeerRoomObject | undefined {
    if (connection.use !== 'bound') return undefined;
    return this.#roomObjects.find((one) => one.connection === connection);
  }

  /** The client's connections, oldest first. */
  get connections(): readonly PeerConnection[] {
    return this.#connections;
  }

  /** The newest one over which the client speaks; it may open others beside it, and go on with one of them. */
  get current(): PeerConnection | undefined {
    const open = this.#connections.filter((one) => one.open);
    return open.findLast(({ use }) => use !== 'nothing') ?? open.at(-1) ?? this.#connections.at(-1);
  }

  /** The connection that carries the newest room object, while one does and nothing has ended it. */
  get bound(): PeerConnection | undefined {
    const { roomObject } = this;
    if (!roomObject || roomObject.departure) return undefined;
    const { connection } = roomObject;
    return connection.use === 'bound' && connection.usable ? connection : undefined;
  }

  /** How a demand is answered now. */
  answerTo(demand: Demand): DemandAnswer {
    return this.#answers.get(demand) ?? LAWFULLY;
  }

  /** How a demand is answered from now on. */
  setAnswer(demand: Demand, answer: DemandAnswer): void {
    this.#answers.set(demand, answer);
  }

  /** The client has asked for another WebSocket. */
  add(connection: PeerConnection): void {
    this.#connections.push(connection);
  }

  /** A connection is gone: a Leave, if the client said so by its code, and else a loss. Clause `connection.goodbye`. */
  closed(connection: PeerConnection, code: number): void {
    const roomObject = this.carriedBy(connection);
    connection.closed(code);
    clearInterval(this.#heartbeats.get(connection));
    if (code === close.LEAVE) roomObject?.depart({ code: reason.MANUAL_LEAVE_CALLED, wording: 'own', replyTo: 0 });
    else roomObject?.lose();
  }

  /** Takes a connection away without a close frame. */
  cut(connection: PeerConnection, how: 'fin' | 'reset'): void {
    const roomObject = this.carriedBy(connection);
    connection.cut(how);
    clearInterval(this.#heartbeats.get(connection));
    roomObject?.lose();
  }

  /** Lets somebody new in. */
  admit(connection: PeerConnection, who: JoinedAs, room: string): PeerRoomObject {
    const roomObject = new PeerRoomObject(connection, who, room, this.participations);
    this.#roomObjects.push(roomObject);
    this.bind(connection, roomObject);
    return roomObject;
  }

  /** From now on this connection carries the room object. */
  bind(connection: PeerConnection, roomObject: PeerRoomObject): void {
    roomObject.resumeOn(connection);
    connection.use = 'bound';
    const { heartbeatIntervalMs } = this.announcement;
    if (heartbeatIntervalMs > 0)
      this.#heartbeats.set(
        connection,
        setInterval(() => this.sayOutside(connection, { kind: 'heartbeat' }), heartbeatIntervalMs).unref(),
      );
  }

  /** Says something in the order of a room object; where its connection is lost, it is kept for the Resume. */
  say(roomObject: PeerRoomObject, statement: ServerStatement, replyTo = 0, numbering: Numbering = 'next'): void {
    roomObject.connection.say(roomObject.number(statement, numbering, replyTo), this.announcement.later);
  }

  /** Says something that belongs to one connection alone, and has no number. */
  sayOutside(connection: PeerConnection, statement: ServerStatement, replyTo = 0): void {
    connection.say({ sequence: 0, replyTo, statement }, this.announcement.later);
  }

  /** The client was heard. */
  hear(connection: PeerConnection, heard: Heard): void {
    this.heard.push(heard);
    this.note(connection, { kind: 'heard', heard });
  }

  /** Records something about a connection. */
  note(connection: PeerConnection, note: Note): void {
    this.report({ kind: 'client', seat: PEER, connection: connection.number, note });
    this.changed();
  }

  /** Lets go of all connections. Nothing is recorded any more. */
  discard(): void {
    for (const connection of this.#connections) {
      connection.discard();
      clearInterval(this.#heartbeats.get(connection));
    }
  }
}
