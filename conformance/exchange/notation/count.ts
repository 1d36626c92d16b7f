/** Numbers that the writer of a history may leave out: requests, sequences, acknowledgements and tokens. */

import type { Observation } from '../observation.js';
import type { Action } from '../scenario.js';

/** What a client makes to be in a room: from a join on, through every resumption and switch. */
interface RoomObject {
  requests: number;
  /** The highest sequence that it has received. */
  received: number;
  /** The highest sequence that it has acknowledged. */
  acknowledged: number;
  readonly tokens: string[];
}

const newRoomObject = (): RoomObject => ({ requests: 0, received: 0, acknowledged: 0, tokens: [] });

/** One connection of a seat. */
interface Line {
  room: RoomObject;
  /** The sequence of the last message that it showed; undefined while it carries nobody. */
  last: number | undefined;
  /** The sequence that its Resume presented. */
  presented: number;
}

const numbered = ['leave', 'end', 'remove', 'sync', 'unknown', 'switch', 'mode'];

/** How far beyond everything that the server can have sent a resume is, where it is to be. */
const BEYOND = 1_000;

/** Counts what the writer of a history leaves out. */
export class Count {
  readonly #lines = new Map<string, Line>();
  readonly #newest = new Map<string, RoomObject>();
  /** The one of each seat before its newest. */
  readonly #former = new Map<string, RoomObject>();
  /** The tokens that each seat was shown, oldest first. */
  readonly #tokens = new Map<string, string[]>();

  /** A seat does something. Gives the number of the request, where the action is one. */
  act({ kind, seat }: Action, connection: number, request: number | undefined): number | undefined {
    if (kind === 'join') this.#begin(seat);
    const line = this.#line(seat, connection);
    if (kind === 'join' || kind === 'repeat' || kind === 'resume') line.room = this.#room(seat);
    if (kind === 'again') return request ?? line.room.requests;
    if (!numbered.includes(kind)) return undefined;
    line.room.requests = request ?? line.room.requests + 1;
    return line.room.requests;
  }

  /** The highest sequence that the seat's room object has received, which what it sends now acknowledges. */
  received(seat: string): number {
    const room = this.#room(seat);
    room.acknowledged = room.received;
    return room.received;
  }

  /** The sequence that a resume presents. */
  present(action: Action & { kind: 'resume' }, connection: number, sequence: number | undefined): number {
    const { received, acknowledged } = this.#room(action.seat);
    const line = this.#line(action.seat, connection);
    const meant = { last: received, beyond: received + BEYOND, acked: acknowledged }[action.sequence];
    line.presented = sequence ?? meant;
    return line.presented;
  }

  /** The token that a resume presents; undefined where the seat has none. */
  token({ seat, token }: Action & { kind: 'resume' }): string | undefined {
    if (token === 'made-up') return token;
    if (token === 'former') return this.#former.get(seat)?.tokens.at(-1);
    return token === 'first' ? this.#room(seat).tokens[0] : this.#room(seat).tokens.at(-1);
  }

  /** Keeps a token that the seat was shown; names the next one where none is given. */
  shownToken(seat: string, connection: number, given: string | undefined): string {
    const known = this.#tokens.get(seat) ?? [];
    const token = given ?? `${seat}.${known.length + 1}`;
    if (token === '') return token;
    if (!known.includes(token)) this.#tokens.set(seat, [...known, token]);
    this.#line(seat, connection).room.tokens.push(token);
    return token;
  }

  /** The sequence of a message that is shown. */
  show({ kind }: Observation, seat: string, connection: number, given: number | undefined): number {
    const line = this.#line(seat, connection);
    const next = line.last === undefined ? Number(kind === 'joined') : line.last + 1;
    const sequence = given ?? (kind === 'resumed' || kind === 'heartbeat' ? 0 : next);
    if (sequence > 0) line.last = sequence;
    if (kind === 'resumed') line.last = line.presented;
    line.room.received = Math.max(line.room.received, sequence);
    return sequence;
  }

  #begin(seat: string): void {
    const before = this.#newest.get(seat);
    if (before) this.#former.set(seat, before);
    this.#newest.set(seat, newRoomObject());
  }

  #line(seat: string, connection: number): Line {
    const key = `${seat}/${connection}`;
    const line = this.#lines.get(key) ?? { room: this.#room(seat), last: undefined, presented: 0 };
    this.#lines.set(key, line);
    return line;
  }

  #room(seat: string): RoomObject {
    const room = this.#newest.get(seat) ?? newRoomObject();
    this.#newest.set(seat, room);
    return room;
  }
}
