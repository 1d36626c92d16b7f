/** One WebSocket of a seat: what it has sent, what it waits for, and whether it carries the seat's room object. */

import type { Cut, Observation } from '../../exchange/index.js';
import {
  type ClientSpeech,
  type ConnectionEvents,
  encodeClientSpeech,
  type NoConnection,
  type OutgoingConnection,
  observeFrame,
  openConnection,
  SUBPROTOCOL,
  type Subprotocol,
} from '../../link/index.js';
import { type ActionOutcome, Unreachable } from '../system.js';
import { DelayMeter } from './delay-meter.js';
import { type Later, turn } from './later.js';
import { DONE, PendingAnswers } from './pending-answers.js';
import type { NativeRoomObject, NumberedRequest } from './room-object.js';

export type Hear = (observation: Observation) => void;

/** So many messages are never left unacknowledged. */
const MOST_UNACKNOWLEDGED = 256;

export class SeatConnection {
  readonly closed: Promise<void>;
  readonly voice: DelayMeter;
  /** Access tokens that it has waited for. */
  made: Promise<unknown> = Promise.resolve();
  #link: OutgoingConnection | undefined;
  #object: NativeRoomObject | undefined;
  #settleClosed: () => void = () => {};
  #open = true;
  #carries = false;
  #told = false;
  #replaced = false;
  #hungUp = false;
  #givenUp = false;
  #frozen = false;
  readonly #ready: Promise<OutgoingConnection>;
  /** What has to be sent first, and how much of it there is. */
  #turn: Promise<unknown> = Promise.resolve();
  #queued = 0;
  readonly #waits = new PendingAnswers(() => {
    if (this.#object) this.#object.returning = false;
  });

  constructor(
    url: string,
    private readonly hear: Hear,
    /** Waits for the upgrade as long as it takes. */
    patient = false,
    private readonly subprotocol: Subprotocol = SUBPROTOCOL,
    /** Whose it is, in words. */
    who = 'the suite',
  ) {
    this.voice = new DelayMeter(who);
    this.closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
    const events: ConnectionEvents = {
      message: (data, isBinary) => this.#heard(observeFrame(data, isBinary, subprotocol)),
      invalid: (what) => this.hear({ kind: 'invalid', what }),
      closed: (code) => this.#gone(code),
    };
    this.#ready = openConnection(url, events, [subprotocol], patient).then(
      (link) => {
        this.#link = link;
        return link;
      },
      (cause: NoConnection) => {
        throw new Unreachable(cause.found, cause.advice, { cause });
      },
    );
    // Whoever sends something awaits it; a line that nobody uses must not fail unheard.
    this.#ready.catch(() => {});
  }

  /** Resolves when there is a WebSocket, or when there will be none: whoever sends something hears why. */
  async opened(): Promise<void> {
    await this.#ready.catch(() => {});
  }

  /** There is a WebSocket, or was. */
  get connected(): boolean {
    return this.#link !== undefined;
  }

  /** The room object that it carries, or was to carry. */
  get object(): NativeRoomObject | undefined {
    return this.#object;
  }

  /** Carries a participation, as far as anybody can tell from here. */
  get bound(): boolean {
    return this.#alive && this.#carries && !this.#told && !this.#replaced;
  }

  /** Open, and free for a Join. */
  get unbound(): boolean {
    return this.#alive && !this.#carries && !this.#told && !this.#waits.opening;
  }

  /** Nothing passes over it, and nobody has been told. */
  get frozen(): boolean {
    return this.#frozen;
  }

  /** RoomLeft has come, or another line has taken over, and the close that must follow has not come. */
  get closing(): boolean {
    return this.#alive && !this.#frozen && (this.#told || this.#replaced);
  }

  get #alive(): boolean {
    return this.#open && !this.#hungUp && !this.#givenUp;
  }

  /** Another line carries the room object now. This one still reports what arrives on it, until the server closes it. */
  replace(): void {
    // One that never carried it, because its Resume was refused, stays what it is.
    this.#replaced = this.#carries;
  }

  /** An answer did not come in time: nothing more is expected here. */
  giveUp(): void {
    this.#givenUp = true;
  }

  get givenUp(): boolean {
    return this.#givenUp;
  }

  /** Sends a Join or a Resume for a room object. */
  async open(object: NativeRoomObject, opening: Later<ClientSpeech>): Promise<ActionOutcome> {
    this.#object = object;
    object.returning = true;
    const answer = this.#waits.open();
    await this.#post(opening);
    return answer;
  }

  /** On a frozen connection nothing is answered, whoever is asked. */
  async ask({ request, content }: NumberedRequest, ack: number): Promise<ActionOutcome> {
    const answer = this.#frozen ? DONE : this.#answer(request);
    await this.#post(turn(content, (asked) => ({ ...asked, request, ack })));
    return answer;
  }

  /** Sends something that is not answered. */
  async tell(message: Later<ClientSpeech>): Promise<ActionOutcome> {
    await this.#post(message);
    return DONE;
  }

  /** Sends bytes or text as they are; resolves when the server has closed. */
  async raw(data: Uint8Array | string): Promise<ActionOutcome> {
    const outcome = this.#untilClosed();
    await this.#inTurn((link) => {
      link.send(data);
      this.voice.spoke();
    });
    return outcome;
  }

  async cut(how: Cut): Promise<ActionOutcome> {
    await this.#inTurn((link) => {
      this.#hungUp = true;
      if (how === 'reset') link.reset();
      else link.cut();
      this.#end('the connection was cut');
    });
    return DONE;
  }

  /** Whoever waits for an answer is let go: it is nobody's fault that none comes. */
  async freeze(): Promise<ActionOutcome> {
    await this.#inTurn((link) => {
      this.#frozen = true;
      link.freeze();
      this.#waits.settleAll({ kind: 'broken', why: 'the connection is frozen' });
    });
    return DONE;
  }

  async heal(): Promise<ActionOutcome> {
    await this.#inTurn(async (link) => {
      this.#frozen = false;
      await link.heal();
      this.voice.spoke();
    });
    return DONE;
  }

  async slowDown(ms: number): Promise<ActionOutcome> {
    await this.#inTurn((link) => link.delay(ms));
    return DONE;
  }

  async close(code: number): Promise<ActionOutcome> {
    const outcome = this.#untilClosed();
    await this.#inTurn((link) => {
      this.#hungUp = true;
      link.close(code);
    });
    return outcome;
  }

  /** Lets go of the socket without a record of it. */
  discard(): void {
    this.#hungUp = true;
    this.#open = false;
    this.#ready.then(
      (link) => link.reset(),
      () => {},
    );
  }

  #post(message: Later<ClientSpeech>): Promise<void> | void {
    // What cannot be made may fail while something else is still waited for; it is heard of in its turn.
    if (message instanceof Promise) this.made = Promise.allSettled([this.made, message]);
    if (this.#link === undefined || this.#queued > 0 || message instanceof Promise)
      return this.#inTurn(async (link) => this.#write(link, await message));
    this.#write(this.#link, message);
  }

  #write(link: OutgoingConnection, message: ClientSpeech): void {
    link.send(encodeClientSpeech(message, this.subprotocol));
    if (!this.#frozen) this.voice.spoke();
    if (this.#object) this.#object.acknowledged = Math.max(this.#object.acknowledged, message.ack);
  }

  /** Does something when everything before it has been sent. */
  async #inTurn(work: (link: OutgoingConnection) => Later<void>): Promise<void> {
    const turn = this.#turn.then(async () => work(await this.#ready));
    this.#turn = turn.catch(() => {});
    this.#queued += 1;
    try {
      await turn;
    } finally {
      this.#queued -= 1;
    }
  }

  #answer(request: number): Promise<ActionOutcome> {
    if (!this.#open) return Promise.resolve({ kind: 'broken', why: 'the connection is closed' });
    return this.#waits.answer(request);
  }

  #untilClosed(): Promise<ActionOutcome> {
    return this.closed.then(() => DONE);
  }

  #heard(observation: Observation): void {
    this.#object?.hear(observation);
    this.#changedBy(observation);
    this.#waits.heard(observation);
    this.hear(observation);
    this.#acknowledge(observation.kind === 'heartbeat');
  }

  #changedBy({ kind }: Observation): void {
    if (kind === 'joined' || kind === 'resumed') this.#carries = true;
    if (kind === 'roomLeft') this.#told = true;
    if (this.#carries) this.voice.timeoutMs = this.#object?.timeoutMs ?? 0;
  }

  /** Policy of the wire, and no step of any scenario: Heartbeat is answered at once, and so are many messages. There is no record of it. */
  #acknowledge(atOnce: boolean): void {
    const object = this.#object;
    if (!object || !this.bound || object.returning) return;
    const { received, acknowledged } = object;
    if (atOnce) this.voice.called();
    if (atOnce || received - acknowledged >= MOST_UNACKNOWLEDGED) void this.#post({ kind: 'ack', ack: received });
  }

  /** The code of a close that this side began is only its own, echoed back. */
  #gone(code: number): void {
    if (!this.#hungUp) {
      this.voice.closed();
      this.hear({ kind: 'closed', code });
    }
    this.#end(`the connection was closed with ${code}`);
  }

  #end(why: string): void {
    this.#open = false;
    this.#waits.settleAll({ kind: 'broken', why });
    this.#settleClosed();
  }
}
