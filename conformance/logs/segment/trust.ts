/** Holds a piece against the clauses, and trusts the clock of its log, or of its logs, no further than it has shown that it can be. */
import type { Findings, Violation } from '../../invariants/index.js';
import type { Timing } from '../clock/timing.js';
import type { Places } from '../read/line-numbers.js';
import { clockless, isExplainedBy, type Judging, unlessApart, unlessSetBack } from './restamp.js';
import type { Piece } from './segment.js';

export function trusted(piece: Piece, judge: Judging, timing: Timing, places: Places): Findings {
  const { history } = piece;
  const from = beginningOf(piece);
  const doubtful = timing.isDoubtful(from);
  const judged = doubtful ? clockless(history, judge) : judge(history);
  if (judged.violations.length === 0) return judged;
  const timely = doubtful ? judged.violations : byTheClock(piece, from, judge, timing, judged.violations);
  return { ...judged, violations: places.several ? byTheOrder(piece, judge, timing, places, timely) : timely };
}

/** The line in which it begins. What stands for the past is in none. */
const beginningOf = ({ entries }: Piece): number => entries.find(({ made }) => !made)?.line ?? 0;

/** What depends on the clock alone is only said where no other clock explains it. */
function byTheClock(
  { history, entries }: Piece,
  from: number,
  judge: Judging,
  timing: Timing,
  violations: readonly Violation[],
): readonly Violation[] {
  const remains = clockless(history, judge).violations;
  const isTimed = ({ clause, index }: Violation) =>
    !remains.some((other) => other.clause === clause && other.index === index);
  const timed = violations.filter(isTimed);
  const [first] = timed;
  if (!first) return violations;
  const unit = timing.otherUnits.find((other) => isExplainedBy(other, history, judge, remains));
  if (unit !== undefined) {
    timing.sayOther(unit, entries[first.index]?.line ?? from);
    return remains;
  }
  const allowedMs = timing.nudgedSince(from) + timing.declaredMs;
  const lineOf = ({ index }: Violation) => entries[Math.min(index, entries.length - 1)]?.line ?? from;
  const likely = unlessSetBack(timed, history, judge, () => allowedMs);
  const certain = unlessSetBack(likely, history, judge, (one) => timing.unseenBetween(from, lineOf(one)));
  const unseen = likely.find((violation) => !certain.includes(violation));
  if (unseen) timing.sayUnseen(lineOf(unseen));
  return violations.filter((violation) => !isTimed(violation) || certain.includes(violation));
}

/** Two clocks are never quite the same: what depends on the order of lines of several logs is only said where no other order explains it. */
function byTheOrder(
  { history, entries }: Piece,
  judge: Judging,
  timing: Timing,
  places: Places,
  violations: readonly Violation[],
): readonly Violation[] {
  const logs = history.records.map((_, place) => {
    const entry = entries[place];
    return entry && !entry.made ? places.logOf(entry.line) : undefined;
  });
  if (new Set(logs.filter((log) => log !== undefined)).size < 2) return violations;
  const left = unlessApart(violations, history, judge, logs);
  const gone = violations.find((violation) => !left.includes(violation));
  if (gone) timing.sayApart(entries[Math.min(gone.index, entries.length - 1)]?.line ?? 0);
  return left;
}
