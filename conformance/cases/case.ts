/** A case: plain data, and an arbitrary of its scenarios. */
import type fc from 'fast-check';
import type { ClauseId } from '../../gen/clauses.js';
import type { Toward } from '../arbitraries/toward/index.js';
import type { Feature } from '../exchange/features.js';
import type { Profile } from '../exchange/profile.js';
import type { ActionKind, Scenario } from '../exchange/scenario.js';

/** One case of the catalogue: which clauses it proves, what a system needs for it, and the scenarios to play. */
export interface Case {
  /** `server/leave`: the side, and a name that never changes. */
  readonly id: string;
  /** What is expected, in one sentence. */
  readonly title: string;
  /** What it is about: a server, or a client to which the suite plays the server. */
  readonly side: Profile['side'];
  /** What the case proves. The case is inconclusive if one of them was never checked. */
  readonly clauses: readonly [ClauseId, ...ClauseId[]];
  /** Features that the server must declare, and those that it must not. */
  readonly needs: readonly Feature[];
  readonly lacks: readonly Feature[];
  /** The reason codes that the case causes, each by its real cause. */
  readonly codes: readonly number[];
  /** The case is about access tokens: it is skipped if the suite cannot make any for the server. */
  readonly tokens: boolean;
  /** The case is about claims that a token may have besides: it is skipped if the suite does not sign the tokens itself. */
  readonly signs: boolean;
  /** The case is about the resume window: it is skipped if the server announces 0. */
  readonly window: boolean;
  /** The case is about heartbeats or silence: it is skipped if the server does not announce these times. */
  readonly heartbeat: readonly ('interval' | 'timeout')[];
  /** The case has to wait for a time that the server announces; `--fast` leaves it out. */
  readonly timed: boolean;
  /** The case affects every room of the server: its scenarios are played one at a time, and nothing else is played meanwhile. */
  readonly alone: boolean;
  /** Why a system with a protocol of its own is not asked for it; empty where it is. */
  readonly wireOnly: string;
  /** Actions that the case is about: it is skipped if the system cannot do them. */
  readonly uses: readonly ActionKind[];
  /** Draws the scenarios. */
  readonly scenarios: fc.Arbitrary<Scenario>;
  /** Makes scenarios that lead to what a run has not met yet of the machine, in place of `scenarios`. */
  readonly toward?: Toward;
  /** How many scenarios a run plays by default. */
  readonly runs: number;
}
