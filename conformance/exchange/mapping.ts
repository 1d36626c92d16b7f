/** What a foreign system says of itself through its testee: what it can do, and what its own words stand for. */
import type { Feature } from './features.js';
import type { Deviation } from './profile.js';
import type { Candidates, Refusal } from './words.js';

/** A word of the system's own for a departure, and every reason that it may stand for. */
export interface MappedWord {
  readonly native: string;
  readonly means: Candidates;
}

/** A word of the system's own for a refusal, and the code that is nearest to it. */
export interface MappedRefusal {
  readonly native: string;
  readonly code: Refusal;
}

/**
 * What the words of a system stand for.
 *
 * @example
 * const mapping: Mapping = {
 *   leaver: [{ native: 'PARTICIPANT_REMOVED', means: [1002, 1010] }],
 *   others: [{ native: 'PARTICIPANT_REMOVED', means: [1002, 1010] }],
 *   refusals: [{ native: 'unauthenticated', code: 'permission_denied' }],
 * };
 */
export interface Mapping {
  /** By these words somebody is told that its own stay is over. */
  readonly leaver: readonly MappedWord[];
  /** By these the others are told so. */
  readonly others: readonly MappedWord[];
  /** By these a call is refused. */
  readonly refusals: readonly MappedRefusal[];
}

/** What a whole system says of itself, beside its name and what it cannot be made to do. Times are in milliseconds. */
export interface SystemProfile {
  readonly features: readonly Feature[];
  /** How long a lost connection may come back before the others are told; 0 where the loss is the departure. */
  readonly resumeWindowMs: number;
  /** How long a connection may be silent before it counts as lost; 0: for ever. */
  readonly silenceMs: number;
  /** How long after its time an event may happen. */
  readonly slackMs: number;
  /** The silence after which everything has come; 0: somebody who comes and goes is the fence. */
  readonly quietMs: number;
  /** Where proxies of the suite's lead to, such as `127.0.0.1:7880`; empty where it asks for none. */
  readonly upstream: string;
  readonly deviations: readonly Deviation[];
  readonly mapping: Mapping;
}
