/** Who waits for which answer on one WebSocket, and what they are told. */
import type { Observation } from '../../exchange/observation.js';
import type { ActionOutcome } from '../system.js';

type Waiting = (outcome: ActionOutcome) => void;

/** The outcome of an action that was answered, or needs no answer. */
export const DONE: ActionOutcome = { kind: 'done' };

/** The actions of one connection that wait for an answer. */
export class PendingAnswers {
  #opening: Waiting | undefined;
  readonly #requested = new Map<number, Waiting[]>();

  /** `opened` is called when there is an answer to a Join or a Resume, or will be none. */
  constructor(private readonly opened: () => void) {}

  /** A Join or a Resume has no answer yet. */
  get opening(): boolean {
    return this.#opening !== undefined;
  }

  /** Resolves with what comes of the Join or Resume that is about to be sent. */
  open(): Promise<ActionOutcome> {
    return new Promise((resolve) => {
      this.#opening = resolve;
    });
  }

  /** The same, of a request. */
  answer(request: number): Promise<ActionOutcome> {
    return new Promise((resolve) => {
      this.#requested.set(request, [...(this.#requested.get(request) ?? []), resolve]);
    });
  }

  /** Tells those whom an observation answers. */
  heard(observation: Observation): void {
    switch (observation.kind) {
      case 'joined':
      case 'resumed':
        if (this.#opening) this.#settleOpening(DONE);
        else this.#settle(observation.replyTo, DONE);
        break;
      case 'accepted':
        this.#settle(observation.replyTo, DONE);
        break;
      case 'rejected':
        this.#refused(observation.replyTo ?? 0, observation.code);
        break;
      case 'roomLeft':
        this.settleAll(DONE);
        break;
    }
  }

  /** Nobody is left to wait. */
  settleAll(outcome: ActionOutcome): void {
    this.#settleOpening(outcome);
    for (const request of [...this.#requested.keys()]) this.#settle(request, outcome);
  }

  #refused(replyTo: number, why: string): void {
    if (replyTo > 0 || this.#opening === undefined) this.#settle(replyTo, { kind: 'refused', why });
    else this.settleAll({ kind: 'refused', why });
  }

  #settleOpening(outcome: ActionOutcome): void {
    if (!this.#opening) return;
    this.opened();
    this.#opening(outcome);
    this.#opening = undefined;
  }

  #settle(request: number | undefined, outcome: ActionOutcome): void {
    for (const waiting of this.#requested.get(request ?? 0) ?? []) waiting(outcome);
    this.#requested.delete(request ?? 0);
  }
}
