/** A small meeting for one probe: a world of its own, with everything that is seen in it. */
import type { Action, HistoryRecord, Observation, ObservationKind, Seat } from '../../exchange/index.js';
import type { ActionOutcome, Bench, SystemUnderTest } from '../../sut/system.js';
import { Recorder } from '../play/recorder.js';

/** How long an answer may take, in milliseconds: DESIGN, section 6. */
const ANSWER_MS = 2_000;

export interface Shown<K extends ObservationKind> {
  /** Milliseconds since the meeting began, and the place in the order of everything. */
  readonly at: number;
  readonly index: number;
  readonly observation: Observation & { readonly kind: K };
}

export class Meeting {
  readonly #recorder = new Recorder();
  #bench: Bench | undefined;

  /** Opens a world for `seats`, has something done in it, and closes it whatever comes of it. */
  static async hold<T>(
    system: SystemUnderTest,
    seats: readonly Seat[],
    what: (meeting: Meeting) => Promise<T>,
  ): Promise<T> {
    const meeting = new Meeting();
    const world = { id: `doctor-${crypto.randomUUID()}`, seats, answerMs: ANSWER_MS };
    const bench = await system.open(world, meeting.#recorder.report);
    meeting.#bench = bench;
    try {
      return await what(meeting);
    } finally {
      await bench.close();
    }
  }

  async act(action: Action): Promise<ActionOutcome> {
    return this.#bench?.act(action) ?? { kind: 'unsupported' };
  }

  /** Carries out one action after the other; gives the first outcome that is not `done`, or the last one. */
  async acts(...actions: readonly Action[]): Promise<ActionOutcome> {
    let outcome: ActionOutcome = { kind: 'done' };
    for (const action of actions) {
      outcome = await this.act(action);
      if (outcome.kind !== 'done') break;
    }
    return outcome;
  }

  get records(): readonly HistoryRecord[] {
    return this.#recorder.records;
  }

  /** What a seat was shown of one kind, in order. */
  shown<K extends ObservationKind>(seat: string, kind: K): Shown<K>[] {
    return this.records.flatMap((record, index) => {
      if (record.kind !== 'seen' || record.seat !== seat || record.observation.kind !== kind) return [];
      return [{ at: record.at, index, observation: record.observation as Shown<K>['observation'] }];
    });
  }

  /** The first of a kind, waited for where it is not there yet. */
  async first<K extends ObservationKind>(seat: string, kind: K, ms: number): Promise<Shown<K> | undefined> {
    await this.#recorder.until(() => this.shown(seat, kind).length > 0, ms);
    return this.shown(seat, kind)[0];
  }
}
