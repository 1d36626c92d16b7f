/** How long things may take while a scenario is played. conformance/README.md, "Time and slowness". */

/** Limits of one play, in milliseconds. */
export interface TimeLimits {
  /** How long an answer may take. */
  readonly answerMs: number;
  /** After a missed answer: how long a Join in a fresh world may take before the target counts as hung. */
  readonly probeMs?: number;
  /** How long a message that is missing at the closing fence may still come late. */
  readonly lateMs: number;
  /** The play waits for departures by loss, however long the announced times are. Otherwise they are not judged. */
  readonly waits: boolean;
  /** Fences prove nothing, because the target's fence is broken: the play waits for silence instead. */
  readonly quiet: boolean;
}

/** The limits for a target of which nothing is known yet. */
export const generous: TimeLimits = { answerMs: 2_000, lateMs: 500, waits: true, quiet: false };

/** No limit for answers: the target may sit in a debugger. */
export const unlimited: TimeLimits = {
  ...generous,
  answerMs: Number.POSITIVE_INFINITY,
  probeMs: Number.POSITIVE_INFINITY,
};

/** For a target that has hung already, and is to hang again: each of many attempts waits for it. */
export const brief: TimeLimits = { ...generous, answerMs: 1_000, probeMs: 1_000 };

/** Where the suite or the machine was too slow: a right target answers within these. */
const ROOMY_MS = 10_000;
const ROOMY_LATE_MS = 2_000;

/** The same limits with so much room that only a message that never comes is missed. */
export const withRoom = (limits: TimeLimits): TimeLimits => ({
  ...limits,
  answerMs: Math.max(limits.answerMs, ROOMY_MS),
  lateMs: Math.max(limits.lateMs, ROOMY_LATE_MS),
});
