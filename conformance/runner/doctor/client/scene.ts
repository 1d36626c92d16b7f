/** A small world for one look at a client: what its application was told, call by call and deed by deed. */
import { type Action, type AppEvent, type CallEnd, type HistoryRecord, host } from '../../../exchange/index.js';
import type { Bench, SystemUnderTest } from '../../../sut/system.js';
import { Recorder } from '../../play/recorder.js';

/** No answer of the peer's takes longer, in milliseconds. */
const ANSWER_MS = 2_000;

export class Scene {
  readonly #recorder = new Recorder();
  #bench: Bench | undefined;

  /** Opens a world for ann, has something done in it, and closes it whatever comes of it. */
  static async play<T>(system: SystemUnderTest, what: (scene: Scene) => Promise<T>): Promise<T> {
    const scene = new Scene();
    const world = { id: `doctor-${crypto.randomUUID()}`, seats: [host('ann')], answerMs: ANSWER_MS };
    const bench = await system.open(world, scene.#recorder.report);
    scene.#bench = bench;
    try {
      return await what(scene);
    } finally {
      await bench.close();
    }
  }

  /** One after the other. */
  async do(...actions: readonly Action[]): Promise<void> {
    for (const action of actions) await this.#bench?.act(action);
  }

  /** Waits for everything that is still to come; false where something that was owed has not come. */
  async settle(): Promise<boolean> {
    return (await this.#bench?.settle()) === 'fenced';
  }

  get records(): readonly HistoryRecord[] {
    return this.#recorder.records;
  }

  /** What the application was told of one kind. */
  told<E extends AppEvent['event']>(event: E): Extract<AppEvent, { event: E }>[] {
    return this.records.flatMap((record) =>
      record.kind === 'client' && record.note.kind === 'told' && record.note.told.event === event
        ? [record.note.told as Extract<AppEvent, { event: E }>]
        : [],
    );
  }

  /** How the calls of the application ended, by their numbers. */
  get ends(): ReadonlyMap<number, CallEnd> {
    return new Map(
      this.records.flatMap((record) =>
        record.kind === 'client' && record.note.kind === 'returned'
          ? [[record.note.call, record.note.end] as const]
          : [],
      ),
    );
  }
}
