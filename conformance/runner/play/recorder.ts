/** Keeps everything that happens in one world, in the order in which it is seen, and wakes whoever waits for more. */
import type { HistoryRecord } from '../../exchange/index.js';
import type { ReportRecord } from '../../sut/system.js';

type Mutable<T> = T extends HistoryRecord ? { -readonly [Key in keyof T]: T[Key] } : never;

/** The longest time that a timer keeps, in milliseconds; more would be over at once. It serves as no limit at all. */
const LONGEST_MS = 2 ** 31 - 1;

export class Recorder {
  readonly records: HistoryRecord[] = [];
  /** The round that is under way; records of what is sent bear it. */
  round = 0;
  /** Some answer did not come in time. */
  overdue = false;
  /** Some connection broke off without a close frame, which no server does on purpose. */
  brokeOff = false;
  readonly #start = performance.now();
  readonly #wakers = new Set<() => void>();

  /** `listen` is called after every record. */
  constructor(private readonly listen: () => void = () => {}) {}

  /** Takes over the record that it is given, and stamps it in place: a copy of each would be a twentieth of a run's time. */
  readonly report: ReportRecord = (record) => {
    const stamped = record as Mutable<HistoryRecord>;
    stamped.at = Math.round(performance.now() - this.#start);
    if (stamped.kind === 'sent' || stamped.kind === 'skipped') stamped.round = this.round;
    this.records.push(stamped);
    this.overdue ||= record.kind === 'overdue';
    this.brokeOff ||=
      record.kind === 'seen' && record.observation.kind === 'closed' && record.observation.code === 1006;
    for (const wake of this.#wakers) wake();
    this.listen();
  };

  /** Resolves once nothing has been recorded for `ms`. */
  async silence(ms: number): Promise<void> {
    for (let count = -1; count !== this.records.length; ) {
      count = this.records.length;
      await this.until(() => this.records.length > count, ms);
    }
  }

  /** Resolves as soon as `satisfied` holds, asked again after every record, or at the latest after `ms`. */
  async until(satisfied: () => boolean, ms: number): Promise<boolean> {
    if (satisfied()) return true;
    return new Promise((resolve) => {
      const finish = (result: boolean) => {
        clearTimeout(timer);
        this.#wakers.delete(wake);
        resolve(result);
      };
      const wake = () => {
        if (satisfied()) finish(true);
      };
      // A timer that is late fires before what came meanwhile is read: that is read first.
      const timeOut = () => setImmediate(() => finish(satisfied()));
      const timer = setTimeout(timeOut, Math.min(ms, LONGEST_MS));
      this.#wakers.add(wake);
    });
  }
}
