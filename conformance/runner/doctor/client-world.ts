/** A small world for one probe of a client: what its application was told, event by event and call by call. */

import type { AppEvent, CallEnd } from '../../exchange/client.js';
import type { HistoryRecord } from '../../exchange/history.js';
import { type Action, host } from '../../exchange/scenario.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { Recorder } from '../play/recorder.js';

/** The peer answers within this, in milliseconds. */
const ANSWER_MS = 2_000;

/** What a probe does in its world, and what it sees. */
export interface ProbeWorld {
  /** Carries out one action after the other. */
  act(...actions: readonly Action[]): Promise<void>;
  /** Waits for everything that is still to come; false where something that was owed has not come. */
  settle(): Promise<boolean>;
  readonly records: readonly HistoryRecord[];
  /** The events of one kind that the application was told. */
  told<E extends AppEvent['event']>(event: E): Extract<AppEvent, { event: E }>[];
  /** How the application's calls ended, by their numbers. */
  ends(): ReadonlyMap<number, CallEnd>;
}

/** Opens a world for ann, does the probe in it, and closes it whatever happens. */
export async function inProbeWorld<T>(system: SystemUnderTest, probe: (world: ProbeWorld) => Promise<T>): Promise<T> {
  const { records, report } = new Recorder();
  const world = { id: `doctor-${crypto.randomUUID()}`, seats: [host('ann')], answerMs: ANSWER_MS };
  const bench = await system.open(world, report);
  try {
    return await probe({
      async act(...actions) {
        for (const action of actions) await bench.act(action);
      },
      settle: async () => (await bench.settle()) === 'fenced',
      records,
      told: <E extends AppEvent['event']>(event: E) =>
        records.flatMap((record) =>
          record.kind === 'client' && record.note.kind === 'told' && record.note.told.event === event
            ? [record.note.told as Extract<AppEvent, { event: E }>]
            : [],
        ),
      ends: () =>
        new Map(
          records.flatMap((record) =>
            record.kind === 'client' && record.note.kind === 'returned'
              ? [[record.note.call, record.note.end] as const]
              : [],
          ),
        ),
    });
  } finally {
    await bench.close();
  }
}
