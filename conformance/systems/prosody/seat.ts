/** A seat of a world on Prosody: does what it is told, in the order in which it is told, and reports what it is shown. */
import type { Action, Seat } from '../../exchange/index.js';
import type { ActionOutcome, ReportRecord } from '../../sut/system.js';
import * as stanzas from './stanzas.js';
import type { Stream } from './stream.js';
import { type Question, type Surroundings, Visit } from './visit.js';

/** What the bench knows and one seat does not. */
export interface Place extends Omit<Surroundings, 'hear'> {
  readonly answerMs: number;
  readonly report: ReportRecord;
  /** The address of a room that has this label. */
  readonly roomOf: (label: string) => string;
  /** Logs in to an account that nobody has used before. */
  readonly logIn: (seat: Seat) => Promise<Stream>;
  /** Whether a kick of the nickname can hit a stay other than this one, as far as anybody in the world was shown. */
  readonly hitsAnother: (room: string, nick: string, participation: string) => boolean;
  /** The participation that a remove names, and its nickname. */
  readonly target: (named: string) => { readonly participation: string; readonly nick: string };
}

/** A step that is under way: how it ends, and what the seat's next step has to wait for. */
interface Started {
  readonly outcome: Promise<ActionOutcome>;
  readonly before: Promise<unknown>;
}

const DONE: ActionOutcome = { kind: 'done' };
const atOnce = (outcome: ActionOutcome): Started => ({ outcome: Promise.resolve(outcome), before: Promise.resolve() });

export class ProsodySeat {
  /** Every participation that this seat was shown as its own, oldest first. */
  readonly shown: string[] = [];
  /** Some answer did not come in time. */
  overdue = false;
  readonly #visits: Visit[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly seat: Seat,
    private readonly place: Place,
  ) {}

  get inside(): boolean {
    return this.#visit?.inside ?? false;
  }

  /** The newest stay in a room that may still bear the seat's nickname. */
  stay(room: string): Visit | undefined {
    return this.#visits.findLast((visit) => visit.room === room && visit.mayBeThere);
  }

  get participant(): string {
    return this.seat.participant;
  }

  /** What is behind a join waits for its answer: XMPP has nothing to say to a room that one is not in. `clear`: what it has to wait for elsewhere. */
  async act(action: Action, clear?: Promise<unknown>): Promise<ActionOutcome> {
    const started = this.#turn.then(() => clear).then(() => this.#start(action));
    this.#turn = started.then(
      ({ before }) => before,
      () => {},
    );
    return (await started).outcome;
  }

  discard(): void {
    for (const visit of this.#visits) visit.discard();
  }

  get #visit(): Visit | undefined {
    return this.#visits.at(-1);
  }

  async #start(action: Action): Promise<Started> {
    if (action.kind === 'join') return this.#join(action);
    if (!can(action)) return atOnce({ kind: 'unsupported' });
    const visit = this.#visit;
    if (!visit?.inside) return this.#skip(action, 'it is in no room');
    if (action.kind === 'cut') {
      this.#sent(action);
      visit.cut();
      return atOnce(DONE);
    }
    return action.kind === 'remove' ? this.#remove(visit, action) : this.#ask(visit, action, questions[action.kind]);
  }

  async #join(action: Action & { kind: 'join' }): Promise<Started> {
    if (!this.#visit?.outside) await this.#visitAnew();
    const visit = this.#visit;
    if (!visit) throw new Error('a visit that was just made is not there');
    this.#sent(action);
    const outcome = this.#inTime(visit, action, visit.join(this.place.roomOf(action.room)));
    return { outcome, before: outcome };
  }

  async #visitAnew(): Promise<void> {
    const stream = await this.place.logIn(this.seat);
    const connection = this.#visits.length + 1;
    const hear: Surroundings['hear'] = (observation) => {
      if (observation.kind === 'joined') this.shown.push(observation.participation);
      this.place.report({ kind: 'seen', seat: this.seat.name, connection, observation });
    };
    this.#visits.push(new Visit(stream, this.seat.participant, { ...this.place, hear }));
  }

  /** A kick names a nickname. Where somebody else bears it by now, whom it is to hit would be missed. */
  #remove(visit: Visit, action: Action & { kind: 'remove' }): Started {
    const { participation, nick } = this.place.target(action.target);
    if (this.place.hitsAnother(visit.room, nick, participation))
      return this.#skip(action, `a kick names a nickname, and ${nick} is another one by now`);
    const kick: Question = (room, _, request) => stanzas.kick(room, nick, request);
    return this.#ask(visit, action, kick, { target: participation });
  }

  #ask(visit: Visit, action: Action, question: Question, named: { readonly target?: string } = {}): Started {
    const request = visit.number();
    this.#sent(action, { request, ...named });
    return { outcome: this.#inTime(visit, action, visit.ask(question, request), request), before: Promise.resolve() };
  }

  #sent(action: Action, more: { readonly request?: number; readonly target?: string } = {}): void {
    this.place.report({ kind: 'sent', seat: this.seat.name, connection: this.#visits.length, action, ...more });
  }

  #skip(action: Action, why: string): Started {
    this.place.report({ kind: 'skipped', seat: this.seat.name, action, why });
    return atOnce(DONE);
  }

  async #inTime(
    visit: Visit,
    action: Action,
    outcome: Promise<ActionOutcome>,
    request?: number,
  ): Promise<ActionOutcome> {
    const { answerMs, report } = this.place;
    const connection = this.#visits.indexOf(visit) + 1;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<ActionOutcome>((resolve) => {
      if (!Number.isFinite(answerMs)) return;
      timer = setTimeout(() => {
        this.overdue = true;
        visit.giveUp();
        const numbered = request === undefined ? {} : { request };
        report({ kind: 'overdue', seat: this.seat.name, connection, action, ...numbered, afterMs: answerMs });
        resolve({ kind: 'broken', why: `no answer within ${answerMs} ms` });
      }, answerMs);
    });
    return Promise.race([outcome, late]).finally(() => clearTimeout(timer));
  }
}

/** What a room can be asked without naming anybody. */
const questions: Readonly<Record<'leave' | 'end' | 'sync' | 'unknown', Question>> = {
  leave: stanzas.leave,
  end: (room, _, request) => stanzas.destroy(room, request),
  sync: stanzas.ping,
  unknown: (room, _, request) => stanzas.nonsense(room, request),
};

/** What somebody in a room can be made to do. */
type Doable = Action & { readonly kind: keyof typeof questions | 'remove' | 'cut' };

const can = (action: Action): action is Doable =>
  action.kind in questions || action.kind === 'remove' || action.kind === 'cut';
