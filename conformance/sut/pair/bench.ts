/** A world with clients of one kind in it, on a server that is under test too. */

import type { Settled } from '../../exchange/history.js';
import { NOBODY, namedAmong, parseParticipation, SENTINEL } from '../../exchange/names.js';
import type { Observation } from '../../exchange/observation.js';
import type { Profile } from '../../exchange/profile.js';
import type { Action } from '../../exchange/scenario.js';
import type { Answer, ToldNote } from '../../exchange/testee.js';
import type { Later } from '../native/later.js';
import { type ActionOutcome, type Bench, type ReportRecord, Unreachable, type World } from '../system.js';
import type { Conversation } from '../testee/conversation.js';
import { newWaker } from '../wake.js';
import { reportOrder } from './order.js';
import { answerOf, observationOf, type PairReading } from './reading.js';
import { PairSeat } from './seat.js';

/** How long a call may take, and how long news may be on its way to the application, in milliseconds. */
const CALL_MS = 7_000;
const NEWS_MS = 2_000;

const DONE: ActionOutcome = { kind: 'done' };

/** What all worlds of a pair share, and the sentinel of this one. */
export interface PairSurroundings {
  readonly conversation: Conversation;
  readonly url: string;
  readonly profile: Profile;
  readonly tokenFor: (seat: string, room: string) => Later<string>;
  readonly sentinel: Bench;
}

/** A world of a pair. */
export class PairBench implements Bench {
  readonly #seats: ReadonlyMap<string, PairSeat>;
  /** Whose participations these are: the seat that was told of it as its own. */
  readonly #owners = new Map<string, PairSeat>();
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #waker = newWaker();
  readonly #order = reportOrder((participation) => this.#owners.has(participation), this.#waker.wake);
  readonly #unwatch: () => void;
  #outstanding = 0;
  /** `overdue`: something that was owed has not come in its time. `closed`: nothing is reported any more. */
  #state: 'open' | 'overdue' | 'closed' = 'open';

  private constructor(
    private readonly around: PairSurroundings,
    private readonly world: World,
    private readonly report: ReportRecord,
  ) {
    this.#seats = new Map(world.seats.map((seat) => [seat.name, new PairSeat(seat)] as const));
    this.#unwatch = around.conversation.watch(this.#waker.wake);
  }

  static async open(around: PairSurroundings, world: World, report: ReportRecord): Promise<PairBench> {
    const bench = new PairBench(around, world, report);
    const { id, seats } = world;
    await around.conversation.open({ world: id, url: around.url, seats }, (seat, told) => bench.#told(seat, told));
    return bench;
  }

  /** Makes the calls of one seat one after the other: no application is told whether a call's end came before what the next one did. */
  act(action: Action): Promise<ActionOutcome> {
    const before = this.#turns.get(action.seat) ?? Promise.resolve();
    const started = before.then(() => this.#begin(action));
    const next = started.then(({ ending }) => ending);
    this.#turns.set(
      action.seat,
      next.catch(() => {}),
    );
    return started.then(({ ending }) => ending);
  }

  async settle(): Promise<Settled> {
    await this.#until(() => this.#outstanding === 0 && this.#order.empty, CALL_MS);
    this.#order.flush(true);
    const present = [...this.#seats.values()].filter(({ presence }) => presence === 'inside');
    for (const room of new Set(present.map((seat) => seat.room))) await this.#fence(room, present);
    await this.around.conversation.settle(this.world.id);
    this.#order.flush(true);
    return this.#state === 'open' ? 'fenced' : 'unreachable';
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    this.#unwatch();
    await this.around.sentinel.close();
    await this.around.conversation.close(this.world.id);
  }

  /** Somebody comes into the room and goes, and everybody who is there is told. */
  async #fence(room: string, present: readonly PairSeat[]): Promise<void> {
    const there = present.filter((seat) => seat.room === room);
    const before = new Map(there.map((seat) => [seat, seat.sentinels] as const));
    await this.around.sentinel.act({ kind: 'join', seat: SENTINEL, room });
    await this.around.sentinel.act({ kind: 'leave', seat: SENTINEL });
    const told = await this.#until(
      () => there.every((seat) => seat.presence !== 'inside' || seat.sentinels > (before.get(seat) ?? 0)),
      NEWS_MS,
    );
    if (!told) this.#late();
  }

  async #begin(action: Action): Promise<{ readonly ending: Promise<ActionOutcome> }> {
    const seat = this.#seat(action.seat);
    const why = this.#whyNot(action, seat);
    if (why !== '') {
      this.report({ kind: 'skipped', seat: action.seat, action, why });
      return { ending: Promise.resolve(DONE) };
    }
    const room = 'room' in action ? `${this.world.id}/${action.room}` : '';
    const token =
      action.kind === 'join' || action.kind === 'switch' ? await this.around.tokenFor(action.seat, room) : '';
    return { ending: this.#call(seat, action, token) };
  }

  #whyNot(action: Action, seat: PairSeat): string {
    const { participant } = seat.seat;
    const others = [...this.#seats.values()].filter(
      (other) => other !== seat && other.seat.participant === participant,
    );
    if (action.kind === 'join' && others.some(isThere))
      return 'what becomes of a second device shows on the wire alone';
    return action.kind === 'mode' && action.mode !== 'viewer' ? 'no client asks for a mode that there is not' : '';
  }

  async #call(seat: PairSeat, action: Action, accessToken: string): Promise<ActionOutcome> {
    const numbered = seat.number(action);
    const connection = seat.visits;
    const target = action.kind === 'remove' ? this.#participation(action.target) : undefined;
    const named = target === undefined ? {} : { target };
    this.report({ kind: 'sent', seat: action.seat, connection, action, ...numbered, ...named });
    if (action.kind === 'join') seat.begin(action.room);
    if (action.kind === 'switch') seat.next = { room: action.room, ...numbered };
    this.#outstanding += 1;
    seat.outstanding += 1;
    seat.removing = target !== undefined;
    const asked = this.around.conversation.act({
      world: this.world.id,
      action: this.#onWire(action, target),
      accessToken,
    });
    let outcome: ActionOutcome | undefined;
    asked.then(
      (answer) => {
        outcome = this.#answered(seat, action, answer, { connection, ...numbered, ...named });
        this.#outstanding -= 1;
        this.#waker.wake();
      },
      () => {},
    );
    if (await this.#until(() => outcome !== undefined, CALL_MS)) return outcome ?? DONE;
    this.#late();
    this.report({ kind: 'overdue', seat: action.seat, connection, action, ...numbered, afterMs: CALL_MS });
    return { kind: 'broken', why: `the call has not ended after ${CALL_MS} ms` };
  }

  /** Rooms bear their whole names there, and participations those that the server gave them. */
  #onWire(action: Action, target: string | undefined): Action {
    if (action.kind === 'remove') return { ...action, target: target ?? NOBODY };
    return 'room' in action ? ({ ...action, room: `${this.world.id}/${action.room}` } as Action) : action;
  }

  #answered(
    seat: PairSeat,
    action: Action,
    answer: Answer,
    { connection, request, target }: { connection: number; request?: number; target?: string },
  ): ActionOutcome {
    const observation = answerOf(action, answer, request);
    if (action.kind === 'join' && seat.presence === 'joining') seat.presence = 'outside';
    const tell = () => observation && this.#see(action.seat, connection, observation);
    if (target !== undefined) this.#order.addRemoval({ names: [], tell }, target, seat);
    else this.#order.add({ names: [], tell }, seat);
    seat.outstanding -= 1;
    this.#order.callEnded(seat);
    if (answer.kind === 'unsupported' || answer.kind === 'ready')
      throw this.around.conversation.fail(
        'hides what it cannot do',
        `the testee answers "${action.kind}" with ${answer.kind}`,
      );
    return answer;
  }

  #told(name: string, { told, list }: ToldNote): void {
    const seat = this.#seat(name);
    if (told.event === 'joined' || told.event === 'switched') {
      if (told.participation === '' || list === undefined) {
        this.around.conversation.fail(
          'hides what it cannot do',
          `the testee tells of "${told.event}" without the participation, or without the list of the others`,
          'a pair is judged by them: let the testee pass them on',
        );
        return;
      }
      this.#owners.set(told.participation, seat);
      seat.shown.push(told.participation);
    }
    const reading = observationOf({ told, ...(list && { list }) }, seat, this.#owners, this.around.profile);
    if (reading === 'sentinel') seat.sentinels += told.event === 'participantLeft' ? 1 : 0;
    else this.#read(seat, reading, told.event === 'roomLeft');
    this.#waker.wake();
  }

  #read(seat: PairSeat, { names, about = '', observation }: PairReading, last: boolean): void {
    const connection = seat.visits;
    const item = { names, about, tell: () => this.#see(seat.seat.name, connection, observation()) };
    if (last) this.#order.addRoomLeft(item, seat);
    else {
      this.#order.add(item, seat);
      this.#order.callEnded(seat);
    }
  }

  #see(seat: string, connection: number, observation: Observation): void {
    if (this.#state !== 'closed') this.report({ kind: 'seen', seat, connection, observation });
  }

  #late(): void {
    if (this.#state === 'open') this.#state = 'overdue';
  }

  #until(holds: () => boolean, ms: number): Promise<boolean> {
    const { conversation } = this.around;
    return this.#waker.until(() => {
      if (conversation.failure) throw conversation.failure;
      return holds();
    }, ms);
  }

  #seat(name: string): PairSeat {
    const seat = this.#seats.get(name);
    if (!seat) throw new Unreachable(`the testee tells of a seat "${name}", which the world lacks`);
    return seat;
  }

  /** The server's own id for `bob`, `bob#1` or nobody. */
  #participation(named: string): string {
    const name = parseParticipation(named);
    const { shown = [] } = this.#seats.get(name.seat) ?? {};
    return namedAmong(shown, name) ?? `${NOBODY}-in-${this.world.id}`;
  }
}

const isThere = ({ presence }: PairSeat): boolean => presence !== 'outside';
