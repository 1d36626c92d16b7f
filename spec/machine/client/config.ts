/** How long a client waits, and for what. */

/** How long a client waits for what, in milliseconds, and how much it takes in without a word. */
export interface ClientConfig {
  /** How long a Leave waits for RoomLeft before the client closes with 4101. Clause `client.leave-waits`. */
  readonly leavePatienceMs: number;
  /** When roomLeft fires at the latest after leave(). Clause `client.leave-bounded`. */
  readonly leaveBoundMs: number;
  /** How long a client tries to get in. Clause `client.join-repeats-end`. */
  readonly joinLimitMs: number;
  /** How long one attempt may take to open a connection, and then how long its Join or Resume may go unanswered. */
  readonly attemptMs: number;
  /** The wait before the second attempt; each later one is twice as long. Clause `client.spreads-attempts`. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** How many messages are taken in before they are acknowledged unasked. Clause `client.ack-many`. */
  readonly ackEvery: number;
}

/**
 * As the clauses have them, and a little inside: a clock that runs ahead by some milliseconds must not close before 2 s
 * have passed, nor one that is late fire roomLeft after 5 s.
 */
export const defaultClientConfig: ClientConfig = {
  leavePatienceMs: 2100,
  leaveBoundMs: 4500,
  joinLimitMs: 30_000,
  attemptMs: 10_000,
  firstWaitMs: 250,
  longestWaitMs: 8000,
  ackEvery: 256,
};
