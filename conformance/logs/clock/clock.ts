/**
 * The clock of a log, as its stamps show it. It may have been set, and it may count something else than
 * milliseconds. Where it goes back, its later stamps are corrected, so that time never goes back; nobody can tell
 * how long it really was in between.
 */
import type { LogEntry } from '../../exchange/log.js';
import { type Unit, unitEstimate } from './unit.js';

/** A clock was set, between two stamps. `anew`: behind a head, where another clock may begin. */
export interface ClockJump {
  readonly kind: 'back' | 'forward' | 'anew';
  readonly before: number;
  readonly at: number;
  /** For `forward`: a connection that was shown Heartbeats before, and none meanwhile. */
  readonly silent?: string;
}

/** A clock that is slewed goes back by less than this, as do the clocks of two threads: it has not been set. */
const JITTER_MS = 5;
const QUIET_MS = 1_000;
const MOST_BEATING = 50_000;

/** The clock of one log. */
export class Clock {
  readonly #unit = unitEstimate();
  /** The latest stamp, corrected, and the one of the line before. */
  #latest = Number.NEGATIVE_INFINITY;
  #previous = Number.NEGATIVE_INFINITY;
  #offset = 0;
  #before: number | undefined;
  #slackMs = 1_000;
  #intervalMs = 0;
  /** When each connection was last shown a Heartbeat. */
  readonly #beats = new Map<string, number>();

  /** Set where the latest line shows that the clock was set before it. */
  jump: ClockJump | undefined;
  /** By how much the clock went back before the latest line, within what is allowed. */
  nudge = 0;
  /** Whether nothing was logged before the latest line for so long that the clock may have been set unseen. */
  quiet = false;

  /** What it seems to count. */
  get unit(): Unit {
    return this.#unit.likely();
  }

  /** What it may count as well. */
  get others(): readonly Unit[] {
    return this.#unit.others();
  }

  /** The first stamp of the log. */
  get firstStamp(): number {
    return this.#unit.first();
  }

  /** How much is added to the stamps. */
  get offset(): number {
    return this.#offset;
  }

  /** The system was started again: its clock may begin anew. */
  restart(slackMs: number): void {
    if (this.#latest > Number.NEGATIVE_INFINITY) this.#before = this.#latest - this.#offset;
    this.#slackMs = slackMs;
    this.#latest = Number.NEGATIVE_INFINITY;
    this.#previous = Number.NEGATIVE_INFINITY;
    this.#offset = 0;
    this.#beats.clear();
  }

  /** The line as it is judged: its stamp is not earlier than those before by more than is allowed. */
  read(entry: LogEntry): LogEntry {
    this.jump = undefined;
    this.nudge = 0;
    this.quiet = false;
    this.#unit.follow(entry);
    const raw = entry.at;
    if (this.#before !== undefined) this.#beginAnew(raw);
    let at = raw + this.#offset;
    const allowed = this.#slackMs / this.unit;
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
    const most = (2 * this.#intervalMs + this.#slackMs) / this.unit;
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
