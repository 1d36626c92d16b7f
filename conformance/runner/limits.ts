/** How long things may take, in milliseconds. DESIGN: section 6, deadlines, and section 7, absence. */
import type { Limits } from './play.js';

export const generous: Limits = { answerMs: 2_000, lateMs: 500 };

/** While shrinking, a scenario that hangs is tried again and again: an answer gets ten times what the slowest one took. */
export const whileShrinking = (slowestAnswerMs: number): Limits => ({
  answerMs: Math.min(generous.answerMs, Math.max(100, 10 * slowestAnswerMs)),
  lateMs: Math.min(generous.lateMs, Math.max(50, 10 * slowestAnswerMs)),
});

/** How long the shrinking of one failure may take. */
export const SHRINK_MS = 5_000;

/** How often a shrunk scenario is run again, to tell a steady failure from a rare one. */
export const REPEATS = 3;
