/** What remains of violations when the clock of a log, or of one of several logs, is not trusted: what no course of time explains. */
import type { History, HistoryRecord } from '../../exchange/index.js';
import type { Findings, Violation } from '../../invariants/index.js';

export type Judging = (history: History) => Findings;

const DAY_MS = 86_400_000;
/** More than all that can be late. */
const EVER_MS = 1e15;

const nameOf = ({ clause, index }: Violation): string => `${clause} ${index}`;
const named = (violations: readonly Violation[]): ReadonlySet<string> => new Set(violations.map(nameOf));

/** What is wrong whether everything happened at once or with days in between. */
export function clockless(history: History, judge: Judging): Findings {
  const atOnce = judge(stamped({ ...history, profile: { ...history.profile, slackMs: EVER_MS } }, (_, place) => place));
  if (atOnce.violations.length === 0) return atOnce;
  const slowly = named(judge(stamped(history, (_, place) => place * DAY_MS)).violations);
  return { ...atOnce, violations: atOnce.violations.filter((violation) => slowly.has(nameOf(violation))) };
}

/** Whether everything that would be wrong otherwise is right where the clock counts something else. */
export function isExplainedBy(unit: number, history: History, judge: Judging, remains: readonly Violation[]): boolean {
  const known = named(remains);
  const scaled = judge(stamped(history, ({ at }) => at * unit));
  return scaled.violations.every((violation) => known.has(nameOf(violation)));
}

/** The violations without those that are none where the clock went back by so much before them. */
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
    const later = stamped(history, ({ at }, place) => {
      latest = Math.max(latest, place >= violation.index ? at + byMs : at);
      return latest;
    });
    return !clears(violation, judge(later).violations, all);
  });
}

/** Whether it is not seen there, nor anything else instead. */
const clears = (violation: Violation, others: readonly Violation[], all: ReadonlySet<string>): boolean =>
  !others.some((other) => nameOf(other) === nameOf(violation) || !all.has(nameOf(other)));

/** So far the clocks of several machines may be apart, in milliseconds; the slack of the log as well. */
const APART_MS = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500];

/**
 * The violations of a history out of several logs without those that are none where the clock of one of them is a little off.
 * `logs` says of each record from which it is; nothing for what is in none.
 */
export function unlessApart(
  violations: readonly Violation[],
  history: History,
  judge: Judging,
  logs: readonly (number | undefined)[],
): readonly Violation[] {
  const all = named(violations);
  let left = violations;
  for (const log of new Set(logs))
    for (const ms of log === undefined ? [] : [...APART_MS, history.profile.slackMs])
      for (const byMs of [ms, -ms]) {
        if (left.length === 0) return left;
        const shifted = shift(history, logs, log as number, byMs);
        const others = judge(shifted.history).violations.map((other) => ({
          ...other,
          index: shifted.places[other.index] ?? other.index,
        }));
        left = left.filter((violation) => !clears(violation, others, all));
      }
  return left;
}

function shift(history: History, logs: readonly (number | undefined)[], log: number, byMs: number) {
  const moved = history.records.map((record, place) => ({
    record: logs[place] === log ? { ...record, at: record.at + byMs } : record,
    place,
    // What ends the history is in no log, and stays at its end.
    key: logs[place] === undefined ? Number.POSITIVE_INFINITY : record.at + (logs[place] === log ? byMs : 0),
  }));
  moved.sort((a, b) => (a.key === b.key ? a.place - b.place : a.key - b.key));
  const records = moved.map(({ record }) => record);
  return { history: { ...history, records }, places: moved.map(({ place }) => place) };
}

function stamped(history: History, stamp: (record: HistoryRecord, place: number) => number): History {
  return { ...history, records: history.records.map((record, place) => ({ ...record, at: stamp(record, place) })) };
}
