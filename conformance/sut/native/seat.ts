/** A seat of a native world: a client without any policy, which does what it is told and reports what it is shown. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Action, Flaw, Malformed, Observation, OPERATOR, PEER, Seat, Sent } from '../../exchange/index.js';
import type { ClientSpeech, RequestContent, Subprotocol } from '../../link/index.js';
import type { ActionOutcome, ReportRecord, SuiteDelay } from '../system.js';
import { badFrame } from './bad-frames.js';
import { SeatConnection } from './connection.js';
import { type Later, turn, UNLIMITED, within } from './later.js';
import { NativeRoomObject, type NumberedRequest } from './room-object.js';
import { accessToken, type TokenSource } from './tokens.js';

/** The close follows RoomLeft within 1 s (clause `close.follows`), and a little for the way, in milliseconds. */
const FAREWELL_MS = 1_250;
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

/** What an action names, in the server's own ids. */
export interface ServerIds {
  readonly room: string;
  /** The participation of a remove. */
  readonly target: string;
}

/** What a seat does by itself. */
export type SeatAction = Exclude<Action, { readonly seat: typeof OPERATOR | typeof PEER }>;

/** A step that is ready to be taken: what the record says of it, and what it does. */
interface Step {
  readonly says: Pick<Sent, 'request' | 'ack' | 'target' | 'token' | 'sequence'>;
  readonly take: () => Promise<ActionOutcome>;
}

export class NativeSeat {
  /** Every participation that this seat was shown as its own, oldest first. */
  readonly shown: string[] = [];
  readonly #lines: SeatConnection[] = [];
  /** Connected for the action that comes next. */
  #prepared: SeatConnection | undefined;
  /** Access tokens that were made for what comes next, each for one use. */
  readonly #ready = new Map<string, string>();
  /** When it last lost a connection, on the clock of this process. */
  #lostAt = 0;
  /** The newest one, whatever has become of it. */
  #object: NativeRoomObject | undefined;

  constructor(
    private readonly seat: Seat,
    private readonly around: SeatSurroundings,
  ) {}

  get bound(): boolean {
    return this.#lines.some((line) => line.bound && !line.frozen);
  }

  async act(action: SeatAction, named: ServerIds): Promise<ActionOutcome> {
    const late = action.kind === 'resume' ? action.late : undefined;
    const meantAt = late === undefined ? performance.now() : await this.#expiry(late);
    const line = this.#lineFor(action);
    const { says, take } = this.#prepare(line, action, named);
    this.around.report({ kind: 'sent', seat: this.seat.name, connection: this.#number(line), action, ...says });
    const answer = take();
    if (action.kind === 'resume') line.voice.returns(meantAt, this.#mine.windowMs);
    return (await within(answer, this.around.answerMs, line.made)) ?? this.#giveUp(line, action, says.request);
  }

  /** Connects, where the action will need a new connection, and has an access token made, where it will present one. */
  async prepare(action: SeatAction, room: string): Promise<void> {
    if (action.kind === 'join' || action.kind === 'switch')
      this.#ready.set(keyOf(room, action.flaw), await this.#access(room, action.flaw));
    if (!opensConnection(action)) return;
    const line = this.#lineFor(action);
    this.#prepared = line;
    await line.opened();
  }

  /** Until `late` milliseconds after the end of the window that was announced, counted from the loss; when that was to be. */
  async #expiry(late: number): Promise<number> {
    const now = performance.now();
    const meantAt = Math.max(now, this.#lostAt + this.#mine.windowMs + late);
    await delay(meantAt - now);
    return meantAt;
  }

  #prepare(line: SeatConnection, action: SeatAction, named: ServerIds): Step {
    switch (action.kind) {
      case 'join': {
        const object = new NativeRoomObject(named.room, this.#join(action, named.room));
        this.#object = object;
        return { says: {}, take: () => line.open(object, object.join) };
      }
      case 'repeat':
        return { says: {}, take: () => line.open(this.#mine, this.#mine.join) };
      case 'resume':
        return this.#resume(line, action);
      case 'ack': {
        const ack = this.#mine.received;
        return { says: { ack }, take: () => line.tell({ kind: 'ack', ack }) };
      }
      case 'cut':
        this.#lostAt = performance.now();
        return { says: {}, take: () => line.cut(action.how) };
      case 'freeze':
        return { says: {}, take: () => line.freeze() };
      case 'heal':
        return { says: {}, take: () => line.heal() };
      case 'delay':
        return { says: {}, take: () => line.slowDown(action.ms) };
      case 'close':
        return { says: {}, take: () => line.close(action.code) };
      case 'malformed':
        return {
          says: {},
          take: () => line.raw(this.#badFrame(action.frame, named)),
        };
      case 'again':
        return this.#again(line);
      default:
        return this.#request(line, action, named);
    }
  }

  #badFrame(frame: Malformed, { room }: ServerIds): Uint8Array | string {
    return badFrame(frame, this.seat, this.#object?.room ?? room, this.around.subprotocol);
  }

  #join({ flaw }: Action & { kind: 'join' }, room: string): Later<ClientSpeech> {
    const { participant, role } = this.seat;
    const joinId = randomUUID();
    // Nothing of a room object that is yet to be can have been received.
    const join = { kind: 'join', room, participant, role, joinId, ack: 0 } as const;
    return turn(this.#access(room, flaw), (accessToken) => ({ ...join, accessToken }));
  }

  #access(room: string, flaw: Flaw | undefined): Later<string> {
    const { participant, role } = this.seat;
    const key = keyOf(room, flaw);
    const ready = this.#ready.get(key);
    this.#ready.delete(key);
    if (ready !== undefined) return ready;
    return accessToken(this.around.tokens, { room, participant, role }, flaw);
  }

  #resume(line: SeatConnection, action: Action & { kind: 'resume' }): Step {
    const object = this.#mine;
    const { received, tokens } = object;
    const shown = action.token === 'first' ? tokens[0] : tokens.at(-1);
    const known = action.token === 'made-up' ? undefined : shown;
    const sequence = action.sequence === 'beyond' ? received + BEYOND : received;
    return {
      says: { token: known ?? 'made-up', sequence },
      take: () => line.open(object, { kind: 'resume', token: known ?? randomUUID(), sequence, ack: received }),
    };
  }

  #request(line: SeatConnection, action: SeatAction, named: ServerIds): Step {
    const object = this.#mine;
    const asked = object.ask(this.#question(action, named));
    if (action.kind === 'switch') object.switching(named.room);
    const { says, take } = this.#asking(line, asked);
    return { says: { ...says, ...(action.kind === 'remove' ? { target: named.target } : {}) }, take };
  }

  /** What the server has taken up, or answered, it will not answer again. */
  #again(line: SeatConnection): Step {
    const object = this.#mine;
    const asked = object.latest;
    if (!asked) throw new Error(`the seat "${this.seat.name}" has sent no request yet`);
    const owed = object.isOwed(asked.request);
    const { says, take } = this.#asking(line, asked);
    if (owed) return { says, take };
    const { request, content } = asked;
    const message = turn(content, (what): ClientSpeech => ({ ...what, request, ack: object.received }));
    return { says, take: () => line.tell(message) };
  }

  #asking(line: SeatConnection, asked: NumberedRequest): Step {
    const ack = this.#mine.received;
    return { says: { request: asked.request, ack }, take: () => line.ask(asked, ack) };
  }

  #question(action: SeatAction, { room, target }: ServerIds): Later<RequestContent> {
    switch (action.kind) {
      case 'remove':
        return { kind: 'remove', participation: target };
      case 'switch':
        return turn(this.#access(room, action.flaw), (accessToken) => ({ kind: 'switch', room, accessToken }));
      case 'mode':
        return { kind: 'mode', mode: action.mode };
      case 'leave':
      case 'end':
      case 'sync':
      case 'unknown':
        return { kind: action.kind };
      default:
        throw new Error(`"${action.kind}" is no numbered request`);
    }
  }

  /** Some answer did not come in time. */
  get overdue(): boolean {
    return this.#lines.some((line) => line.givenUp);
  }

  /** Closes that must follow a RoomLeft or a takeover, awaited. */
  async farewells(): Promise<void> {
    const patience = Math.min(this.around.answerMs, FAREWELL_MS);
    await Promise.all(this.#lines.filter((line) => line.closing).map((line) => within(line.closed, patience)));
  }

  /** Every connection has been closed, or is frozen, or stays open for longer than `ms`. */
  async brokenOff(ms: number): Promise<void> {
    await Promise.all(this.#lines.filter((line) => !line.frozen).map((line) => within(line.closed, ms)));
  }

  /** Acks and Resumes that went out late. */
  get late(): SuiteDelay[] {
    return this.#lines.flatMap(({ voice }) => voice.late);
  }

  discard(): void {
    for (const line of this.#lines) line.discard();
  }

  get #mine(): NativeRoomObject {
    if (!this.#object) throw new Error(`the seat "${this.seat.name}" has not joined yet`);
    return this.#object;
  }

  /** The connection that it has now: after a resumption that was refused it may be the one from before. */
  get #line(): SeatConnection | undefined {
    return this.#lines.findLast((line) => line.bound) ?? this.#lines.at(-1);
  }

  #number(line: SeatConnection): number {
    return this.#lines.indexOf(line) + 1;
  }

  /** A Join needs a connection that carries nobody; a Resume, a repeated Join and a request before any Join need a new one. */
  #lineFor(action: Action): SeatConnection {
    const frozen = action.kind === 'heal' && this.#lines.find((line) => line.frozen);
    if (frozen) return frozen;
    const prepared = this.#prepared;
    this.#prepared = undefined;
    if (prepared) return prepared;
    const newest = this.#lines.at(-1);
    if (newest?.unbound && action.kind === 'join') return newest;
    if (this.#line && !opensConnection(action)) return this.#line;
    const { url, answerMs, subprotocol } = this.around;
    const hear = (observation: Observation): void => this.#hear(line, observation);
    const line: SeatConnection = new SeatConnection(url, hear, answerMs === UNLIMITED, subprotocol, this.seat.name);
    this.#lines.push(line);
    return line;
  }

  #hear(line: SeatConnection, observation: Observation): void {
    if (observation.kind === 'joined') this.#joined(line, observation);
    if (observation.kind === 'joined' || observation.kind === 'resumed') this.#takenOver(line);
    this.around.report({ kind: 'seen', seat: this.seat.name, connection: this.#number(line), observation });
  }

  #joined({ object }: SeatConnection, { participation, session }: Observation & { kind: 'joined' }): void {
    if (!this.shown.includes(participation)) this.shown.push(participation);
    if (object) this.around.opened(object.room, session);
  }

  /** One connection carries the room object: those before it have been replaced. */
  #takenOver(line: SeatConnection): void {
    for (const earlier of this.#lines.slice(0, this.#lines.indexOf(line)))
      if (earlier.object === line.object) earlier.replace();
  }

  #giveUp(line: SeatConnection, action: Action, request: number | undefined): ActionOutcome {
    line.giveUp();
    const { answerMs, report } = this.around;
    const numbered = request === undefined ? {} : { request };
    const connection = this.#number(line);
    report({ kind: 'overdue', seat: this.seat.name, connection, action, ...numbered, afterMs: answerMs });
    return { kind: 'broken', why: `no answer within ${answerMs} ms` };
  }
}

const keyOf = (room: string, flaw = ''): string => `${flaw} ${room}`;

function opensConnection(action: Action): boolean {
  if (action.kind === 'malformed') return action.frame === 'request-first';
  return action.kind === 'join' || action.kind === 'repeat' || action.kind === 'resume';
}
