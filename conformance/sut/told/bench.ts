/** A world in which a testee makes the calls, and the suite hears what the applications are told: of a pair, or of a whole system. */
import type { Settled } from '../../exchange/history.js';
import { OPERATOR, SENTINEL } from '../../exchange/names.js';
import type { Observation } from '../../exchange/observation.js';
import { type Action, attendee } from '../../exchange/scenario.js';
import type { Answer, ToldNote } from '../../exchange/testee.js';
import type { ActionOutcome, Bench, ReportRecord, World } from '../system.js';
import type { Conversation } from '../testee/conversation.js';
import { newWaker } from '../wake.js';
import type { Driver, MadeCall, ToldPlace, ToldReading } from './driver.js';
import { fenceRooms, NEWS_MS } from './fence.js';
import { idsNamedBy } from './naming.js';
import { reportOrder } from './order.js';
import { ToldSeat } from './seat.js';
import { type BegunStep, newTurns } from './turns.js';

/** How long a call may take, in milliseconds. */
const CALL_MS = 7_000;
/** How long a leave that was done may still be told of, in milliseconds. */
const LATE_MS = 300;
/** The longest time that a timer takes. */
const LONGEST_MS = 2 ** 31 - 1;

type Sending = Parameters<ReportRecord>[0] & { readonly kind: 'sent' };

type TesteeCall = Awaited<ReturnType<Driver['call']>>;

const DONE: ActionOutcome = { kind: 'done' };
const atOnce: BegunStep = { ending: Promise.resolve(DONE) };

/** A world that is driven by calls. */
export class ToldBench implements Bench {
  readonly #place: ToldPlace;
  readonly #operator = new ToldSeat(attendee(OPERATOR));
  readonly #turn: ReturnType<typeof newTurns>;
  readonly #waker = newWaker();
  readonly #order = reportOrder((participation) => this.#place.owners.has(participation), this.#waker.wake);
  readonly #driver: Driver;
  readonly #unwatch: () => void;
  readonly #callMs: number;
  /** How many events have been told. */
  #events = 0;
  /** `overdue`: something that was owed has not come in its time. `closed`: nothing is reported any more. */
  #state: 'open' | 'overdue' | 'closed' = 'open';

  private constructor(
    private readonly conversation: Conversation,
    private readonly world: World,
    private readonly report: ReportRecord,
    driver: (place: ToldPlace) => Driver,
  ) {
    const seats = new Map(world.seats.map((seat) => [seat.name, new ToldSeat(seat)] as const));
    this.#place = { id: world.id, answerMs: world.answerMs, seats, owners: new Map() };
    this.#driver = driver(this.#place);
    this.#turn = newTurns(this.#driver.oneWay, (action) => this.#begin(action));
    this.#callMs = Math.min(LONGEST_MS, Math.max(CALL_MS, world.answerMs));
    this.#unwatch = conversation.watch(this.#waker.wake);
  }

  static async open(
    conversation: Conversation,
    world: World,
    report: ReportRecord,
    driver: (place: ToldPlace) => Driver,
  ): Promise<ToldBench> {
    const bench = new ToldBench(conversation, world, report, driver);
    const { besides, ...where } = bench.#driver.opens;
    const opens = { world: world.id, ...where, seats: [...world.seats, ...besides] };
    await conversation
      .open(opens, (seat, told) => bench.#told(seat, told))
      .catch(async (error: unknown) => {
        await bench.close().catch(() => {});
        throw error;
      });
    return bench;
  }

  act(action: Action): Promise<ActionOutcome> {
    return this.#turn(action);
  }

  async settle(): Promise<Settled> {
    await this.#until(() => this.#isQuiet && this.#order.empty, CALL_MS);
    this.#order.flush(true);
    // Where a leave is done and nothing was told, nothing must be on its way: a testee that answers too early shows itself here.
    await this.#until(() => [...this.#place.seats.values()].every(({ acknowledged }) => !acknowledged), LATE_MS);
    const settled = await fenceRooms({
      driver: this.#driver,
      place: this.#place,
      act: (action) => this.act(action),
      until: (holds, ms) => this.#until(holds, ms),
      events: () => this.#events,
    });
    await this.conversation.settle(this.world.id);
    this.#order.flush(true);
    return this.#state === 'open' ? settled : 'unreachable';
  }

  /** No call is under way that can end by itself. */
  get #isQuiet(): boolean {
    const seats = [this.#operator, ...this.#place.seats.values()];
    return seats.every(({ outstanding, line }) => outstanding === 0 || line !== 'working');
  }

  undecided(): string | undefined {
    return this.#driver.undecided?.();
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    this.#unwatch();
    try {
      await this.conversation.close(this.world.id);
    } finally {
      await this.#driver.close();
    }
  }

  async #begin(action: Action): Promise<BegunStep> {
    const seat = action.kind === 'operate' ? this.#operator : this.#seat(action.seat);
    const why = this.#driver.whyNot(action, seat);
    if (why !== '') {
      this.report({ kind: 'skipped', seat: action.seat, action, why });
      return atOnce;
    }
    const named = idsNamedBy(action, this.#place);
    const call = await this.#driver.call(action, named);
    const numbered = seat.number(action);
    const sent = { kind: 'sent', seat: action.seat, connection: seat.visits, action, ...numbered, ...named } as const;
    this.report(sent);
    if (action.kind === 'join') seat.begin(action.room);
    if (action.kind === 'switch') seat.next = { room: action.room, ...numbered };
    seat.suffer(action.kind);
    const deed = this.#driver.deed?.(action);
    const ending = deed ? deed().then(() => DONE) : this.#make(call, seat, sent);
    if (action.kind === 'heal') for (const pass of seat.withheld.splice(0)) pass();
    return { ending };
  }

  async #make(call: TesteeCall, seat: ToldSeat, sent: Sending): Promise<ActionOutcome> {
    const { action, connection, request, target } = sent;
    const { entries, departures } = seat;
    const made: MadeCall = { action, seat, request, target, entries, departures };
    seat.outstanding += 1;
    if (target !== undefined) seat.removing += 1;
    let outcome: ActionOutcome | undefined;
    this.conversation.act({ world: this.world.id, ...call }, (answer) => {
      // What was given up is recorded as overdue, and is not taken back.
      if (this.#state === 'open') this.#answered(made, answer, sent);
      outcome = answer.kind === 'ready' ? { kind: 'unsupported' } : answer;
      this.#waker.wake();
    });
    const ended = await this.#until(() => outcome !== undefined || seat.line !== 'working', this.#callMs);
    // The call itself may end before its own application is told what came of it.
    if (action.kind === 'end' && outcome?.kind === 'done')
      await this.#until(() => seat.departures > departures, NEWS_MS);
    // It is nobody's fault that no answer gets through.
    if (ended) return outcome ?? { kind: 'broken', why: 'nothing gets through' };
    if (this.#state === 'open') this.#state = 'overdue';
    this.#over(made, target, () => {});
    const numbered = request === undefined ? {} : { request };
    this.report({ kind: 'overdue', seat: action.seat, connection, action, ...numbered, afterMs: this.#callMs });
    return { kind: 'broken', why: `the call has not ended after ${this.#callMs} ms` };
  }

  #answered(made: MadeCall, answer: Answer, sent: Sending): void {
    const { action, seat } = made;
    const { connection, target } = sent;
    const shown = this.#driver.answered(made, answer);
    if (action.kind === 'join' && seat.presence === 'joining') seat.presence = 'outside';
    const tell = (): void => {
      if (shown?.kind === 'skipped') this.report({ kind: 'skipped', seat: action.seat, action, why: shown.why }, sent);
      else this.#see(action.seat, connection, shown);
    };
    if (shown?.kind === 'skipped') seat.free(connection, made.request);
    this.#over(made, target, tell);
  }

  /** A call has ended, or is not waited for any more. */
  #over({ seat, request = 0 }: MadeCall, target: string | undefined, tell: () => void): void {
    const answer = { names: [], request, tell };
    if (target !== undefined) this.#order.addRemoval(answer, target, seat);
    else this.#order.add(answer, seat);
    seat.outstanding -= 1;
    this.#order.callEnded(seat);
  }

  #told(name: string, note: ToldNote): void {
    if (name === SENTINEL) return;
    const seat = this.#place.seats.get(name);
    this.#events += 1;
    if (!seat) {
      this.conversation.fail('writes garbage', `the testee tells of a seat "${name}", which the world lacks`);
      return;
    }
    const { told } = note;
    if (told.event === 'joined' || told.event === 'switched') {
      this.#place.owners.set(told.participation, seat);
      if (seat.line !== 'cut') seat.shown.push(told.participation);
    }
    const reading = this.#driver.read(note, seat);
    if (reading === 'nothing') return;
    if (told.event === 'joined') this.#order.entered(seat);
    if (told.event === 'joined' || told.event === 'switched') seat.entries += 1;
    if (told.event === 'roomLeft') seat.departures += 1;
    if (reading === 'sentinel') {
      if (told.event === 'participantLeft') seat.sentinels += 1;
      else seat.arrived += 1;
    } else {
      const pass = (): void => this.#read(seat, reading, told.event === 'roomLeft');
      if (seat.line === 'frozen') seat.withheld.push(pass);
      else pass();
    }
    this.#waker.wake();
  }

  #read(seat: ToldSeat, { names, about = '', observation }: ToldReading, last: boolean): void {
    const connection = seat.visits;
    const item = { names, about, tell: (of = connection) => this.#see(seat.seat.name, of, observation()) };
    if (last) this.#order.addRoomLeft(item, seat);
    else {
      this.#order.add(item, seat);
      this.#order.callEnded(seat);
    }
  }

  #see(seat: string, connection: number, observation: Observation | undefined): void {
    if (observation && this.#state !== 'closed') this.report({ kind: 'seen', seat, connection, observation });
  }

  #until(holds: () => boolean, ms: number): Promise<boolean> {
    return this.#waker.until(() => {
      if (this.conversation.failure) throw this.conversation.failure;
      return holds();
    }, ms);
  }

  #seat(name: string): ToldSeat {
    const seat = this.#place.seats.get(name);
    if (!seat) throw new Error(`the world has no seat "${name}"`);
    return seat;
  }
}
