/** A seat of a native world: a client without any policy, which does what it is told and reports what it is shown. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Sent } from '../../exchange/history.js';
import type { Observation } from '../../exchange/observation.js';
import type { Action, Seat } from '../../exchange/scenario.js';
import { CLOSED_MS } from '../../exchange/timing.js';
import type { ClientSpeech } from '../../link/client-codec.js';
import type { Subprotocol } from '../../link/json.js';
import type { ActionOutcome, ReportRecord, SuiteDelay } from '../system.js';
import { badFrame, type ForbiddenFrame } from './bad-frames.js';
import type { SeatConnection } from './connection.js';
import { type Later, turn, UNLIMITED, within } from './later.js';
import { requestContent, type SeatAction, type ServerIds, unfitNames } from './requests.js';
import { NativeRoomObject, type NumberedRequest } from './room-object.js';
import { SeatConnections } from './seat-connections.js';
import { type SeatTokens, seatTokens, type TokenSource } from './tokens.js';

/** How long the close behind RoomLeft is waited for, in milliseconds: its time, and a little for the way. */
const CLOSE_MS = CLOSED_MS + 250;
/** No server of a test has sent so many messages that the seat has not received. */
const BEYOND = 1_000;

/** What one seat shares with the others of its world. */
export interface SeatSurroundings {
  readonly url: string;
  readonly answerMs: number;
  readonly subprotocol: Subprotocol;
  readonly report: ReportRecord;
  readonly tokens: TokenSource | undefined;
  /** A Joined has shown the session of a room. */
  readonly opened: (room: string, session: string) => void;
}

/** A step that is ready to be taken: what the record says of it, and what it does. */
interface Step {
  readonly says: Pick<Sent, 'request' | 'ack' | 'target' | 'token' | 'sequence'>;
  readonly take: () => Promise<ActionOutcome>;
}

/** A seat, with its connections and its newest room object. */
export class NativeSeat {
  /** Every participation that this seat was shown as its own, oldest first. */
  readonly shown: string[] = [];
  readonly #connections: SeatConnections;
  readonly #tokens: SeatTokens;
  /** When it last lost a connection, on the clock of this process. */
  #lostAt = 0;
  /** The newest one, whatever has become of it. */
  #object: NativeRoomObject | undefined;
  /** The one before it. */
  #former: NativeRoomObject | undefined;

  constructor(
    private readonly seat: Seat,
    private readonly around: SeatSurroundings,
  ) {
    const { url, subprotocol, answerMs, tokens } = around;
    this.#tokens = seatTokens(seat, tokens);
    this.#connections = new SeatConnections({
      url,
      subprotocol,
      patient: answerMs === UNLIMITED,
      who: seat.name,
      hear: (observation, connection, number) => this.#hear(observation, connection, number),
    });
  }

  /** It is in a room, and can be told something. */
  get bound(): boolean {
    return this.#connections.bound;
  }

  /** Does one action. Rejects with Unreachable where it needs a connection, and there is none to be had. */
  async act(action: SeatAction, named: ServerIds): Promise<ActionOutcome> {
    const late = action.kind === 'resume' ? action.late : undefined;
    const meantAt = late === undefined ? performance.now() : await this.#expiry(late);
    const connection = this.#connections.for(action);
    const number = this.#connections.number(connection);
    const { says, take } = this.#prepare(connection, action, named);
    this.around.report({ kind: 'sent', seat: this.seat.name, connection: number, action, ...says });
    const answer = take();
    if (action.kind === 'resume') connection.delays.returns(meantAt, this.#mine.windowMs);
    const outcome = await within(answer, this.around.answerMs, connection.tokensMade);
    if (outcome) return outcome;
    connection.overdue = true;
    return this.#giveUp(action, number, says.request);
  }

  /** Connects, where the action will need a new connection, and has an access token made, where it will present one. */
  async prepare(action: SeatAction, room: string): Promise<void> {
    if (action.kind === 'join' || action.kind === 'switch') await this.#tokens.prepare(room, action.flaw);
    await this.#connections.prepare(action);
  }

  /** Until `late` milliseconds after the end of the window that was announced, counted from the loss; when that was to be. */
  async #expiry(late: number): Promise<number> {
    const now = performance.now();
    const meantAt = Math.max(now, this.#lostAt + this.#mine.windowMs + late);
    await delay(meantAt - now);
    return meantAt;
  }

  #prepare(connection: SeatConnection, action: SeatAction, named: ServerIds): Step {
    switch (action.kind) {
      case 'join': {
        const object = new NativeRoomObject(named.room, this.#join(action, named.room));
        this.#former = this.#object;
        this.#object = object;
        return { says: {}, take: () => connection.open(object, object.join) };
      }
      case 'repeat':
        return { says: {}, take: () => connection.open(this.#mine, this.#mine.join) };
      case 'resume':
        return this.#resume(connection, action);
      case 'ack': {
        const ack = this.#mine.received;
        return { says: { ack }, take: () => connection.tell({ kind: 'ack', ack }) };
      }
      case 'cut':
        this.#lostAt = performance.now();
        return { says: {}, take: () => connection.cut(action.how) };
      case 'freeze':
        return { says: {}, take: () => connection.freeze() };
      case 'heal':
        return { says: {}, take: () => connection.heal() };
      case 'mute':
        return { says: {}, take: async () => this.#mute(connection) };
      case 'delay':
        return { says: {}, take: () => connection.delay(action.ms) };
      case 'close':
        return { says: {}, take: () => connection.close(action.code) };
      case 'malformed':
        return { says: {}, take: () => connection.raw(this.#badFrame(action, named)) };
      case 'again':
        return this.#again(connection);
      default:
        return this.#request(connection, action, named);
    }
  }

  #mute(connection: SeatConnection): ActionOutcome {
    connection.mute = true;
    return { kind: 'done' };
  }

  #badFrame(frame: ForbiddenFrame, { room }: ServerIds): Uint8Array | string {
    return badFrame(frame, this.seat, this.#object?.room ?? room, this.around.subprotocol);
  }

  #join({ flaw, unfit }: Action & { kind: 'join' }, room: string): Later<ClientSpeech> {
    const names = { room, participant: this.seat.participant, role: this.seat.role, ...unfitNames(unfit) };
    const joinId = randomUUID();
    // Nothing of a room object that is yet to be can have been received.
    const join = { kind: 'join', ...names, joinId, ack: 0 } as const;
    return turn(this.#tokens.take(room, flaw), (accessToken) => ({ ...join, accessToken }));
  }

  #resume(connection: SeatConnection, action: Action & { kind: 'resume' }): Step {
    const object = (action.token === 'former' ? this.#former : undefined) ?? this.#mine;
    const { received, acknowledged, tokens } = object;
    const shown = action.token === 'first' ? tokens[0] : tokens.at(-1);
    const known = action.token === 'made-up' ? undefined : shown;
    const sequence = { last: received, beyond: received + BEYOND, acked: acknowledged }[action.sequence];
    return {
      says: { token: known ?? 'made-up', sequence },
      take: () =>
        connection.open(object, {
          kind: 'resume',
          token: known ?? randomUUID(),
          sequence,
          ack: Math.min(sequence, received),
        }),
    };
  }

  #request(connection: SeatConnection, action: SeatAction, named: ServerIds): Step {
    const object = this.#mine;
    const asked = object.ask(requestContent(action, named, this.#tokens));
    if (action.kind === 'switch') object.switching(named.room);
    const { says, take } = this.#asking(connection, asked);
    return { says: { ...says, ...(action.kind === 'remove' ? { target: named.target } : {}) }, take };
  }

  /** What the server has taken up, or answered, it will not answer again. */
  #again(connection: SeatConnection): Step {
    const object = this.#mine;
    const asked = object.latest;
    if (!asked) throw new Error(`the seat "${this.seat.name}" has sent no request yet`);
    const owed = object.isOwed(asked.request);
    const { says, take } = this.#asking(connection, asked);
    if (owed) return { says, take };
    const { request, content } = asked;
    const message = turn(content, (what): ClientSpeech => ({ ...what, request, ack: object.received }));
    return { says, take: () => connection.tell(message) };
  }

  #asking(connection: SeatConnection, asked: NumberedRequest): Step {
    const ack = this.#mine.received;
    return { says: { request: asked.request, ack }, take: () => connection.ask(asked, ack) };
  }

  /** Some answer did not come in time. */
  get overdue(): boolean {
    return this.#connections.overdue;
  }

  /** Closes that must follow a RoomLeft or a takeover, awaited. */
  async closes(): Promise<void> {
    await this.#connections.closes(Math.min(this.around.answerMs, CLOSE_MS));
  }

  /** Every connection has been closed, or is frozen, or stays open for longer than `ms`. */
  async brokenOff(ms: number): Promise<void> {
    await this.#connections.brokenOff(ms);
  }

  /** What went out late. */
  get late(): SuiteDelay[] {
    return this.#connections.late;
  }

  /** Lets go of all connections, without a record. */
  discard(): void {
    this.#connections.discard();
  }

  get #mine(): NativeRoomObject {
    if (!this.#object) throw new Error(`the seat "${this.seat.name}" has not joined yet`);
    return this.#object;
  }

  #hear(observation: Observation, { object }: SeatConnection, connection: number): void {
    if (observation.kind === 'joined') {
      const { participation, session } = observation;
      if (!this.shown.includes(participation)) this.shown.push(participation);
      if (object) this.around.opened(object.room, session);
    }
    this.around.report({ kind: 'seen', seat: this.seat.name, connection, observation });
  }

  #giveUp(action: Action, connection: number, request: number | undefined): ActionOutcome {
    const { answerMs, report } = this.around;
    const numbered = request === undefined ? {} : { request };
    report({ kind: 'overdue', seat: this.seat.name, connection, action, ...numbered, afterMs: answerMs });
    return { kind: 'broken', why: `no answer within ${answerMs} ms` };
  }
}
