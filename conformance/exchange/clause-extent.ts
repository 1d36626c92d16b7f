/** How far each clause was held against a log: in all of it, in part, or not at all, and why. */
import type { ClauseId } from '../../gen/clauses.js';
import type { Feature } from './features.js';

/** Why only the streams of single clients, and whether they agree, could be judged in a piece of a log, and not what became of the room. */
export type Partly =
  /** Somebody was sent what this version does not know. */
  | 'unreadable'
  /** Somebody goes on from what is not in the log, or had been let go. */
  | 'before'
  /** The room found no rest, and was cut in the middle of something. */
  | 'restless'
  /** Two connections bear one name, or the lines of one are in a wrong order. */
  | 'torn'
  /** The clock goes back, and no connection goes on there: the order of the lines is not known. */
  | 'disordered'
  /** The log stops while somebody switches. */
  | 'undecided'
  /** Somebody departed for a reason whose cause the server alone knows. */
  | 'unexplained'
  // The head does not say that the log is complete, and
  /** somebody departed by a call of the operator's, */
  | 'called'
  /** somebody was removed by nobody who is in the log, */
  | 'removed'
  /** somebody was replaced by nobody who is in the log, */
  | 'replaced'
  /** a Join was refused, */
  | 'refused'
  /** somebody was lost who could resume elsewhere, */
  | 'resumable'
  /** or somebody is mentioned who has no lines. */
  | 'mentioned';

/** Why a clause was not held against a log, or not against all of it. */
export type Unjudged =
  | Partly
  /** The clock of the log could not be trusted there. */
  | 'clock'
  /** A connection broke off without heartbeat, and the head does not say how late the server sees that. */
  | 'unmissed'
  /** Nothing happened that it speaks of. */
  | 'nothing'
  /** The server does not declare the feature; or declares one in whose absence alone the clause holds. */
  | 'undeclared'
  | 'declared'
  /** The server announces no heartbeat. */
  | 'unbeaten'
  /** Access tokens are left out of logs. */
  | 'tokens'
  /** The head declares that the system deviates from it. */
  | 'deviation'
  /** It binds clients: what their applications are told no log shows. */
  | 'clients'
  /** It leaves something open, and cannot be broken. */
  | 'freedom'
  /** Nobody can see whether it is kept. */
  | 'unshown'
  /** No report of a departure is in the log. */
  | 'unreported'
  /** The head does not say that the log is complete: a report may be missing in it. */
  | 'incomplete'
  /** The head does not say how soon a report is made: a missing one shows only by what was reported after it. */
  | 'undue';

/** One reason, with the feature that it is about, and in how many pieces of the log it holds, if not in all. */
export interface WhyUnjudged {
  readonly reason: Unjudged;
  readonly feature?: Feature;
  readonly pieces?: number;
}

/** How far one clause was held against a log. */
export interface ClauseExtent {
  readonly clause: ClauseId;
  /** `part`: it was held against something, and not wherever it might have been. `none`: it was held against nothing. */
  readonly judged: 'whole' | 'part' | 'none';
  /** How often it was held against something; 0 where it is `none`. */
  readonly checks: number;
  /** Empty where it is `whole`. */
  readonly why: readonly WhyUnjudged[];
}
