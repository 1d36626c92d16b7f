/** What a testee says of itself, as it travels. */

/**
 * The first thing that a testee says, and what it can do.
 *
 * @example
 * const ready: Ready = { version: '1.0', name: 'our SDK 4.2', unsupported: ['mode'] };
 */
export interface Ready {
  /** The revision of the specification that it was written for: `1.0`. */
  readonly version: string;
  /** What it drives, for reports: name and version. */
  readonly name: string;
  /** The kinds of action that it cannot do; {@link allBut} lists them. Of a client also what its API has no place for: `join.role`. */
  readonly unsupported: readonly string[];
  /** What it drives; a client where nothing is said. */
  readonly side?: 'TESTEE_SIDE_CLIENT' | 'TESTEE_SIDE_PAIR' | 'TESTEE_SIDE_SYSTEM';
  /** Of a system, and of nothing else. */
  readonly system?: SystemProfile;
}

/**
 * What a whole system says of itself. Times are in milliseconds.
 *
 * @example
 * const canResume = ({ resumeWindowMs }: SystemProfile): boolean => resumeWindowMs > 0;
 */
export interface SystemProfile {
  /** What it offers beyond the base, such as `FEATURE_REMOVE`. */
  readonly features: readonly string[];
  /** How long a lost connection may come back before the others are told; 0 where the loss is the departure. */
  readonly resumeWindowMs: number;
  /** How long a connection may be silent before it counts as lost; 0: for ever. */
  readonly silenceMs: number;
  /** How long after its time an event may happen. */
  readonly slackMs: number;
  /** Where two people's events have no order: the silence after which everything has come. 0: somebody who comes and goes is the fence. */
  readonly quietMs: number;
  /** Where the suite is to take connections away: the address of the server, `127.0.0.1:7880`. Empty: the testee does it, or nobody. */
  readonly upstream: string;
  /** Rules that the system breaks on purpose, with the reason. */
  readonly deviations: readonly { readonly clause: string; readonly why: string }[];
  readonly mapping: Mapping;
}

/**
 * What the words of a system stand for.
 *
 * @example
 * const mapping: Mapping = { leaver: [{ native: 'kicked', means: [{ code: 1002 }] }], others: [], refusals: [] };
 */
export interface Mapping {
  /** The words by which somebody is told that its own stay is over. */
  readonly leaver: readonly MappedWord[];
  /** The words by which the others are told so. */
  readonly others: readonly MappedWord[];
  /** The words by which a call is refused, and the code that is nearest to each, such as `CODE_PERMISSION_DENIED`. */
  readonly refusals: readonly { readonly native: string; readonly code: string }[];
}

/**
 * A word of the system's own for a departure, and every reason that it may stand for.
 *
 * @example
 * const closed: MappedWord = { native: 'closed', means: [{ code: 1006 }, { code: 1009 }] };
 */
export interface MappedWord {
  readonly native: string;
  readonly means: readonly Candidate[];
}

/**
 * The number of a reason code; without one: a departure that came without a reason.
 *
 * @example
 * const none: Candidate = {};
 */
export interface Candidate {
  readonly code?: number;
}
