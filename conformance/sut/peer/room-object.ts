/** What the peer knows of one room object of the client's: who is there, what was said, and what was asked for. */
import { randomUUID } from 'node:crypto';
import { reason } from '../../../gen/codes.js';
import type { Member } from '../../exchange/observation.js';
import type { Code, Numbering, Role, Wording } from '../../exchange/words.js';
import type { ServerSpeech, ServerStatement } from '../../link/server-codec.js';
import type { PeerConnection } from './connection.js';
import type { Participations } from './participations.js';

/** The others in every room of the peer's. */
const OTHERS = ['bob', 'cyd'] as const;
/** Who arrived in the message that a gap leaves out. */
const MISSED = 'missed';

/** Why a room object is no longer in its room. */
export interface PeerDeparture {
  readonly code: Code;
  readonly wording: Wording;
  /** The request that fixed it, or 0. */
  readonly replyTo: number;
}

/** Where a room object is in its life. */
type Presence =
  | { readonly state: 'connected' }
  /** Its connection was lost, at this time by `performance.now()`. */
  | { readonly state: 'lingering'; readonly lostAt: number }
  | { readonly state: 'departed'; readonly departure: PeerDeparture };

interface Token {
  readonly token: string;
  readonly connection: PeerConnection;
  /** The message that gave it; 0 for a Resumed. */
  readonly sequence: number;
}

/** What a Join says of who it lets in. */
export interface JoinedAs {
  readonly participant: string;
  readonly role: Role;
  readonly joinId: string;
}

/** A room object of the client's, as its server knows it. */
export class PeerRoomObject {
  /** The client's own participation. */
  own: Member;
  /** The others, by their participants. */
  readonly others = new Map<string, Member>();
  /** The number of the last request that was taken up. */
  lastRequest = 0;
  #presence: Presence = { state: 'connected' };
  #sequence = 0;
  #retained: ServerSpeech[] = [];
  #tokens: Token[] = [];

  constructor(
    /** The connection that carries it, or carried it last. */
    public connection: PeerConnection,
    readonly who: JoinedAs,
    public room: string,
    private readonly participations: Participations,
  ) {
    this.own = participations.begin(who.participant, who.role);
    this.#fillRoom();
  }

  /** Why it is no longer in its room; undefined while it is. */
  get departure(): PeerDeparture | undefined {
    return this.#presence.state === 'departed' ? this.#presence.departure : undefined;
  }

  /** Its departure is fixed, if none was yet: there is exactly one. */
  depart(departure: PeerDeparture): void {
    if (this.#presence.state !== 'departed') this.#presence = { state: 'departed', departure };
  }

  /** Its connection is lost, unless it has departed. */
  lose(): void {
    if (this.#presence.state === 'departed') return;
    if (this.#presence.state === 'connected') this.#presence = { state: 'lingering', lostAt: performance.now() };
    if (this.connection.use === 'bound') this.connection.use = 'begun';
  }

  /** It goes on over this connection. */
  resumeOn(connection: PeerConnection): void {
    this.connection = connection;
    if (this.#presence.state === 'lingering') this.#presence = { state: 'connected' };
  }

  /** Departs, if its connection has been lost for longer than the window, in milliseconds. Clause `connection.lost`. */
  expire(windowMs: number): void {
    if (this.#presence.state === 'lingering' && performance.now() - this.#presence.lostAt > windowMs)
      this.depart({ code: reason.WEBSOCKET_DISCONNECTED, wording: 'own', replyTo: 0 });
  }

  /** Is in another room from now on, as somebody new among others. */
  move(room: string): void {
    this.room = room;
    this.own = this.participations.begin(this.who.participant, this.who.role);
    this.#fillRoom();
  }

  #fillRoom(): void {
    this.others.clear();
    for (const name of OTHERS) this.others.set(name, this.participations.begin(name));
  }

  /** Gives a statement its number, and keeps what a Resume may ask for. */
  number(statement: ServerStatement, numbering: Numbering, replyTo: number): ServerSpeech {
    switch (numbering) {
      case 'zero':
        return { sequence: 0, replyTo, statement };
      case 'repeat':
        return { sequence: this.#sequence, replyTo, statement };
      case 'gap': {
        const member = this.participations.begin(MISSED);
        this.others.set(MISSED, member);
        this.#keep({ kind: 'participantJoined', member }, 0);
        return this.#keep(statement, replyTo);
      }
      case 'next':
        return this.#keep(statement, replyTo);
    }
  }

  #keep(statement: ServerStatement, replyTo: number): ServerSpeech {
    this.#sequence += 1;
    const speech = { sequence: this.#sequence, replyTo, statement };
    this.#retained.push(speech);
    return speech;
  }

  /** A new token, which a message with this number gives. */
  issue(sequence: number): string {
    const token = randomUUID();
    this.#tokens.push({ token, connection: this.connection, sequence });
    return token;
  }

  /** How many messages the client has not acknowledged. */
  get unacknowledged(): number {
    return this.#retained.length;
  }

  /** The number that the next message will bear. */
  get next(): number {
    return this.#sequence + 1;
  }

  /** The client was heard on a connection: older tokens than the newest that it has shown to know are dead. */
  heard(connection: PeerConnection, ack: number): void {
    const known = this.#tokens.findLastIndex((one) => one.connection === connection && one.sequence <= ack);
    if (known > 0) this.#tokens.splice(0, known);
    this.#retained = this.#retained.filter(({ sequence }) => sequence > ack);
  }

  /** Whether this token resumes it. */
  serves(token: string): boolean {
    return this.#tokens.some((one) => one.token === token);
  }

  /** Whether this number was given, and everything after it can still be said. */
  holds(sequence: number): boolean {
    const after = this.#retained.filter((speech) => speech.sequence > sequence);
    return sequence <= this.#sequence && after.length === this.#sequence - sequence;
  }

  /** What was missed: a Joined among it bears the newest token and the current number of the last request. */
  since(sequence: number, token: string): ServerSpeech[] {
    const { lastRequest } = this;
    return this.#retained
      .filter((speech) => speech.sequence > sequence)
      .map((speech) =>
        speech.statement.kind === 'joined'
          ? { ...speech, statement: { ...speech.statement, token, lastRequest } }
          : speech,
      );
  }
}
