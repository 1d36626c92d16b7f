/** A seat of a world on Prosody: does what it is told, in the order in which it is told, and reports what it is shown. */
import type { Action, Seat } from '../../exchange/scenario.js';
import type { ActionOutcome, ReportRecord } from '../../sut/system.js';
import { ProsodyParticipation, type RoomContext, type RoomRequest } from './participation.js';
import * as stanzas from './stanzas.js';
import type { Stream } from './stream.js';

/** What the bench knows and one seat does not. */
export interface SeatContext extends Omit<RoomContext, 'hear'> {
  readonly answerMs: number;
  readonly report: ReportRecord;
  /** The address of a room that has this label. */
  readonly roomOf: (label: string) => string;
  /** Logs in to an account that nobody has used before. */
  readonly logIn: (seat: Seat) => Promise<Stream>;
  /** Whether a kick of the nickname can hit a participation other than this one, as far as anybody in the world was shown. */
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

/** One seat on Prosody. */
export class ProsodySeat {
  /** Every participation that this seat was shown as its own, oldest first. */
  readonly shown: string[] = [];
  /** Some answer did not come in time. */
  overdue = false;
  readonly #participations: ProsodyParticipation[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly seat: Seat,
    private readonly context: SeatContext,
  ) {}

  get inside(): boolean {
    return this.#participation?.inside ?? false;
  }

  /** The newest participation in a room that may still bear the seat's nickname. */
  participationIn(room: string): ProsodyParticipation | undefined {
    return this.#participations.findLast((participation) => participation.room === room && participation.mayBeThere);
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
    for (const participation of this.#participations) participation.discard();
  }

  get #participation(): ProsodyParticipation | undefined {
    return this.#participations.at(-1);
  }

  async #start(action: Action): Promise<Started> {
    if (action.kind === 'join') return this.#join(action);
    if (!can(action)) return atOnce({ kind: 'unsupported' });
    const participation = this.#participation;
    if (!participation?.inside) return this.#skip(action, 'it is in no room');
    if (action.kind === 'cut') {
      this.#sent(action);
      participation.cut();
      return atOnce(DONE);
    }
    return action.kind === 'remove'
      ? this.#remove(participation, action)
      : this.#ask(participation, action, questions[action.kind]);
  }

  async #join(action: Action & { kind: 'join' }): Promise<Started> {
    if (!this.#participation?.outside) await this.#logInAgain();
    const participation = this.#participation;
    if (!participation) throw new Error('a participation that was just made is missing');
    this.#sent(action);
    const outcome = this.#inTime(participation, action, participation.join(this.context.roomOf(action.room)));
    return { outcome, before: outcome };
  }

  async #logInAgain(): Promise<void> {
    const stream = await this.context.logIn(this.seat);
    const connection = this.#participations.length + 1;
    const hear: RoomContext['hear'] = (observation) => {
      if (observation.kind === 'joined') this.shown.push(observation.participation);
      this.context.report({ kind: 'seen', seat: this.seat.name, connection, observation });
    };
    this.#participations.push(new ProsodyParticipation(stream, this.seat.participant, { ...this.context, hear }));
  }

  /** A kick names a nickname. Where somebody else bears it by now, whom it is to hit would be missed. */
  #remove(participation: ProsodyParticipation, action: Action & { kind: 'remove' }): Started {
    const { participation: target, nick } = this.context.target(action.target);
    if (this.context.hitsAnother(participation.room, nick, target))
      return this.#skip(action, `a kick names a nickname, and ${nick} is another one by now`);
    const kick: RoomRequest = (room, _, request) => stanzas.kickStanza(room, nick, request);
    return this.#ask(participation, action, kick, { target });
  }

  #ask(
    participation: ProsodyParticipation,
    action: Action,
    question: RoomRequest,
    named: { readonly target?: string } = {},
  ): Started {
    const request = participation.number();
    this.#sent(action, { request, ...named });
    return {
      outcome: this.#inTime(participation, action, participation.ask(question, request), request),
      before: Promise.resolve(),
    };
  }

  #sent(action: Action, more: { readonly request?: number; readonly target?: string } = {}): void {
    this.context.report({
      kind: 'sent',
      seat: this.seat.name,
      connection: this.#participations.length,
      action,
      ...more,
    });
  }

  #skip(action: Action, why: string): Started {
    this.context.report({ kind: 'skipped', seat: this.seat.name, action, why });
    return atOnce(DONE);
  }

  async #inTime(
    participation: ProsodyParticipation,
    action: Action,
    outcome: Promise<ActionOutcome>,
    request?: number,
  ): Promise<ActionOutcome> {
    const { answerMs, report } = this.context;
    const connection = this.#participations.indexOf(participation) + 1;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<ActionOutcome>((resolve) => {
      if (!Number.isFinite(answerMs)) return;
      timer = setTimeout(() => {
        this.overdue = true;
        participation.giveUp();
        const numbered = request === undefined ? {} : { request };
        report({ kind: 'overdue', seat: this.seat.name, connection, action, ...numbered, afterMs: answerMs });
        resolve({ kind: 'broken', why: `no answer within ${answerMs} ms` });
      }, answerMs);
    });
    return Promise.race([outcome, late]).finally(() => clearTimeout(timer));
  }
}

/** What a room can be asked without naming anybody. */
const questions: Readonly<Record<'leave' | 'end' | 'sync' | 'unknown', RoomRequest>> = {
  leave: stanzas.leaveStanza,
  end: (room, _, request) => stanzas.destroyStanza(room, request),
  sync: stanzas.pingStanza,
  unknown: (room, _, request) => stanzas.nonsenseStanza(room, request),
};

/** What somebody in a room can be made to do. */
type Doable = Action & { readonly kind: keyof typeof questions | 'remove' | 'cut' };

const can = (action: Action): action is Doable =>
  action.kind in questions || action.kind === 'remove' || action.kind === 'cut';
