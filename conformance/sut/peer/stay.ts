/** What the peer knows of one room object of the client's: who is there, what was said, and what was asked for. */
import { randomUUID } from 'node:crypto';
import type { Code, Member, Numbering, Role, Wording } from '../../exchange/index.js';
import type { Speech, Statement } from '../../link/index.js';
import type { Line } from './line.js';

/** The others in every room of the peer's. */
const OTHERS = ['bob', 'cyd'] as const;
/** Who arrived in the message that a gap leaves out. */
const MISSED = 'missed';

/** Why a room object is no longer in its room. */
export interface Departure {
  readonly code: Code;
  readonly wording: Wording;
  /** The request that fixed it, or 0. */
  readonly replyTo: number;
}

interface Token {
  readonly token: string;
  readonly line: Line;
  /** The message that gave it; 0 for a Resumed. */
  readonly sequence: number;
}

/** Gives every stay of a participant in a world its own name: `bob-1`, `bob-2` and so on. */
export class Registrar {
  readonly #stays = new Map<string, number>();

  enter(participant: string, role: Role = 'attendee'): Member {
    const count = (this.#stays.get(participant) ?? 0) + 1;
    this.#stays.set(participant, count);
    return { participant, participation: `${participant}-${count}`, role };
  }

  /** Whether a participation by this name was ever in the world. */
  knows(participation: string): boolean {
    const [, participant = '', ordinal] = /^(.*)-(\d+)$/.exec(participation) ?? [];
    return Number(ordinal) <= (this.#stays.get(participant) ?? 0);
  }

  /** The latest stay of a participant; one that never was where there is none. */
  newest(participant: string): string {
    return `${participant}-${this.#stays.get(participant) ?? 0}`;
  }
}

export class Stay {
  /** The client's own participation, and the others, by their participants. */
  own: Member;
  readonly others = new Map<string, Member>();
  /** The connection that carries it, or carried it last. */
  line: Line;
  lastRequest = 0;
  departure: Departure | undefined;
  /** When its connection was lost, by `performance.now()`. */
  lostAt: number | undefined;
  #sequence = 0;
  #retained: Speech[] = [];
  #tokens: Token[] = [];

  constructor(
    line: Line,
    readonly who: { readonly participant: string; readonly role: Role; readonly joinId: string },
    public room: string,
    private readonly registrar: Registrar,
  ) {
    this.line = line;
    this.own = registrar.enter(who.participant, who.role);
    this.#furnish();
  }

  /** Its connection is lost. */
  lose(): void {
    this.lostAt ??= performance.now();
    this.line.bound = false;
  }

  /** Departs, if its connection has been lost for longer than the window. Clause `connection.lost`. */
  expire(windowMs: number): void {
    if (this.lostAt !== undefined && performance.now() - this.lostAt > windowMs)
      this.departure ??= { code: 1001, wording: 'own', replyTo: 0 };
  }

  /** Is in another room from now on, as somebody new among others. */
  move(room: string): void {
    this.room = room;
    this.own = this.registrar.enter(this.who.participant, this.who.role);
    this.#furnish();
  }

  #furnish(): void {
    this.others.clear();
    for (const name of OTHERS) this.others.set(name, this.registrar.enter(name));
  }

  /** Gives a statement its number, and keeps what a Resume may ask for. */
  number(statement: Statement, numbering: Numbering, replyTo: number): Speech {
    switch (numbering) {
      case 'zero':
        return { sequence: 0, replyTo, statement };
      case 'repeat':
        return { sequence: this.#sequence, replyTo, statement };
      case 'gap': {
        const member = this.registrar.enter(MISSED);
        this.others.set(MISSED, member);
        this.#keep({ kind: 'participantJoined', member }, 0);
        return this.#keep(statement, replyTo);
      }
      case 'next':
        return this.#keep(statement, replyTo);
    }
  }

  #keep(statement: Statement, replyTo: number): Speech {
    this.#sequence += 1;
    const speech = { sequence: this.#sequence, replyTo, statement };
    this.#retained.push(speech);
    return speech;
  }

  /** A new token, which a message with this number gives. */
  issue(sequence: number): string {
    const token = randomUUID();
    this.#tokens.push({ token, line: this.line, sequence });
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
  heard(line: Line, ack: number): void {
    const known = this.#tokens.findLastIndex((one) => one.line === line && one.sequence <= ack);
    if (known > 0) this.#tokens.splice(0, known);
    this.#retained = this.#retained.filter(({ sequence }) => sequence > ack);
  }

  serves(token: string): boolean {
    return this.#tokens.some((one) => one.token === token);
  }

  /** Whether this number was given, and everything after it can still be said. */
  holds(sequence: number): boolean {
    const after = this.#retained.filter((speech) => speech.sequence > sequence);
    return sequence <= this.#sequence && after.length === this.#sequence - sequence;
  }

  /** What was missed: a Joined among it bears the newest token and the current number of the last request. */
  since(sequence: number, token: string): Speech[] {
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
