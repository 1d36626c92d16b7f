/**
 * The clock of whoever wrote a log, as its stamps show it: it may have been set, and it may count something else than milliseconds.
 * Where it goes back, its later stamps are corrected, so that time never does; how long it really was in between nobody can tell.
 */
import type { LogEntry } from '../../exchange/index.js';
import { type Unit, Units } from './unit.js';

/** Where a clock was set. `by` is in units of the log; `anew`: behind a head, where another clock may begin. */
export interface Jump {
  readonly kind: 'back' | 'forward' | 'anew';
  readonly before: number;
  readonly at: number;
  /** Of `forward`: a connection that was shown a Heartbeat before, and none meanwhile. */
  readonly silent?: string;
}

/** A clock that is slewed, or the clocks of two threads: less than this is no setting of a clock. */
const JITTER_MS = 5;
const QUIET_MS = 1000;
const MOST_BEATING = 50_000;

export class Clock {
  readonly #units = new Units();
  /** The latest stamp, corrected, and the one of the line before. */
  #latest = Number.NEGATIVE_INFINITY;
  #previous = Number.NEGATIVE_INFINITY;
  #offset = 0;
  #before: number | undefined;
  #slack = 1000;
  #intervalMs = 0;
  /** When each connection was last shown a Heartbeat. */
  readonly #beats = new Map<string, number>();

  /** What the latest line showed: where the clock was set before it, and by how much it went back within what is allowed. */
  jump: Jump | undefined;
  nudge = 0;
  /** Before it nothing was logged for so long that the clock may have been set unseen. */
  quiet = false;

  get unit(): Unit {
    return this.#units.unit;
  }

  get units(): Units {
    return this.#units;
  }

  /** How much has been added to the stamps. */
  get offset(): number {
    return this.#offset;
  }

  /** The system was started again: its clock may begin anew. */
  restart(slackMs: number): void {
    if (this.#latest > Number.NEGATIVE_INFINITY) this.#before = this.#latest - this.#offset;
    this.#slack = slackMs;
    this.#latest = Number.NEGATIVE_INFINITY;
    this.#previous = Number.NEGATIVE_INFINITY;
    this.#offset = 0;
    this.#beats.clear();
  }

  /** The line as it is judged: with a stamp that is not earlier than what came before, but for what is allowed. */
  read(entry: LogEntry): LogEntry {
    this.jump = undefined;
    this.nudge = 0;
    this.quiet = false;
    if (!this.#units.done) this.#units.look(entry);
    const raw = entry.at;
    if (this.#before !== undefined) this.#beginAnew(raw);
    let at = raw + this.#offset;
    const allowed = this.#slack / this.unit;
    if (this.#latest - at > allowed) {
      this.jump = { kind: 'back', before: this.#latest - this.#offset, at: raw };
      this.#offset += this.#latest - at;
      at = this.#latest;
    } else if (at < this.#previous && this.#previous - at > JITTER_MS / this.unit) this.nudge = this.#previous - at;
    else if (this.#beats.size > 0 && at - this.#latest > allowed) this.#leap(at, raw);
    this.quiet = at - this.#latest > QUIET_MS / this.unit;
    this.#previous = at;
    if (at > this.#latest) this.#latest = at;
    this.#follow(entry, at);
    return this.#offset === 0 ? entry : { ...entry, at };
  }

  #beginAnew(raw: number): void {
    const before = this.#before ?? raw;
    this.#before = undefined;
    if (before - raw > JITTER_MS / this.unit) this.jump = { kind: 'anew', before, at: raw };
  }

  /** Nothing was logged for long, not even what is due all the time. */
  #leap(at: number, raw: number): void {
    if (this.#intervalMs === 0) return;
    const most = (2 * this.#intervalMs + this.#slack) / this.unit;
    if (at - this.#latest <= most) return;
    for (const [silent, beat] of this.#beats) {
      if (this.#latest - beat > most) continue;
      this.jump = { kind: 'forward', before: this.#latest - this.#offset, at: raw, silent };
      break;
    }
    this.#beats.clear();
  }

  #follow(entry: LogEntry, at: number): void {
    if (entry.kind === 'closed') this.#beats.delete(entry.connection);
    if (entry.kind !== 'seen') return;
    if (entry.observation.kind === 'joined') this.#intervalMs = entry.observation.heartbeatIntervalMs;
    if (entry.observation.kind !== 'heartbeat') return;
    if (this.#beats.size >= MOST_BEATING) this.#beats.clear();
    this.#beats.set(entry.connection, at);
  }
}
