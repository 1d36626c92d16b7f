/** A failing scenario, made small: first by fast-check's own shrinking, then by taking out any one or two steps. */
import fc from 'fast-check';
import { type Action, countSteps, type Scenario } from '../exchange/index.js';

/** Whether a scenario still fails in the same way. */
export type Fails = (scenario: Scenario) => Promise<boolean>;

export interface Found {
  readonly scenarios: fc.Arbitrary<Scenario>;
  readonly seed: number;
  /** Which of the generated scenarios fails. */
  readonly index: number;
}

export async function shrink(found: Found, first: Scenario, fails: Fails, budgetMs: number): Promise<Scenario> {
  const deadline = performance.now() + budgetMs;
  const inTime: Fails = async (scenario) => performance.now() < deadline && (await fails(scenario));
  const coarse = await shrinkAsGenerated(found, first, inTime);
  return withoutIdleSeats(await takeOut(coarse, inTime));
}

/** For a scenario whose generator is of no help, or too slow. */
export async function shrinkByHand(first: Scenario, fails: Fails, budgetMs: number): Promise<Scenario> {
  const deadline = performance.now() + budgetMs;
  const inTime: Fails = async (scenario) => performance.now() < deadline && (await fails(scenario));
  const last = await withLastRounds(first, inTime);
  return withoutIdleSeats(await takeOut(await halve(await withFewerSeats(last, inTime), inTime), inTime));
}

/** How many rounds, at most, what goes wrong and what leads up to it are taken to be. */
const LAST_ROUNDS = 3;

/** Tries the last rounds by themselves, with everybody where they have come to be by then. */
async function withLastRounds(first: Scenario, fails: Fails): Promise<Scenario> {
  for (let count = 1; count <= LAST_ROUNDS; count += 1) {
    const smaller = lastRounds(first, count);
    if (countSteps(smaller) < countSteps(first) && (await fails(smaller))) return smaller;
  }
  return first;
}

function lastRounds({ seats, rounds }: Scenario, count: number): Scenario {
  const before = rounds.slice(0, -count);
  const lastJoins = new Map(
    before.flat().flatMap((step) => (step.kind === 'join' ? [[step.seat, step] as const] : [])),
  );
  const joins = before.map((round) => round.filter((step) => lastJoins.get(step.seat) === step));
  return { seats, rounds: [...joins.filter((round) => round.length > 0), ...rounds.slice(-count)] };
}

/** Tries to do without anybody: mostly a few are needed. */
async function withFewerSeats(first: Scenario, fails: Fails): Promise<Scenario> {
  let scenario = first;
  for (const { name } of first.seats) {
    const smaller = withoutSeat(scenario, name);
    if (countSteps(smaller) < countSteps(scenario) && (await fails(smaller))) scenario = smaller;
  }
  return scenario;
}

const withoutSeat = ({ seats, rounds }: Scenario, name: string): Scenario => ({
  seats,
  rounds: rounds.map((round) => round.filter(({ seat }) => seat !== name)).filter((round) => round.length > 0),
});

/** Takes out large pieces before small ones: where each try is dear, most of what is not needed goes by a few of them. */
async function halve(first: Scenario, fails: Fails): Promise<Scenario> {
  let scenario = first;
  for (let size = Math.ceil(countSteps(first) / 2); size > 1; size = Math.floor(size / 2))
    for (let from = 0; from < countSteps(scenario); ) {
      const end = from + size;
      const smaller = drop(scenario, places(from, Math.min(end, countSteps(scenario))));
      // What has moved up into the place of what is gone is tried next.
      if (await fails(smaller)) scenario = smaller;
      else from = end;
    }
  return scenario;
}

const places = (from: number, end: number): number[] => Array.from({ length: end - from }, (_, index) => from + index);

/** fast-check makes the failing value again from seed and index, and shrinks it as it was made. */
async function shrinkAsGenerated({ scenarios, seed, index }: Found, first: Scenario, fails: Fails): Promise<Scenario> {
  let smallest = first;
  const property = fc.asyncProperty(scenarios, async (scenario) => {
    if (!(await fails(scenario))) return true;
    smallest = scenario;
    return false;
  });
  await fc.check(property, { seed, path: String(index), numRuns: 1 });
  return smallest;
}

/** Tries to do without any one step, then without any two, until no such step is left. */
async function takeOut(scenario: Scenario, fails: Fails): Promise<Scenario> {
  for (const smaller of [...without(scenario, 1), ...without(scenario, 2)])
    if (await fails(smaller)) return takeOut(smaller, fails);
  return scenario;
}

function without(scenario: Scenario, count: 1 | 2): Scenario[] {
  const total = countSteps(scenario);
  const picks: number[][] = [];
  for (let one = 0; one < total; one += 1) {
    if (count === 1) picks.push([one]);
    else for (let two = one + 1; two < total; two += 1) picks.push([one, two]);
  }
  return picks.map((pick) => drop(scenario, pick));
}

function drop({ seats, rounds }: Scenario, places: readonly number[]): Scenario {
  let place = -1;
  const keep = (_: Action): boolean => {
    place += 1;
    return !places.includes(place);
  };
  return { seats, rounds: rounds.map((round) => round.filter(keep)).filter((round) => round.length > 0) };
}

/** Seats that do nothing any more, and that nobody names, are taken away. */
function withoutIdleSeats({ seats, rounds }: Scenario): Scenario {
  const named = new Set(
    rounds.flat().flatMap((step) => [step.seat, 'target' in step ? (step.target.split('#')[0] ?? '') : '']),
  );
  return { seats: seats.filter(({ name }) => named.has(name)), rounds };
}
