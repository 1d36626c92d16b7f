/**
 * Judges a history once more with other stamps: a violation that goes away then is no proof where the clock is not
 * trusted.
 */
import type { History, HistoryRecord } from '../../exchange/history.js';
import type { Findings } from '../../invariants/invariant.js';
import type { Violation } from '../../invariants/sheet.js';

/** One of the judges of the invariants. */
export type Judging = (history: History) => Findings;

const DAY_MS = 86_400_000;
/** Longer than anything can be late. */
const FOREVER_MS = 1e15;

const nameOf = ({ clause, index }: Violation): string => `${clause} ${index}`;
const named = (violations: readonly Violation[]): ReadonlySet<string> => new Set(violations.map(nameOf));

/** What is wrong both if everything happened at once and if days lay in between. */
export function judgeWithoutClock(history: History, judge: Judging): Findings {
  const atOnce = judge(
    restamped({ ...history, profile: { ...history.profile, slackMs: FOREVER_MS } }, (_, index) => index),
  );
  if (atOnce.violations.length === 0) return atOnce;
  const slowly = named(judge(restamped(history, (_, index) => index * DAY_MS)).violations);
  return { ...atOnce, violations: atOnce.violations.filter((violation) => slowly.has(nameOf(violation))) };
}

/** Whether the clock explains all violations but those which `remain`, if it counts this unit. */
export function isExplainedByUnit(
  unit: number,
  history: History,
  judge: Judging,
  remain: readonly Violation[],
): boolean {
  const known = named(remain);
  const scaled = judge(restamped(history, ({ at }) => at * unit));
  return scaled.violations.every((violation) => known.has(nameOf(violation)));
}

/** The violations without those that go away if the clock went back by so many milliseconds before them. */
export function unlessSetBack(
  violations: readonly Violation[],
  history: History,
  judge: Judging,
  by: (violation: Violation) => number,
): readonly Violation[] {
  const all = named(violations);
  return violations.filter((violation) => {
    const byMs = by(violation);
    if (byMs === 0) return true;
    let latest = Number.NEGATIVE_INFINITY;
    const later = restamped(history, ({ at }, index) => {
      latest = Math.max(latest, index >= violation.index ? at + byMs : at);
      return latest;
    });
    return !isCleared(violation, judge(later).violations, all);
  });
}

/** Whether this violation is not among the `others`, nor anything new instead of it. */
const isCleared = (violation: Violation, others: readonly Violation[], all: ReadonlySet<string>): boolean =>
  !others.some((other) => nameOf(other) === nameOf(violation) || !all.has(nameOf(other)));

/**
 * How far the clocks of several machines may be apart, in milliseconds. They may be apart by the slack of the log
 * as well.
 */
const APART_MS = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500];

/**
 * The violations of a history out of several logs without those that go away if the clock of one log is a little off.
 * `logs`: the log of each record; undefined for a record that is in none.
 */
export function unlessApart(
  violations: readonly Violation[],
  history: History,
  judge: Judging,
  logs: readonly (number | undefined)[],
): readonly Violation[] {
  const all = named(violations);
  let left = unlessTied(violations, history, judge, logs);
  for (const log of new Set(logs))
    for (const ms of log === undefined ? [] : [...APART_MS, history.profile.slackMs])
      for (const byMs of [ms, -ms]) {
        if (left.length === 0) return left;
        const others = judgeShifted(history, judge, logs, (record, its) =>
          its === log ? record.at + byMs : record.at,
        );
        left = left.filter((violation) => !isCleared(violation, others, all));
      }
  return left;
}

/**
 * The violations without those that go away if the lines of one log come before the others of the same stamp, or behind them: nobody knows
 * which came first.
 */
function unlessTied(
  violations: readonly Violation[],
  history: History,
  judge: Judging,
  logs: readonly (number | undefined)[],
): readonly Violation[] {
  const all = named(violations);
  const { records } = history;
  return violations.filter((violation) => {
    const stamp = records[violation.index]?.at;
    const tied = new Set(logs.filter((_, index) => records[index]?.at === stamp));
    if (tied.size < 2) return true;
    return ![...tied].some((log) =>
      [TIE_MS, -TIE_MS].some((byMs) => {
        const moved = ({ at }: HistoryRecord, its: number | undefined) =>
          its === log && at === stamp ? at + byMs : at;
        return isCleared(violation, judgeShifted(history, judge, logs, moved), all);
      }),
    );
  });
}

/** Less than there is between any two stamps. */
const TIE_MS = 1e-4;

/** What is found where the records of the logs have these stamps, by the places that they have without. */
function judgeShifted(
  history: History,
  judge: Judging,
  logs: readonly (number | undefined)[],
  stamp: (record: HistoryRecord, log: number | undefined) => number,
): Violation[] {
  const moved = history.records.map((record, index) => {
    const log = logs[index];
    const at = stamp(record, log);
    // The records that end the history are in no log, and stay at its end.
    return { record: { ...record, at }, index, key: log === undefined ? Number.POSITIVE_INFINITY : at };
  });
  moved.sort((a, b) => (a.key === b.key ? a.index - b.index : a.key - b.key));
  const { violations } = judge({ ...history, records: moved.map(({ record }) => record) });
  return violations.map((other) => ({ ...other, index: moved[other.index]?.index ?? other.index }));
}

function restamped(history: History, stamp: (record: HistoryRecord, index: number) => number): History {
  return { ...history, records: history.records.map((record, index) => ({ ...record, at: stamp(record, index) })) };
}
