/** One connection of a seat: what it has sent, what it waits for, and what it carries. */

import type { Observation } from '../../exchange/observation.js';
import type { Cut } from '../../exchange/words.js';
import { type ClientSpeech, encodeClientSpeech, observeFrame } from '../../link/client-codec.js';
import type { OutgoingConnection } from '../../link/outgoing.js';
import type { ActionOutcome } from '../system.js';
import { DelayMeter } from './delay-meter.js';
import { type Later, turn } from './later.js';
import { type OrderedSocket, orderedSocket, type SocketOptions } from './ordered-socket.js';
import { DONE, PendingAnswers } from './pending-answers.js';
import type { NativeRoomObject, NumberedRequest } from './room-object.js';

/** How a connection is opened, and who hears of it. */
export interface SeatConnectionOptions extends SocketOptions {
  /** Is called with everything that the connection shows. */
  readonly hear: (observation: Observation) => void;
  /** Whose it is, in words. */
  readonly who: string;
}

/** `leaving`: this side has begun to close it, and what its close shows is only an echo. */
type Life = 'open' | 'leaving' | 'closed';

/**
 * What a connection carries, as far as anybody can tell from here. `left`: RoomLeft has come. `replaced`: it carried a
 * room object that another connection has taken over. Behind both, the server must close it.
 */
type Carries = 'nothing' | 'room-object' | 'left' | 'replaced';

/** One connection, from the first attempt to open it until it is closed or cut. */
export class SeatConnection {
  /** Resolves when the connection has ended. */
  readonly closed: Promise<void>;
  readonly delays: DelayMeter;
  /** The access tokens that it has waited for. */
  tokensMade: Promise<unknown> = Promise.resolve();
  /** Nothing passes over it, and the server has not been told. */
  frozen = false;
  /** An answer did not come in time: nothing more is expected here. */
  overdue = false;
  /** It answers no Heartbeat. */
  mute = false;
  #life: Life = 'open';
  #carries: Carries = 'nothing';
  #object: NativeRoomObject | undefined;
  #settleClosed: () => void = () => {};
  readonly #socket: OrderedSocket;
  readonly #answers = new PendingAnswers(() => {
    if (this.#object) this.#object.returning = false;
  });

  constructor(private readonly options: SeatConnectionOptions) {
    const { subprotocol, hear, who } = options;
    this.delays = new DelayMeter(who);
    this.closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
    this.#socket = orderedSocket(options, {
      message: (data, isBinary) => this.#heard(observeFrame(data, isBinary, subprotocol)),
      invalid: (what) => hear({ kind: 'invalid', what }),
      closed: (code) => this.#gone(code),
    });
  }

  /** Resolves when there is a WebSocket, or when there will be none: the next sending then rejects. */
  async opened(): Promise<void> {
    await this.#socket.ready.catch(() => {});
  }

  /** There is a WebSocket, or was. */
  get connected(): boolean {
    return this.#socket.open !== undefined;
  }

  /** The room object that it carries, or was to carry. */
  get object(): NativeRoomObject | undefined {
    return this.#object;
  }

  /** It carries a participation. */
  get bound(): boolean {
    return this.#alive && this.#carries === 'room-object';
  }

  /** It is open, and free for a Join. */
  get unbound(): boolean {
    return this.#alive && this.#carries === 'nothing' && !this.#answers.opening;
  }

  /** RoomLeft has come, or another connection has taken over, and the close that must follow has not come. */
  get closing(): boolean {
    return this.#alive && !this.frozen && (this.#carries === 'left' || this.#carries === 'replaced');
  }

  get #alive(): boolean {
    return this.#life === 'open' && !this.overdue;
  }

  /** Another connection carries the room object now. One that never carried it, as its Resume was refused, is what it was. */
  replace(): void {
    if (this.#carries === 'room-object') this.#carries = 'replaced';
  }

  /** Sends a Join or a Resume for a room object. */
  async open(object: NativeRoomObject, opening: Later<ClientSpeech>): Promise<ActionOutcome> {
    this.#object = object;
    object.returning = true;
    const answer = this.#answers.open();
    await this.#post(opening);
    return answer;
  }

  /** Sends a request. On a frozen connection no answer is awaited. */
  async ask({ request, content }: NumberedRequest, ack: number): Promise<ActionOutcome> {
    const answer = this.frozen ? DONE : this.#answer(request);
    await this.#post(turn(content, (what) => ({ ...what, request, ack })));
    return answer;
  }

  /** Sends something that is not answered. */
  async tell(message: Later<ClientSpeech>): Promise<ActionOutcome> {
    await this.#post(message);
    return DONE;
  }

  /** Sends bytes or text as they are; resolves when the server has closed. */
  async raw(data: Uint8Array | string): Promise<ActionOutcome> {
    const outcome = this.closed.then(() => DONE);
    await this.#socket.add((socket) => {
      socket.send(data);
      this.delays.spoke();
    });
    return outcome;
  }

  /** Takes it away without a close frame. */
  async cut(how: Cut): Promise<ActionOutcome> {
    await this.#socket.add((socket) => {
      if (how === 'reset') socket.reset();
      else socket.cut();
      this.#end('the connection was cut');
    });
    return DONE;
  }

  /** From now on nothing passes. Actions that wait for an answer end: it is nobody's fault that none comes. */
  async freeze(): Promise<ActionOutcome> {
    await this.#socket.add((socket) => {
      this.frozen = true;
      socket.freeze();
      this.#answers.settleAll({ kind: 'broken', why: 'the connection is frozen' });
    });
    return DONE;
  }

  /** What was held back passes. */
  async heal(): Promise<ActionOutcome> {
    await this.#socket.add(async (socket) => {
      this.frozen = false;
      await socket.heal();
      this.delays.spoke();
    });
    return DONE;
  }

  /** From now on everything takes so much longer, in milliseconds. */
  async delay(ms: number): Promise<ActionOutcome> {
    await this.#socket.add((socket) => socket.delay(ms));
    return DONE;
  }

  /** Closes it; resolves when the server has answered the close. */
  async close(code: number): Promise<ActionOutcome> {
    const outcome = this.closed.then(() => DONE);
    await this.#socket.add((socket) => {
      if (this.#life === 'open') this.#life = 'leaving';
      socket.close(code);
    });
    return outcome;
  }

  /** Lets go of the socket without a record of it. */
  discard(): void {
    this.#life = 'closed';
    this.#socket.ready.then(
      (socket) => socket.reset(),
      () => {},
    );
  }

  #post(message: Later<ClientSpeech>): Promise<void> | void {
    // What cannot be made may fail while something else is still waited for; it is heard of in its turn.
    if (message instanceof Promise) this.tokensMade = Promise.allSettled([this.tokensMade, message]);
    const { open, busy } = this.#socket;
    if (open === undefined || busy || message instanceof Promise)
      return this.#socket.add(async (socket) => this.#write(socket, await message));
    this.#write(open, message);
  }

  #write(socket: OutgoingConnection, message: ClientSpeech): void {
    socket.send(encodeClientSpeech(message, this.options.subprotocol));
    if (!this.frozen) this.delays.spoke();
    if (this.#object) this.#object.acknowledged = Math.max(this.#object.acknowledged, message.ack);
  }

  #answer(request: number): Promise<ActionOutcome> {
    if (this.#life === 'closed') return Promise.resolve({ kind: 'broken', why: 'the connection is closed' });
    return this.#answers.answer(request);
  }

  #heard(observation: Observation): void {
    this.#object?.hear(observation);
    this.#changedBy(observation);
    this.#answers.heard(observation);
    this.options.hear(observation);
    this.#acknowledge(observation.kind === 'heartbeat');
  }

  #changedBy({ kind }: Observation): void {
    if (this.#carries === 'nothing' && (kind === 'joined' || kind === 'resumed')) this.#carries = 'room-object';
    if (this.#carries === 'room-object' || this.#carries === 'replaced')
      this.delays.timeoutMs = this.#object?.timeoutMs ?? 0;
    if (kind === 'roomLeft') this.#carries = 'left';
  }

  /** Answers a Heartbeat at once, and many messages. That is no step of a scenario, so there is no record of it. */
  #acknowledge(atOnce: boolean): void {
    const object = this.#object;
    if (!object || !this.bound || object.returning || this.mute) return;
    if (atOnce) this.delays.called();
    if (atOnce || object.owesAck) void this.#post({ kind: 'ack', ack: object.received });
  }

  /** The code of a close that this side began is only its own, echoed back. */
  #gone(code: number): void {
    if (this.#life === 'open') {
      this.delays.closed();
      this.options.hear({ kind: 'closed', code });
    }
    this.#end(`the connection was closed with ${code}`);
  }

  #end(why: string): void {
    this.#life = 'closed';
    this.#answers.settleAll({ kind: 'broken', why });
    this.#settleClosed();
  }
}
