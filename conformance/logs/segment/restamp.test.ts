/** Violations that another clock explains: of a judge that looks at nothing but stamps. */
import { describe, expect, it } from 'vitest';
import type { History, HistoryRecord } from '../../exchange/history.js';
import type { Violation } from '../../invariants/sheet.js';
import { isExplainedByUnit, type Judging, judgeWithoutClock, unlessApart, unlessSetBack } from './restamp.js';

const violation = (index: number, clause = 'connection.lost-in-time') =>
  ({ clause, index, allowed: '', seen: '' }) as unknown as Violation;

/** Records at these stamps; `action` bears the place of each, which it keeps wherever it is moved. */
const historyAt = (stamps: readonly number[], slackMs = 1_000): History => {
  const records = stamps.map(
    (at, place) =>
      ({ kind: 'sent', at, seat: `${place}`, round: 0, connection: 1, action: { kind: 'ack' } }) as unknown,
  );
  return { profile: { slackMs }, records: records as HistoryRecord[] } as unknown as History;
};

const placeOf = (record: HistoryRecord | undefined): number => Number(record?.seat);

const judging =
  (find: (history: History) => readonly Violation[]): Judging =>
  (history) => ({ violations: find(history), checks: new Map() });

const gapBefore = ({ records }: History, index: number) => (records[index]?.at ?? 0) - (records[index - 1]?.at ?? 0);

/** The last record must come so long after the one before, at least or at most. */
const early = (leastMs: number) =>
  judging((history) => {
    const last = history.records.length - 1;
    return gapBefore(history, last) < leastMs ? [violation(last)] : [];
  });
const late = (mostMs: number) =>
  judging((history) => {
    const last = history.records.length - 1;
    return gapBefore(history, last) > mostMs + history.profile.slackMs ? [violation(last)] : [];
  });
const always = judging(() => [violation(1, 'reason.true')]);
/** Record 0 must stand before record 1. */
const ordered = judging(({ records }) => {
  const places = records.map(placeOf);
  return places.indexOf(0) < places.indexOf(1) ? [] : [violation(places.indexOf(0), 'departure.once')];
});

describe('without a clock', () => {
  it('what is early or late is no violation, and what has nothing to do with it is one', () => {
    const history = historyAt([0, 10]);
    expect(judgeWithoutClock(history, early(1_000)).violations).toEqual([]);
    expect(judgeWithoutClock(historyAt([0, 900_000_000]), late(1_000)).violations).toEqual([]);
    expect(judgeWithoutClock(history, always).violations).toEqual([violation(1, 'reason.true')]);
  });

  it('only what is wrong both at once and slowly remains', () => {
    const both = judging((history) => [...early(1_000)(history).violations, ...always(history).violations]);
    expect(judgeWithoutClock(historyAt([0, 10]), both).violations).toEqual([violation(1, 'reason.true')]);
    const elsewhere = judging((history) => [violation(gapBefore(history, 1) > 1 ? 1 : 0, 'reason.true')]);
    expect(judgeWithoutClock(historyAt([0, 10]), elsewhere).violations).toEqual([]);
  });

  it('a history that is right at once is judged once', () => {
    let times = 0;
    judgeWithoutClock(
      historyAt([0, 10]),
      judging(() => {
        times += 1;
        return [];
      }),
    );
    expect(times).toBe(1);
  });
});

describe('another unit', () => {
  it('explains what is right by it', () => {
    const history = historyAt([0, 10]);
    expect(isExplainedByUnit(1_000, history, early(10_000), [])).toBe(true);
    expect(isExplainedByUnit(1_000, history, early(10_001), [])).toBe(false);
    expect(isExplainedByUnit(1e-3, historyAt([0, 3_000_000]), late(2_000), [])).toBe(true);
  });

  it('need not explain what remains wrong without a clock', () => {
    expect(isExplainedByUnit(1, historyAt([0, 10]), always, [violation(1, 'reason.true')])).toBe(true);
    expect(isExplainedByUnit(1, historyAt([0, 10]), always, [violation(0, 'reason.true')])).toBe(false);
    expect(isExplainedByUnit(1, historyAt([0, 10]), always, [violation(1)])).toBe(false);
  });
});

describe('a clock that was set back', () => {
  const history = historyAt([0, 5, 905]);
  const wrong = [violation(2)];

  it.each([
    [99, 1],
    [100, 0],
  ])('by %i ms explains what is early by no more: %i remain', (byMs, remain) => {
    expect(unlessSetBack(wrong, history, early(1_000), () => byMs)).toHaveLength(remain);
  });

  it('by nothing explains nothing', () => {
    expect(
      unlessSetBack(
        wrong,
        history,
        judging(() => []),
        () => 0,
      ),
    ).toEqual(wrong);
  });

  it('explains nothing where something else would be wrong then', () => {
    const instead = judging((one) => (gapBefore(one, 2) > 900 ? [violation(1, 'reason.true')] : wrong));
    expect(unlessSetBack(wrong, history, instead, () => 500)).toEqual(wrong);
    const known = [...wrong, violation(1, 'reason.true')];
    const byMs = ({ index }: Violation) => (index === 2 ? 500 : 0);
    expect(unlessSetBack(known, history, instead, byMs)).toEqual([violation(1, 'reason.true')]);
  });

  it('is asked for each violation, and moves what comes behind', () => {
    const places: number[] = [];
    unlessSetBack([violation(1), violation(2)], historyAt([0, 5, 3]), early(0), ({ index }) => {
      places.push(index);
      return 7;
    });
    expect(places).toEqual([1, 2]);
    const stamps: number[][] = [];
    const noting = judging(({ records }) => {
      stamps.push(records.map(({ at }) => at));
      return [];
    });
    unlessSetBack([violation(1)], historyAt([0, 5, 3, 20]), noting, () => 7);
    expect(stamps).toEqual([[0, 12, 12, 27]]);
  });
});

describe('the clocks of two logs that are apart', () => {
  const wrong = [violation(1, 'departure.once')];
  /** Record 1 stands before record 0 by so much, in another log. */
  const swapped = (byMs: number, slackMs?: number): History => {
    const { records, ...history } = historyAt([byMs, 0], slackMs);
    return { ...history, records: records.toReversed() };
  };

  it.each([
    [0, 1_000, 0],
    [499, 10, 0],
    [500, 10, 1],
    [699, 700, 0],
    [700, 700, 1],
  ])('by %i ms explain an order, with a slack of %i: %i remain', (byMs, slackMs, remain) => {
    expect(ordered(swapped(byMs)).violations).toEqual(wrong);
    const left = unlessApart(wrong, swapped(byMs, slackMs), ordered, [0, 1]);
    expect(left).toHaveLength(byMs === 0 ? 0 : remain);
  });

  it('may hide in one stamp that one came before the other, both ways round', () => {
    // The causes are 1 and 2, and their effects 0 and 3. If one clock was set by anything, 3 would stand before 2.
    const both = judging(({ records }) => {
      const places = records.map(placeOf);
      const isBefore = (one: number, other: number) => places.indexOf(one) < places.indexOf(other);
      return [[1, 0] as const, [2, 3] as const].flatMap(([cause, effect]) =>
        isBefore(cause, effect) ? [] : [violation(places.indexOf(effect), 'reason.true')],
      );
    });
    const tied = historyAt([5, 5, 9, 9]);
    const found = both(tied).violations;
    expect(found).toEqual([violation(0, 'reason.true')]);
    expect(unlessApart(found, tied, both, [0, 1, 0, 1])).toEqual([]);
    expect(unlessApart(found, tied, both, [0, 0, 0, 1])).toEqual(found);
    expect(unlessApart(found, historyAt([4, 5, 9, 9]), both, [0, 1, 0, 1])).toEqual(found);
  });

  it('explain no order within one of them, nor one of what is in none', () => {
    expect(unlessApart(wrong, swapped(5), ordered, [0, 0])).toEqual(wrong);
    expect(unlessApart(wrong, swapped(5), ordered, [0, undefined])).toEqual(wrong);
  });

  it('explain nothing where something else would be wrong then', () => {
    const instead = judging((history) => {
      const { violations } = ordered(history);
      return violations.length > 0 ? violations : [violation(0, 'reason.true')];
    });
    expect(unlessApart(wrong, swapped(5), instead, [0, 1])).toEqual(wrong);
  });

  it('leave what ends the history at its end', () => {
    const { records, ...history } = historyAt([5, 0, 7]);
    const ended = { ...history, records: [records[1], records[0], records[2]] as HistoryRecord[] };
    const orders = new Set<string>();
    const noting = judging(({ records: all }) => {
      orders.add(all.map(placeOf).join(''));
      return wrong;
    });
    unlessApart(wrong, ended, noting, [0, 1, undefined]);
    expect([...orders].sort()).toEqual(['012', '102']);
  });

  it('are tried no further where nothing is wrong any more', () => {
    let times = 0;
    const counting = judging(() => {
      times += 1;
      return [];
    });
    expect(unlessApart(wrong, swapped(5), counting, [0, 1])).toEqual([]);
    expect(times).toBe(1);
  });
});
