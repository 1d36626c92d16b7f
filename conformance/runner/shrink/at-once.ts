/**
 * Shrinks a scenario that waits, and fails every time: each of many smaller ones is tried at the same moment, for all
 * of them take as long as one.
 */
import { countSteps, type Scenario } from '../../exchange/scenario.js';
import type { Budget } from './budget.js';
import { beforeLast, ofSeat, pairs, pieces, type ScenarioPart, withoutIdleSeats, withoutPart } from './parts.js';
import { type Fails, LAST_ROUNDS } from './shrink.js';

/** Of more steps there are too many pairs to try them all at once. */
const MOST_IN_PAIRS = 7;

/** `unneeded`: parts that the failure may tell, besides those of any scenario. Tries nothing new when its time is over. */
export async function shrinkAtOnce(
  first: Scenario,
  fails: Fails,
  budget: Budget,
  unneeded: readonly ScenarioPart[] = [],
): Promise<Scenario> {
  const besides = unneeded.filter(({ length }) => length > 0);
  let scenario = first;
  let parts = [...besides, ...partsOf(first)];
  while (parts.length > 0 && budget.left() > 0) {
    const part = await largestThatCanGo(scenario, parts, fails);
    if (!part) break;
    scenario = withoutPart(scenario, part);
    parts = partsOf(scenario);
  }
  return withoutIdleSeats(scenario);
}

/** What can go by itself mostly can go together: of all unions of such parts, the largest without which it still fails. */
async function largestThatCanGo(
  scenario: Scenario,
  parts: readonly ScenarioPart[],
  fails: Fails,
): Promise<ScenarioPart | undefined> {
  const alone = await canGo(scenario, parts, fails);
  const [best] = await canGo(scenario, unionsOf(alone), fails);
  return best ?? alone[0];
}

/** Those without which it still fails, the largest first. */
async function canGo(scenario: Scenario, parts: readonly ScenarioPart[], fails: Fails): Promise<ScenarioPart[]> {
  const failed = await Promise.all(parts.map((part) => fails(withoutPart(scenario, part))));
  return parts.filter((_, index) => failed[index]).sort((one, other) => other.length - one.length);
}

/** The first two of some parts, the first three, and so on: each that is larger than the one before. */
function unionsOf(parts: readonly ScenarioPart[]): ScenarioPart[] {
  const unions: ScenarioPart[] = [];
  let union = new Set<number>(parts[0]);
  for (const part of parts.slice(1)) {
    const larger = new Set([...union, ...part]);
    if (larger.size > union.size) unions.push([...larger]);
    union = larger;
  }
  return unions;
}

/** All that is worth a try: its last rounds alone, each seat, each piece, each step, and of few steps any two. */
function partsOf(scenario: Scenario): ScenarioPart[] {
  const total = countSteps(scenario);
  const sizes = [2, 4].map((share) => Math.ceil(total / share)).filter((size) => size > 1);
  const parts = [
    ...Array.from({ length: LAST_ROUNDS }, (_, index) => beforeLast(scenario, index + 1)),
    ...scenario.seats.map(({ name }) => ofSeat(scenario, name)),
    ...sizes.flatMap((size) => pieces(scenario, size)),
    ...pieces(scenario, 1),
    ...(total > MOST_IN_PAIRS ? [] : pairs(scenario)),
  ];
  const distinct = new Map(parts.map((part) => [String(part), part]));
  return [...distinct.values()].filter(({ length }) => length > 0 && length < total);
}
