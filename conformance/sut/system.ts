/** What everything under test stands behind: a native server, a testee with its client, a pair of both, or a whole system of any make. */

import type { HistoryRecord, Settled } from '../exchange/history.js';
import type { Profile } from '../exchange/profile.js';
import type { Action, Seat } from '../exchange/scenario.js';

/**
 * One isolated meeting place, in which one scenario is played. Many worlds are open at the same time.
 *
 * @example
 * const names = ({ seats }: World): string[] => seats.map(({ participant }) => participant);
 */
export interface World {
  /** No other world of this run, or of an earlier one, has this id. Rooms are named per world: `<id>/<room>`. */
  readonly id: string;
  /** Those who act in the scenario. */
  readonly seats: readonly Seat[];
  /** How long an answer may take, in milliseconds; after that the bench reports an `overdue` record instead. */
  readonly answerMs: number;
  /**
   * Called after the world was closed and until the system is stopped, each time that a client comes back to a world of
   * which all room objects were over. A system that cannot see that never calls it.
   */
  readonly cameBack?: (how: Return) => void;
}

/**
 * A client came back to a closed world.
 *
 * @example
 * const isSudden = ({ sinceLeftMs }: Return): boolean => sinceLeftMs < 1_000;
 */
export interface Return {
  /** How long after the last roomLeft that its application was told of, in milliseconds. */
  readonly sinceLeftMs: number;
  /** How long after the last step of the scenario had been taken, in milliseconds. */
  readonly sinceSettledMs: number;
}

/**
 * How an action ended. `refused` and `broken` say why, in one sentence.
 *
 * @example
 * const outcome: ActionOutcome = { kind: 'refused', why: 'PERMISSION_DENIED' };
 */
export type ActionOutcome =
  /** It was answered, or it needs no answer. */
  | { readonly kind: 'done' }
  /** The system cannot be made to do this. The profile should have said so in `unsupported`. */
  | { readonly kind: 'unsupported' }
  /** The system said no, which may be right. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The answer will not come: the connection was lost, or the time is over. */
  | { readonly kind: 'broken'; readonly why: string };

/**
 * Puts one record into the history. The runner adds the time and, where the record has one, the round.
 * `instead`: a record that was reported, and turned out not to be true, such as the sending of a step that could not be taken.
 *
 * @example
 * const quiet: ReportRecord = () => {};
 */
export type ReportRecord = (record: Unstamped<HistoryRecord>, instead?: Unstamped<HistoryRecord>) => void;
type Unstamped<T> = T extends HistoryRecord ? Omit<T, 'at' | 'round'> : never;

/**
 * Something that the suite itself did later than it was meant to. Judgements about time are then repeated or left open.
 *
 * @example
 * const delay: SuiteDelay = { what: 'an answer to a Heartbeat', ms: 300, ofMs: 250 };
 */
export interface SuiteDelay {
  /** What was late, in words that can follow "the suite itself was late:". */
  readonly what: string;
  /** How late it was, in milliseconds. */
  readonly ms: number;
  /** The time that it had to keep, in milliseconds. */
  readonly ofMs: number;
  /** It may have been intended, or be the target's doing: it counts only where the suite was late in something else too. */
  readonly meant?: boolean;
}

/**
 * One world, ready to be acted in. A bench does what it is told and reports what it sees; it judges nothing.
 *
 * Everything that a seat is shown is reported once, in the order in which the seat was shown it, and at the moment when
 * it was shown: the runner stamps a record when it is reported.
 *
 * @example
 * const play = async (bench: Bench): Promise<void> => {
 *   await bench.act({ kind: 'leave', seat: 'ann' });
 *   await bench.settle();
 * };
 */
export interface Bench {
  /**
   * Carries out one action of one seat. Reports a `sent` record before it acts.
   * Several actions may be under way at the same time, of different seats and of one.
   *
   * Resolves when the action has been answered: at the answer, at RoomLeft or at the close, and never at the sending.
   * Resolves with `broken` after {@link World.answerMs}, having reported an `overdue` record.
   *
   * @throws Rejects with {@link Unreachable} where the target cannot be reached, which ends the run without a verdict.
   */
  act(action: Action): Promise<ActionOutcome>;
  /** Prepares what these actions need, such as connections, so that they can then be taken at the very same time. */
  ready?(actions: readonly Action[]): Promise<void>;
  /**
   * Resolves when nothing that was caused so far is still to come for anybody who is in a room.
   * `fenced`: that is proved. `quiet`: nothing has come for a while. `unreachable`: some answer is missing.
   */
  settle(): Promise<Settled>;
  /** Why nothing can be concluded from what was seen so far, in one sentence; undefined where something can. */
  undecided?(): string | undefined;
  /** What the suite did late on this bench so far. Leave it out where nobody measures it. */
  late?(): readonly SuiteDelay[];
  /** Closes the world. Nothing is reported afterwards, and what the world held open is released. */
  close(): Promise<void>;
}

/**
 * A system under test, with everything that the runner needs to drive it.
 *
 * @example
 * ```ts
 * const ourSystem: SystemUnderTest = {
 *   profile: ourProfile,
 *   open: async (world, report) => new OurBench(world, report),
 *   async revive() {
 *     if (!(await ourServerAnswers())) throw new Unreachable('our server is down', 'start it again');
 *   },
 *   stop: async () => {},
 * };
 * ```
 */
export interface SystemUnderTest {
  /** What the system can do. It decides which cases are run, and it does not change. */
  readonly profile: Profile;
  /**
   * Opens a world. Everything that is seen there goes to `report`.
   *
   * @throws Rejects with {@link Unreachable} where there is no such system, or it does not answer.
   */
  open(world: World, report: ReportRecord): Promise<Bench>;
  /** How the target ended, in a few words; undefined while it lives, or where that is not known. */
  howEnded?(): string | undefined;
  /**
   * Starts a dead target again, and does nothing to a living one.
   *
   * @throws Rejects with {@link Unreachable} where that is not possible.
   */
  revive(): Promise<void>;
  /** Kills the target, even if it hangs, and starts it anew. Leave it out where the target is not the suite's to kill. */
  restart?(): Promise<void>;
  /** Ends the run: what the suite has started is stopped, and what it has opened is closed. */
  stop(): Promise<void>;
}

/**
 * The system under test cannot be reached, or is not alive. The run ends without a verdict: exit code 3.
 *
 * @example
 * ```ts
 * throw new Unreachable('nothing listens on port 5222', 'start the server, or give another port');
 * ```
 */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  /** Something takes connections there and never answers: what was there before hangs, and is not gone. */
  readonly stuck: boolean;

  constructor(
    /** What was found, as part of a sentence. */
    readonly found: string,
    /** What may be done about it, as an instruction. */
    readonly advice = '',
    { stuck = false, ...options }: ErrorOptions & { readonly stuck?: boolean } = {},
  ) {
    super(advice === '' ? found : `${found}: ${advice}`, options);
    this.stuck = stuck;
  }
}

/**
 * The suite could not get an access token. The system under test is not to blame.
 *
 * @example
 * throw new NoToken('the token command ended with exit code 1', 'mend the command');
 */
export class NoToken extends Unreachable {}
