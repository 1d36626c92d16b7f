/**
 * The history of one world while it grows: keeps each record in the order in which it was seen, and wakes those who
 * wait for one.
 */
import { wsClose } from '../../../gen/codes.js';
import type { HistoryRecord } from '../../exchange/history.js';
import type { ReportRecord } from '../../sut/system.js';

type Mutable<T> = T extends HistoryRecord ? { -readonly [Key in keyof T]: T[Key] } : never;

/** The longest time that a timer takes, in milliseconds; it stands for no limit. A longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Records one world. */
export class Recorder {
  readonly records: HistoryRecord[] = [];
  /** The current round; records of actions bear it. */
  round = 0;
  /** An answer did not come in time. */
  overdue = false;
  /** A connection ended without a close frame, which no server does on purpose. */
  brokeOff = false;
  readonly #start = performance.now();
  readonly #wakers = new Set<() => void>();

  /** `listen` is called after every record. */
  constructor(private readonly listen: () => void = () => {}) {}

  /** Keeps the very record that it is given, and stamps it in place: copies would cost a twentieth of a run's time. */
  readonly report: ReportRecord = (record, instead) => {
    const stamped = record as Mutable<HistoryRecord>;
    stamped.at = Math.round(performance.now() - this.#start);
    if (stamped.kind === 'sent' || stamped.kind === 'skipped') stamped.round = this.round;
    const untrue = instead === undefined ? -1 : this.records.indexOf(instead as HistoryRecord);
    if (untrue < 0) this.records.push(stamped);
    else this.records[untrue] = stamped;
    this.overdue ||= record.kind === 'overdue';
    this.brokeOff ||=
      record.kind === 'seen' && record.observation.kind === 'closed' && record.observation.code === wsClose.NO_FRAME;
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

  /**
   * Resolves as soon as `satisfied` holds, checked after every record, or at the latest after `ms`; says whether it
   * holds.
   */
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
      // A late timer fires before the messages that came meanwhile are read: they are read first.
      const timeOut = () => setImmediate(() => finish(satisfied()));
      const timer = setTimeout(timeOut, Math.min(ms, LONGEST_MS));
      this.#wakers.add(wake);
    });
  }
}
