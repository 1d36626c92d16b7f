/** The connections of one seat, oldest first: which of them an action is for, and what each of them shows. */

import type { Observation } from '../../exchange/observation.js';
import type { Action } from '../../exchange/scenario.js';
import type { SuiteDelay } from '../system.js';
import { SeatConnection } from './connection.js';
import { within } from './later.js';
import type { SocketOptions } from './ordered-socket.js';
import type { NativeRoomObject } from './room-object.js';

/** What a seat does with what its connections show. */
export interface SeatConnectionsOptions extends SocketOptions {
  /** The seat's name. */
  readonly who: string;
  /** Is called with each observation, and the connection and its number, counted from 1. */
  readonly hear: (observation: Observation, connection: SeatConnection, number: number) => void;
}

/** Every connection that a seat has opened. */
export class SeatConnections {
  readonly #all: SeatConnection[] = [];
  /** Opened for the action that comes next. */
  #prepared: SeatConnection | undefined;

  constructor(private readonly options: SeatConnectionsOptions) {}

  /** One of them carries a participation, and is not frozen. */
  get bound(): boolean {
    return this.#all.some((one) => one.bound && !one.frozen);
  }

  /** Some answer did not come in time. */
  get overdue(): boolean {
    return this.#all.some((one) => one.overdue);
  }

  /** Acks and Resumes that went out late, and silences. */
  get late(): SuiteDelay[] {
    return this.#all.flatMap(({ delays }) => delays.late);
  }

  /** Counted from 1. */
  number(connection: SeatConnection): number {
    return this.#all.indexOf(connection) + 1;
  }

  /** Opens a connection, where the action that comes next needs a new one. */
  async prepare(action: Action): Promise<void> {
    if (!opensConnection(action)) return;
    this.#prepared = this.for(action);
    await this.#prepared.opened();
  }

  /** A Join needs a connection that carries nobody; a Resume, a repeated Join and a request before any Join need a new one. */
  for(action: Action): SeatConnection {
    const frozen = action.kind === 'heal' && this.#all.find((one) => one.frozen);
    if (frozen) return frozen;
    const prepared = this.#prepared;
    this.#prepared = undefined;
    if (prepared) return prepared;
    const newest = this.#all.at(-1);
    if (newest?.unbound && action.kind === 'join') return newest;
    return (opensConnection(action) ? undefined : this.#current) ?? this.#open();
  }

  /**
   * The connection that the seat has now: after a resumption that was refused it is the one from before, also where that
   * has just ended. On one that carries nobody no request would be answered.
   */
  get #current(): SeatConnection | undefined {
    const ofSomebody = (): SeatConnection | undefined => this.#all.findLast((one) => !one.unbound);
    return this.#all.findLast((one) => one.bound) ?? ofSomebody() ?? this.#all.at(-1);
  }

  #open(): SeatConnection {
    const { url, subprotocol, patient, who } = this.options;
    const hear = (observation: Observation): void => this.#hear(connection, observation);
    const connection: SeatConnection = new SeatConnection({ url, subprotocol, patient, who, hear });
    this.#all.push(connection);
    return connection;
  }

  #hear(connection: SeatConnection, observation: Observation): void {
    if (observation.kind === 'joined' || observation.kind === 'resumed') this.#takenOver(connection, connection.object);
    this.options.hear(observation, connection, this.number(connection));
  }

  /** One connection carries the room object: those before it have been replaced. */
  #takenOver(by: SeatConnection, object: NativeRoomObject | undefined): void {
    for (const earlier of this.#all.slice(0, this.#all.indexOf(by))) if (earlier.object === object) earlier.replace();
  }

  /** Closes that must follow a RoomLeft or a takeover, awaited for so long at the most, in milliseconds. */
  async closes(ms: number): Promise<void> {
    await Promise.all(this.#all.filter((one) => one.closing).map((one) => within(one.closed, ms)));
  }

  /** Every connection has been closed, or is frozen, or stays open for longer than `ms`. */
  async brokenOff(ms: number): Promise<void> {
    await Promise.all(this.#all.filter((one) => !one.frozen).map((one) => within(one.closed, ms)));
  }

  /** Lets go of all of them, without a record. */
  discard(): void {
    for (const one of this.#all) one.discard();
  }
}

function opensConnection(action: Action): boolean {
  if (action.kind === 'malformed') return action.frame === 'request-first';
  return action.kind === 'join' || action.kind === 'repeat' || action.kind === 'resume';
}
