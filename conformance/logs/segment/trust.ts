/** Judges a segment, and trusts the clocks of its logs no further than they have shown that they can be trusted. */
import { isTimed } from '../../invariants/index.js';
import type { Findings } from '../../invariants/invariant.js';
import type { Violation } from '../../invariants/sheet.js';
import type { Timing } from '../clock/timing.js';
import type { LineNumbers } from '../read/line-numbers.js';
import { isExplainedByUnit, type Judging, judgeWithoutClock, unlessApart, unlessSetBack } from './restamp.js';
import { beginningOf, type Segment } from './segment.js';

/** What the clocks and the order of the lines are known well enough for. */
export interface Trust {
  readonly timing: Timing;
  readonly numbers: LineNumbers;
}

/** What was found, and whether the clock said nothing for it. */
export type TrustedFindings = Findings & { readonly clockless: boolean };

/** The judgement without the violations that another clock, or another order of the lines of several logs, explains. */
export function judgeAsTrusted(segment: Segment, judge: Judging, trust: Trust): TrustedFindings {
  const { history, records } = segment;
  const { timing, numbers } = trust;
  const from = beginningOf(records);
  const doubtful = timing.isDoubtful(from);
  const judged = doubtful ? withoutTimed(judgeWithoutClock(history, judge)) : { ...judge(history), clockless: false };
  if (judged.violations.length === 0) return judged;
  const timely = doubtful ? judged.violations : byTheClock(segment, judge, timing, judged.violations);
  return { ...judged, violations: numbers.several ? byTheOrder(segment, judge, trust, timely) : timely };
}

/** What only a clock can judge was held against nothing then. */
function withoutTimed({ violations, checks }: Findings): TrustedFindings {
  return { violations, checks: new Map([...checks].filter(([clause]) => !isTimed(clause))), clockless: true };
}

/** A violation by the clock alone is only reported where no other clock explains it. */
function byTheClock(
  { history, records }: Segment,
  judge: Judging,
  timing: Timing,
  violations: readonly Violation[],
): readonly Violation[] {
  const from = beginningOf(records);
  const remain = judgeWithoutClock(history, judge).violations;
  const isTimed = ({ clause, index }: Violation) =>
    !remain.some((other) => other.clause === clause && other.index === index);
  const timed = violations.filter(isTimed);
  const [first] = timed;
  if (!first) return violations;
  const unit = timing.otherUnits.find((other) => isExplainedByUnit(other, history, judge, remain));
  if (unit !== undefined) {
    timing.sayOther(unit, records[first.index]?.line ?? from);
    return remain;
  }
  const allowedMs = timing.nudgedSince(from) + timing.declaredMs;
  const lineOf = ({ index }: Violation) => records[Math.min(index, records.length - 1)]?.line ?? from;
  const likely = unlessSetBack(timed, history, judge, () => allowedMs);
  const certain = unlessSetBack(likely, history, judge, (one) => timing.unseenBetween(from, lineOf(one)));
  const unseen = likely.find((violation) => !certain.includes(violation));
  if (unseen) timing.sayUnseen(lineOf(unseen));
  return violations.filter((violation) => !isTimed(violation) || certain.includes(violation));
}

/**
 * Two clocks are never quite the same. A violation that depends on the order of the lines of several logs is only
 * reported where no other order explains it.
 */
function byTheOrder(
  { history, records }: Segment,
  judge: Judging,
  { timing, numbers }: Trust,
  violations: readonly Violation[],
): readonly Violation[] {
  const logs = history.records.map((_, index) => {
    const logged = records[index];
    return logged && !logged.synthetic ? numbers.logOf(logged.line) : undefined;
  });
  if (new Set(logs.filter((log) => log !== undefined)).size < 2) return violations;
  const left = unlessApart(violations, history, judge, logs);
  const gone = violations.find((violation) => !left.includes(violation));
  if (gone) timing.sayApart(records[Math.min(gone.index, records.length - 1)]?.line ?? 0);
  return left;
}
