/** One WebSocket of a seat: what it has sent, what it waits for, and whom it carries. */
import type { Observation, Seat } from '../../exchange/index.js';
import { connect, decode, encode, type Link, type NoLink, type Request } from '../../link/index.js';
import { type Outcome, Unreachable } from '../system.js';

export type Hear = (observation: Observation) => void;

type Waiting = (outcome: Outcome) => void;

export class Line {
  /** The participation that the connection carries or carried; the server's own id. */
  participation: string | undefined;
  readonly closed: Promise<void>;
  #link: Link | undefined;
  #settleClosed: () => void = () => {};
  #open = true;
  #told = false;
  #hungUp = false;
  #givenUp = false;
  #requests = 0;
  #ack = 0;
  #join: Waiting | undefined;
  readonly #ready: Promise<Link>;
  readonly #requested = new Map<number, Waiting>();
  readonly #closing: Waiting[] = [];

  constructor(
    url: string,
    private readonly seat: Seat,
    private readonly hear: Hear,
  ) {
    this.closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
    this.#ready = connect(url, {
      message: (data, isBinary) => this.#heard(decode(data, isBinary)),
      invalid: (what) => this.hear({ kind: 'invalid', what }),
      closed: (code) => this.#gone(code),
    }).then(
      (link) => {
        this.#link = link;
        return link;
      },
      (cause: NoLink) => {
        throw new Unreachable(cause.found, cause.advice, { cause });
      },
    );
    // Whoever sends something awaits it; a line that nobody uses must not fail unheard.
    this.#ready.catch(() => {});
  }

  /** There is a WebSocket, or was. */
  get connected(): boolean {
    return this.#link !== undefined;
  }

  /** Carries a participation, as far as anybody can tell from here. */
  get bound(): boolean {
    return this.#alive && !this.#told && this.participation !== undefined;
  }

  /** Open, and free for a Join. */
  get unbound(): boolean {
    return this.#alive && this.participation === undefined && this.#join === undefined;
  }

  /** RoomLeft has come, and the close that must follow it has not. */
  get closing(): boolean {
    return this.#alive && this.#told;
  }

  get #alive(): boolean {
    return this.#open && !this.#hungUp && !this.#givenUp;
  }

  /** An answer did not come in time: nothing more is expected here. */
  giveUp(): void {
    this.#givenUp = true;
  }

  get givenUp(): boolean {
    return this.#givenUp;
  }

  async join(room: string): Promise<Outcome> {
    const { participant, role } = this.seat;
    const answer = new Promise<Outcome>((resolve) => {
      this.#join = resolve;
    });
    this.#requests = 0;
    await this.#send({ kind: 'join', room, participant, role });
    return answer;
  }

  /** The number that the next request will have. */
  number(): number {
    this.#requests += 1;
    return this.#requests;
  }

  async request(kind: 'leave' | 'end' | 'sync' | 'unknown', request: number): Promise<Outcome> {
    const answer = this.#answer(request);
    await this.#send({ kind, request, ack: this.#ack });
    return answer;
  }

  async remove(participation: string, request: number): Promise<Outcome> {
    const answer = this.#answer(request);
    await this.#send({ kind: 'remove', request, ack: this.#ack, participation });
    return answer;
  }

  /** Sends bytes or text as they are; resolves when the server has closed. */
  async raw(data: Uint8Array | string): Promise<Outcome> {
    const outcome = this.#untilClosed();
    (await this.#ready).send(data);
    return outcome;
  }

  async cut(): Promise<Outcome> {
    const link = await this.#ready;
    this.#hungUp = true;
    link.cut();
    this.#end('the connection was cut');
    return { kind: 'done' };
  }

  async close(code: number): Promise<Outcome> {
    const link = await this.#ready;
    this.#hungUp = true;
    const outcome = this.#untilClosed();
    link.close(code);
    return outcome;
  }

  /** Lets go of the socket without a record of it. */
  discard(): void {
    this.#hungUp = true;
    this.#open = false;
    this.#ready.then(
      (link) => link.discard(),
      () => {},
    );
  }

  async #send(request: Request): Promise<void> {
    const bytes = encode(request);
    (this.#link ?? (await this.#ready)).send(bytes);
  }

  #answer(request: number): Promise<Outcome> {
    if (!this.#open) return Promise.resolve({ kind: 'broken', why: 'the connection is closed' });
    return new Promise((resolve) => this.#requested.set(request, resolve));
  }

  #untilClosed(): Promise<Outcome> {
    if (!this.#open) return Promise.resolve({ kind: 'done' });
    return new Promise((resolve) => this.#closing.push(resolve));
  }

  #heard(observation: Observation): void {
    this.hear(observation);
    if ('sequence' in observation) this.#ack = Math.max(this.#ack, observation.sequence ?? 0);
    switch (observation.kind) {
      case 'joined':
        this.participation ??= observation.participation;
        this.#join?.({ kind: 'done' });
        this.#join = undefined;
        break;
      case 'accepted':
        this.#settle(observation.replyTo, { kind: 'done' });
        break;
      case 'rejected':
        this.#refused(observation.replyTo ?? 0, observation.code);
        break;
      case 'roomLeft':
        this.#told = true;
        this.#settleAll({ kind: 'done' });
        break;
    }
  }

  #refused(replyTo: number, why: string): void {
    if (replyTo > 0 || this.#join === undefined) this.#settle(replyTo, { kind: 'refused', why });
    else this.#settleAll({ kind: 'refused', why });
  }

  #settle(request: number | undefined, outcome: Outcome): void {
    this.#requested.get(request ?? 0)?.(outcome);
    this.#requested.delete(request ?? 0);
  }

  #settleAll(outcome: Outcome): void {
    this.#join?.(outcome);
    this.#join = undefined;
    for (const waiting of this.#requested.values()) waiting(outcome);
    this.#requested.clear();
  }

  /** The code of a close that this side began is only its own, echoed back. */
  #gone(code: number): void {
    if (!this.#hungUp) this.hear({ kind: 'closed', code });
    this.#end(`the connection was closed with ${code}`);
  }

  #end(why: string): void {
    this.#open = false;
    this.#settleAll({ kind: 'broken', why });
    for (const waiting of this.#closing.splice(0)) waiting({ kind: 'done' });
    this.#settleClosed();
  }
}
