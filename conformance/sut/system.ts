/**
 * Anything under test, as the runner sees it. Native servers, testees and adapters all stand behind this one interface. DESIGN: section 6.
 */
import type { Action, HistoryRecord, Profile, Seat, Settled } from '../exchange/index.js';

/** One isolated meeting place. Room names are labels local to it; many worlds are open at once. */
export interface World {
  readonly id: string;
  readonly seats: readonly Seat[];
  /** How long an answer may take, in milliseconds; after that an overdue record stands in its place. */
  readonly answerMs: number;
}

/** How an action ended. `refused` and `broken` say why, in one sentence. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'broken'; readonly why: string };

/** What the bench writes into the history. The runner stamps and keeps every one. */
export type Report = (record: Unstamped<HistoryRecord>) => void;
type Unstamped<T> = T extends HistoryRecord ? Omit<T, 'at' | 'round'> : never;

/** Something that the suite itself did later than it was meant to. */
export interface Late {
  /** In words, to stand behind "the suite itself was late:". */
  readonly what: string;
  /** By how much, and what it had to be in time for; in milliseconds. */
  readonly ms: number;
  readonly ofMs: number;
  /** It may have been meant so, or be the target's doing: it counts only where the suite was late otherwise too. */
  readonly meant?: boolean;
}

export interface Bench {
  /** Carries out one action. Resolves at the answer, at RoomLeft or at the close, never at the sending. */
  act(action: Action): Promise<Outcome>;
  /** Does beforehand what some actions need, such as connecting, so that they can then be taken at the very same time. */
  ready?(actions: readonly Action[]): Promise<void>;
  /** Proves that nothing earlier is still to come for anybody who is in a room. */
  settle(): Promise<Settled>;
  /** What the suite did late on this bench, so far; left out where nobody looks. */
  late?(): readonly Late[];
  close(): Promise<void>;
}

export interface SystemUnderTest {
  readonly profile: Profile;
  open(world: World, report: Report): Promise<Bench>;
  /** How the target ended, where that is known and it did. */
  obituary?(): string | undefined;
  /** Makes a dead target live again; does nothing to a living one. Rejects with Unreachable where that is not possible. */
  revive(): Promise<void>;
  /** Kills the target, though it hangs, and starts it anew; only where it is the suite's own to kill. */
  restart?(): Promise<void>;
  stop(): Promise<void>;
}

/** The system under test cannot be reached or does not live: exit code 3. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  constructor(
    readonly found: string,
    /** What may be done about it. */
    readonly advice = '',
    options: ErrorOptions = {},
  ) {
    super(advice === '' ? found : `${found}: ${advice}`, options);
  }
}

/** No access token could be made for the suite: the system under test is not to blame. */
export class NoToken extends Unreachable {}
