/** A world with a client under test in it: its application's calls go to the testee, and what its server does to the peer. */
import { setTimeout as delay } from 'node:timers/promises';
import type { CallEnd } from '../../exchange/client.js';
import type { Settled } from '../../exchange/history.js';
import { accessTokenOf, NOBODY, PEER, parseParticipation } from '../../exchange/names.js';
import { type Action, dispose, join, leave, type PeerAction, peer } from '../../exchange/scenario.js';
import type { Answer, ToldNote } from '../../exchange/testee.js';
import { perform } from '../peer/perform.js';
import { PeerWorld } from '../peer/world.js';
import type { ActionOutcome, Bench, ReportRecord, World } from '../system.js';
import { newWaker } from '../wake.js';
import { ACT_MS, HEARD_MS } from './bounds.js';
import type { Conversation } from './conversation.js';
import { demandOf, isHeldUp } from './holding.js';
import { onReturn } from './returning.js';
import { type ApplicationCall, type ArmedListener, ClientSeat } from './seat.js';
import { rest, type SettlingBench, settleDown } from './settling.js';

/** How long a call that the peer holds up, or answers in its own way, is waited for all the same, in milliseconds. */
const HELD_UP_MS = 200;

const DONE: ActionOutcome = { kind: 'done' };

/** The event has not come, so that nothing was called. */
const NO_CALL = { number: 0, mark: 0, working: false, ended: false };

/** What the worlds of a client under test share. */
export interface Hosting {
  readonly conversation: Conversation;
  /** Gives the peer's world an address that clients can reach. */
  readonly house: (peer: PeerWorld, world: string) => Address;
}

/** The address of a world. */
export interface Address {
  readonly url: string;
  /** Takes it back; `came` is called when somebody calls there afterwards. */
  readonly leave: (came: () => void) => void;
}

/** A world of a client under test. */
export class ClientBench implements Bench, SettlingBench {
  readonly peer: PeerWorld;
  readonly seats: ReadonlyMap<string, ClientSeat>;
  readonly #waker = newWaker();
  readonly #address: Address;
  readonly #unwatch: () => void;
  #closed = false;
  #settledFrom: number | undefined;

  private constructor(
    private readonly hosting: Hosting,
    private readonly world: World,
    private readonly report: ReportRecord,
  ) {
    const note: ReportRecord = (record) => {
      if (!this.#closed) report(record);
    };
    this.peer = new PeerWorld(note, this.#waker.wake);
    this.#address = hosting.house(this.peer, world.id);
    this.seats = new Map(world.seats.map(({ name }) => [name, new ClientSeat(name)] as const));
    this.#unwatch = hosting.conversation.watch(this.#waker.wake);
  }

  static async open(hosting: Hosting, world: World, report: ReportRecord): Promise<ClientBench> {
    const bench = new ClientBench(hosting, world, report);
    const { url } = bench.#address;
    await hosting.conversation.open({ world: world.id, url, seats: world.seats }, (seat, told) =>
      bench.#told(seat, told),
    );
    return bench;
  }

  async act(action: Action): Promise<ActionOutcome> {
    if (action.kind === 'listener') return this.#listen(action);
    if (action.kind !== 'peer') return this.#call(action);
    this.deed(action.does);
    if (action.does.kind === 'rest') await rest(this);
    return DONE;
  }

  /** Makes the peer do something, and records that it did. */
  deed(deed: PeerAction): void {
    const connection = this.peer.current?.number ?? 0;
    this.report({ kind: 'sent', seat: PEER, connection, action: peer(deed) });
    perform(deed, this.peer);
    this.#waker.wake();
  }

  async settle(): Promise<Settled> {
    this.#settledFrom = performance.now();
    const fenced = await settleDown(this);
    await this.hosting.conversation.settle(this.world.id);
    return fenced ? 'fenced' : 'quiet';
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#unwatch();
    const came = onReturn([...this.seats.values()], this.#settledFrom, this.world);
    try {
      await this.hosting.conversation.close(this.world.id);
    } finally {
      this.peer.discard();
      this.#address.leave(came);
    }
  }

  /** Resolves when it holds, or after `ms`. Rejects with what is wrong with the testee. */
  until(holds: () => boolean, ms: number): Promise<boolean> {
    const { conversation } = this.hosting;
    return this.#waker.until(() => {
      if (conversation.failure) throw conversation.failure;
      return holds();
    }, ms);
  }

  async #call(action: Action): Promise<ActionOutcome> {
    const seat = this.#seat(action.seat);
    const target = action.kind === 'remove' ? this.#participation(action.target) : undefined;
    const call = seat.call(action, this.peer.heard.length, this.peer.bound !== undefined && !this.peer.current?.frozen);
    const named = target === undefined ? {} : { target };
    this.report({ kind: 'sent', seat: seat.name, connection: 0, action, request: call.number, ...named });
    let outcome: ActionOutcome | undefined;
    const accessToken = action.kind === 'join' || action.kind === 'switch' ? accessTokenOf(seat.name, action.room) : '';
    const told = target === undefined ? action : { ...action, target };
    const ending = this.hosting.conversation
      .act({ world: this.world.id, action: told as Action, accessToken })
      .then((answer) => this.#ended(seat, call, answer))
      .then((end) => {
        outcome = end;
        this.#waker.wake();
      });
    ending.catch(() => {});
    await this.#goOn(call, () => outcome !== undefined);
    return outcome ?? { kind: 'broken', why: 'the call has not ended' };
  }

  /** The testee answers when the call from inside the listener has ended; where the event never comes, never. */
  async #listen(action: Action & { readonly kind: 'listener' }): Promise<ActionOutcome> {
    const { event, reaction } = action;
    const seat = this.#seat(action.seat);
    const armed: ArmedListener = { event, reaction, call: undefined };
    seat.listeners.push(armed);
    this.report({ kind: 'sent', seat: seat.name, connection: 0, action });
    const again = join(seat.name);
    const accessToken = reaction === 'join' && again.kind === 'join' ? accessTokenOf(seat.name, again.room) : '';
    const ending = this.hosting.conversation.act({ world: this.world.id, action, accessToken }).then(async (answer) => {
      if (answer.kind !== 'unsupported' && !armed.call) return;
      await this.#ended(seat, armed.call ?? { ...NO_CALL, action }, answer);
      this.#waker.wake();
    });
    ending.catch(() => {});
    // Commands are begun in the order in which they come: this one's answer says that the listener is there.
    await this.hosting.conversation.settle(this.world.id);
    return DONE;
  }

  /** What the application was told has set off a listener: what it calls is a call like any other. */
  #setOff(seat: ClientSeat, { told }: ToldNote): void {
    const armed = seat.takeListener(told.event);
    if (!armed || armed.reaction === 'throw') return;
    const { name } = seat;
    const action = { leave, dispose, join }[armed.reaction](name);
    const working = this.peer.bound !== undefined && !this.peer.current?.frozen;
    armed.call = seat.call(action, this.peer.heard.length, working);
    if (!this.#closed) this.report({ kind: 'sent', seat: name, connection: 0, action, request: armed.call.number });
  }

  /** Until the call has ended, or need not be waited for any more. */
  async #goOn(call: ApplicationCall, ended: () => boolean): Promise<void> {
    await this.until(() => ended() || isHeldUp(call, this.peer), ACT_MS);
    if (ended()) return;
    await this.until(ended, HELD_UP_MS);
    // Commands are begun in the order in which they come: this one's answer says that the call has begun.
    if (!ended()) await this.hosting.conversation.settle(this.world.id);
  }

  async #ended(seat: ClientSeat, call: ApplicationCall, answer: Answer): Promise<ActionOutcome> {
    const { conversation } = this.hosting;
    const { kind } = call.action;
    if (answer.kind === 'unsupported' || answer.kind === 'ready')
      throw conversation.fail(
        'hides what it cannot do',
        `the testee answers "${kind}" with ${answer.kind}`,
        'let it name in the "unsupported" of its Ready what it cannot do',
      );
    if (answer.kind === 'done') await this.#mustHaveActed(seat, call);
    call.ended = true;
    const end: CallEnd =
      answer.kind === 'done'
        ? { how: 'done' }
        : { how: answer.kind === 'refused' ? 'failed' : 'threw', why: answer.why };
    if (!this.#closed)
      this.report({
        kind: 'client',
        seat: seat.name,
        connection: 0,
        note: { kind: 'returned', call: call.number, end },
      });
    return answer;
  }

  /** What cannot have been done without a word to the server must have been heard there. */
  async #mustHaveActed(seat: ClientSeat, call: ApplicationCall): Promise<void> {
    const { action, mark, working } = call;
    const demand = demandOf[action.kind];
    // dispose() has no answer: that it does nothing is the client's fault, not its testee's.
    if (demand === undefined || action.kind === 'dispose' || (demand !== 'join' && !working)) return;
    const line = this.peer.bound;
    const hasActed = (): boolean => {
      const heard = this.peer.heard.slice(mark).map(({ message }) => message);
      if (demand === 'join') return heard.includes('connect') || heard.includes('join');
      return heard.includes(demand) || seat.left || this.#closed || this.peer.bound !== line || line?.frozen === true;
    };
    if (hasActed()) return;
    await Promise.race([delay(HEARD_MS), this.until(hasActed, HEARD_MS)]);
    if (hasActed()) return;
    throw this.hosting.conversation.fail(
      'acknowledges before it acts',
      `the testee acknowledges before it acts: "${action.kind}" is done, and the server has heard nothing of it`,
      'answer when the call has ended, not when it was made',
    );
  }

  #told(name: string, note: ToldNote): void {
    const seat = this.seats.get(name);
    if (!seat) {
      this.hosting.conversation.fail('writes garbage', `the testee tells of a seat "${name}", which the world lacks`);
      return;
    }
    seat.tell(note);
    if (!this.#closed) this.report({ kind: 'client', seat: name, connection: 0, note });
    this.#setOff(seat, note);
    this.#waker.wake();
  }

  #seat(name: string): ClientSeat {
    const seat = this.seats.get(name);
    if (!seat) throw new Error(`the world has no seat "${name}"; its seats are ${[...this.seats.keys()].join(', ')}`);
    return seat;
  }

  /** The peer's own id for `bob`, `bob#1` or nobody. */
  #participation(named: string): string {
    const { seat: participant, ordinal } = parseParticipation(named);
    if (participant === NOBODY) return NOBODY;
    return ordinal === undefined ? this.peer.participations.newest(participant) : `${participant}-${ordinal}`;
  }
}
