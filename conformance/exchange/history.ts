/**
 * What happened, in the order in which the suite saw it: its own sendings and the arrivals, in one list.
 * The suite stamps every record; no clock of the system under test is ever compared.
 */
import type { Note } from './client.js';
import type { LogWriting } from './log.js';
import type { Observation } from './observation.js';
import type { Profile } from './profile.js';
import type { Action, Scenario } from './scenario.js';

interface Stamp {
  /** Milliseconds since the world was opened. */
  readonly at: number;
  readonly seat: string;
}

/** A step that was carried out. Fences of the suite's own are syncs in a round past the scenario's last. */
export interface Sent extends Stamp {
  readonly kind: 'sent';
  readonly round: number;
  /** The seat's connection, counted from 1: every new WebSocket of a seat is another one. */
  readonly connection: number;
  readonly action: Action;
  /** The request's number in its room object; only for leave, end, sync, unknown, remove, switch, mode and again. Of a client under test, the number of the call, counted from 1. */
  readonly request?: number;
  /** The `ack` that the message carried; only where it is numbered, and for ack. */
  readonly ack?: number;
  /** The participation that a remove named; canonical (`bob#1`) once the history is closed. */
  readonly target?: string;
  /** The participations that an operator's call named, in the same way. */
  readonly targets?: readonly string[];
  /** The session that an operator's call named; canonical (`blue$1`) once the history is closed, empty for none. */
  readonly session?: string;
  /** The token that a resume presented; canonical (`bob.1`) once the history is closed, `made-up` for one that no server gave. */
  readonly token?: string;
  /** The sequence that a resume presented. */
  readonly sequence?: number;
}

/** Something that a seat was shown. */
export interface Seen extends Stamp {
  readonly kind: 'seen';
  readonly connection: number;
  readonly observation: Observation;
}

/** A step that did not apply when its round began, judged from observations alone. */
export interface Skipped extends Stamp {
  readonly kind: 'skipped';
  readonly round: number;
  readonly action: Action;
  readonly why: string;
}

/** No answer came within the deadline. */
export interface Overdue extends Stamp {
  readonly kind: 'overdue';
  readonly connection: number;
  readonly action: Action;
  readonly request?: number;
  readonly afterMs: number;
}

/** Something about a client under test, seen from its application (its own seat) or from its server (the seat `server`). */
export interface ClientRecord extends Stamp {
  readonly kind: 'client';
  /** The client's connection, counted from 1; 0 where the application was told something, or a call ended. */
  readonly connection: number;
  readonly note: Note;
}

/**
 * One line of a history.
 *
 * @example
 * const seats = (records: readonly HistoryRecord[]): string[] => records.map(({ seat }) => seat);
 */
export type HistoryRecord = Sent | Seen | Skipped | Overdue | ClientRecord;

/**
 * How the end of the history was reached: `fenced`, nothing earlier is still to come; `quiet`, nothing came for a while.
 *
 * @example
 * const isProof = (settled: Settled): boolean => settled === 'fenced';
 */
export type Settled = 'fenced' | 'quiet' | 'unreachable';

/**
 * All that happened while a scenario was played, and of whom.
 *
 * @example
 * const steps = ({ records }: History): number => records.filter(({ kind }) => kind === 'sent').length;
 */
export interface History {
  readonly scenario: Scenario;
  readonly profile: Profile;
  readonly records: readonly HistoryRecord[];
  readonly settled: Settled;
  /** Of a log: how it was written. */
  readonly written?: LogWriting;
}

/** Steps that were carried out, the suite's own fences not counted. */
export const appliedSteps = (history: History): number =>
  history.records.filter((record) => record.kind === 'sent' && record.round < history.scenario.rounds.length).length;
