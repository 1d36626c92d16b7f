/** Shrinks a failing scenario: by fast-check as it was drawn, or by hand; then any one or two steps are taken out. */
import fc from 'fast-check';
import { countSteps, type Scenario } from '../../exchange/scenario.js';
import type { Budget } from './budget.js';
import { beforeLast, ofSeat, pairs, pieces, withoutIdleSeats, withoutPart } from './parts.js';

/** Whether a scenario still fails in the same way. */
export type Fails = (scenario: Scenario) => Promise<boolean>;

/**
 * A scenario of more steps is shrunk coarsely first, and not by any two of its steps: of forty steps there are eight
 * hundred such pairs.
 */
const FEW_STEPS = 12;

/** How long a steady failure is shrunk, in milliseconds. */
export const SHRINK_MS = 5_000;

/** Where a failing scenario came from. */
export interface DrawnScenario {
  readonly scenarios: fc.Arbitrary<Scenario>;
  readonly seed: number;
  /** The number of the failing scenario among those drawn. */
  readonly index: number;
}

/** Shrinks a scenario as fast-check drew it. */
export async function shrinkAsDrawn(
  drawn: DrawnScenario,
  first: Scenario,
  fails: Fails,
  budget: Budget,
): Promise<Scenario> {
  const inTime: Fails = async (scenario) => budget.left() > 0 && (await fails(scenario));
  const coarse = await shrinkByFastCheck(drawn, first, inTime);
  const find: FindFailing = (smaller) => firstThatFails(smaller, inTime, 1);
  return withoutIdleSeats(await takeOut(countSteps(coarse) > FEW_STEPS ? await coarsely(coarse, find) : coarse, find));
}

/**
 * Shrinks a scenario whose arbitrary does not help, or is too slow. `atOnce`: how many smaller scenarios are tried at
 * the same time.
 */
export async function shrinkByHand(first: Scenario, fails: Fails, budget: Budget, atOnce = 1): Promise<Scenario> {
  const inTime: Fails = async (scenario) => budget.left() > 0 && (await fails(scenario));
  const find: FindFailing = (smaller) => firstThatFails(smaller, inTime, atOnce);
  return withoutIdleSeats(await takeOut(await coarsely(first, find), find));
}

/** Takes out most of what is not needed, in a few tries. */
const coarsely = async (first: Scenario, find: FindFailing): Promise<Scenario> =>
  halve(await withFewerSeats(await withLastRounds(first, find), find), find);

/** The index of the first smaller scenario that still fails; -1 where none does. */
type FindFailing = (smaller: readonly Scenario[]) => Promise<number>;

async function firstThatFails(smaller: readonly Scenario[], fails: Fails, atOnce: number): Promise<number> {
  for (let from = 0; from < smaller.length; from += atOnce) {
    const tried = await Promise.all(smaller.slice(from, from + atOnce).map(fails));
    if (tried.includes(true)) return from + tried.indexOf(true);
  }
  return -1;
}

/** A fault and its cause mostly lie within so many rounds. */
export const LAST_ROUNDS = 3;

/** Tries the last rounds by themselves, with each seat's latest Join before them. */
async function withLastRounds(first: Scenario, find: FindFailing): Promise<Scenario> {
  const parts = Array.from({ length: LAST_ROUNDS }, (_, index) => beforeLast(first, index + 1));
  const smaller = parts.filter((part) => part.length > 0).map((part) => withoutPart(first, part));
  return smaller[await find(smaller)] ?? first;
}

/** Tries to do without each seat: mostly a few are needed. */
async function withFewerSeats(scenario: Scenario, find: FindFailing, seats = scenario.seats): Promise<Scenario> {
  const active = seats.filter(({ name }) => ofSeat(scenario, name).length > 0);
  const smaller = active.map(({ name }) => withoutPart(scenario, ofSeat(scenario, name)));
  const found = await find(smaller);
  // A seat that was needed before is still needed.
  return smaller[found] ? withFewerSeats(smaller[found], find, active.slice(found + 1)) : scenario;
}

/** Takes out large pieces before small ones: a few expensive tries remove most of what is not needed. */
async function halve(first: Scenario, find: FindFailing): Promise<Scenario> {
  let scenario = first;
  for (let size = Math.ceil(countSteps(first) / 2); size > 1; size = Math.floor(size / 2))
    scenario = await withoutPieces(scenario, size, find);
  return scenario;
}

async function withoutPieces(scenario: Scenario, size: number, find: FindFailing, from = 0): Promise<Scenario> {
  const parts = pieces(scenario, size, from);
  const found = await find(parts.map((part) => withoutPart(scenario, part)));
  const part = parts[found];
  // The piece that has moved up into the gap is tried next.
  return part ? withoutPieces(withoutPart(scenario, part), size, find, from + found * size) : scenario;
}

/** fast-check draws the failing value again from seed and index, and shrinks it. */
async function shrinkByFastCheck(
  { scenarios, seed, index }: DrawnScenario,
  first: Scenario,
  fails: Fails,
): Promise<Scenario> {
  let smallest = first;
  const property = fc.asyncProperty(scenarios, async (scenario) => {
    if (!(await fails(scenario))) return true;
    smallest = scenario;
    return false;
  });
  await fc.check(property, { seed, path: String(index), numRuns: 1 });
  return smallest;
}

/** Tries to do without any one step, then, of few, without any two, until no step can go. */
async function takeOut(scenario: Scenario, find: FindFailing): Promise<Scenario> {
  const parts = [...pieces(scenario, 1), ...(countSteps(scenario) > FEW_STEPS ? [] : pairs(scenario))];
  const smaller = parts.map((part) => withoutPart(scenario, part));
  const found = smaller[await find(smaller)];
  return found ? takeOut(found, find) : scenario;
}
