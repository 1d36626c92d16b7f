/** What a case is: plain data, and an arbitrary of the scenarios that it is about. */
import type fc from 'fast-check';
import type { ClauseId } from '../../gen/clauses.js';
import type { Toward } from '../arbitraries/toward.js';
import type { ActionKind, Feature, Profile, Scenario } from '../exchange/index.js';

/** One case of the catalogue. */
export interface Case {
  readonly id: string;
  readonly title: string;
  /** What it is about: a server, or a client to which the suite plays the server. */
  readonly side: Profile['side'];
  /** What the case proves. Each must be held against something at least once, or the case is inconclusive. */
  readonly clauses: readonly [ClauseId, ...ClauseId[]];
  /** Features that the server must declare, and such as it must not. */
  readonly needs: readonly Feature[];
  readonly lacks: readonly Feature[];
  /** The reason codes that the case brings about, each by its real cause. */
  readonly codes: readonly number[];
  /** The case is about access tokens: a server for which the suite can make none skips it. */
  readonly tokens: boolean;
  /** The case is about what happens within the resume window: a server that announces 0 skips it. */
  readonly window: boolean;
  /** The case is about signs of life, or about their absence: a server that does not announce these times skips it. */
  readonly heartbeat: readonly ('interval' | 'timeout')[];
  /** The case has to wait for a time that the server announces; `--fast` leaves it out. */
  readonly timed: boolean;
  /** What the case does concerns every room of the server: its scenarios are played one at a time, with nothing else going on. */
  readonly alone: boolean;
  /** Actions that the case is about: a system that cannot be made to do them skips it. */
  readonly uses: readonly ActionKind[];
  readonly scenarios: fc.Arbitrary<Scenario>;
  /** Makes scenarios that lead to what a run has not met yet of the core machine, in place of `scenarios`. */
  readonly toward?: Toward;
  /** How many scenarios a run tries unless it is told otherwise. */
  readonly runs: number;
}
