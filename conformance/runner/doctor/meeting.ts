/** A small meeting for one probe of a server: a world of its own, with all that is seen in it. */

import type { Observation, ObservationKind } from '../../exchange/observation.js';
import type { Action, Seat } from '../../exchange/scenario.js';
import type { ActionOutcome, SystemUnderTest } from '../../sut/system.js';
import { Recorder } from '../play/recorder.js';

/** How long an answer may take, in milliseconds. */
const ANSWER_MS = 2_000;

/** An observation of one kind. */
export interface SeenInMeeting<K extends ObservationKind> {
  /** When it was seen, in milliseconds since the meeting began. */
  readonly at: number;
  /** Its place in the order of everything. */
  readonly index: number;
  readonly observation: Observation & { readonly kind: K };
}

/** What a probe does in its meeting, and what it sees. */
export interface ProbeMeeting {
  /** Carries out one action after the other; gives the first outcome that is not `done`, or the last one. */
  act(...actions: readonly Action[]): Promise<ActionOutcome>;
  /** What a seat was shown of one kind, in order. */
  shown<K extends ObservationKind>(seat: string, kind: K): SeenInMeeting<K>[];
  /** The first of a kind; waits for it for `ms` milliseconds at most. */
  first<K extends ObservationKind>(seat: string, kind: K, ms: number): Promise<SeenInMeeting<K> | undefined>;
}

/** Opens a world for `seats`, does the probe in it, and closes it whatever happens. */
export async function holdMeeting<T>(
  system: SystemUnderTest,
  seats: readonly Seat[],
  probe: (meeting: ProbeMeeting) => Promise<T>,
): Promise<T> {
  const recorder = new Recorder();
  const world = { id: `doctor-${crypto.randomUUID()}`, seats, answerMs: ANSWER_MS };
  const bench = await system.open(world, recorder.report);
  const shown = <K extends ObservationKind>(seat: string, kind: K): SeenInMeeting<K>[] =>
    recorder.records.flatMap((record, index) => {
      if (record.kind !== 'seen' || record.seat !== seat || record.observation.kind !== kind) return [];
      return [{ at: record.at, index, observation: record.observation as SeenInMeeting<K>['observation'] }];
    });
  try {
    return await probe({
      async act(...actions) {
        let outcome: ActionOutcome = { kind: 'done' };
        for (const action of actions) {
          outcome = await bench.act(action);
          if (outcome.kind !== 'done') break;
        }
        return outcome;
      },
      shown,
      async first(seat, kind, ms) {
        await recorder.until(() => shown(seat, kind).length > 0, ms);
        return shown(seat, kind)[0];
      },
    });
  } finally {
    await bench.close();
  }
}
