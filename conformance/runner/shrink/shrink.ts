/** A failing scenario, made small: first by fast-check's own shrinking, then by taking out any one or two steps. */
import fc from 'fast-check';
import { type Action, countSteps, parseParticipation, type Scenario } from '../../exchange/index.js';

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
  return withoutIdleSeats(await takeOut(coarse, (smaller) => firstThatFails(smaller, inTime, 1)));
}

/** For a scenario whose generator is of no help, or too slow. `atOnce`: how many smaller scenarios are tried at the same time. */
export async function shrinkByHand(first: Scenario, fails: Fails, budgetMs: number, atOnce = 1): Promise<Scenario> {
  const deadline = performance.now() + budgetMs;
  const inTime: Fails = async (scenario) => performance.now() < deadline && (await fails(scenario));
  const look: Look = (smaller) => firstThatFails(smaller, inTime, atOnce);
  const last = await withLastRounds(first, look);
  return withoutIdleSeats(await takeOut(await halve(await withFewerSeats(last, look), look), look));
}

/** The place of the first of some smaller scenarios that still fails; -1 where none does. */
type Look = (smaller: readonly Scenario[]) => Promise<number>;

async function firstThatFails(smaller: readonly Scenario[], fails: Fails, atOnce: number): Promise<number> {
  for (let from = 0; from < smaller.length; from += atOnce) {
    const tried = await Promise.all(smaller.slice(from, from + atOnce).map(fails));
    if (tried.includes(true)) return from + tried.indexOf(true);
  }
  return -1;
}

/** How many rounds, at most, what goes wrong and what leads up to it are taken to be. */
const LAST_ROUNDS = 3;

/** Tries the last rounds by themselves, with everybody where they have come to be by then. */
async function withLastRounds(first: Scenario, look: Look): Promise<Scenario> {
  const parts = Array.from({ length: LAST_ROUNDS }, (_, index) => lastRounds(first, index + 1));
  const smaller = parts.filter((part) => countSteps(part) < countSteps(first));
  return smaller[await look(smaller)] ?? first;
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
async function withFewerSeats(scenario: Scenario, look: Look, seats = scenario.seats): Promise<Scenario> {
  const active = seats.filter(({ name }) => countSteps(withoutSeat(scenario, name)) < countSteps(scenario));
  const smaller = active.map(({ name }) => withoutSeat(scenario, name));
  const found = await look(smaller);
  // Whoever was needed before is needed still.
  return smaller[found] ? withFewerSeats(smaller[found], look, active.slice(found + 1)) : scenario;
}

const withoutSeat = ({ seats, rounds }: Scenario, name: string): Scenario => ({
  seats,
  rounds: rounds.map((round) => round.filter(({ seat }) => seat !== name)).filter((round) => round.length > 0),
});

/** Takes out large pieces before small ones: where each try is dear, most of what is not needed goes by a few of them. */
async function halve(first: Scenario, look: Look): Promise<Scenario> {
  let scenario = first;
  for (let size = Math.ceil(countSteps(first) / 2); size > 1; size = Math.floor(size / 2))
    scenario = await withoutPieces(scenario, size, look);
  return scenario;
}

async function withoutPieces(scenario: Scenario, size: number, look: Look, from = 0): Promise<Scenario> {
  const total = countSteps(scenario);
  const starts = Array.from({ length: Math.ceil((total - from) / size) }, (_, piece) => from + piece * size);
  const smaller = starts.map((start) => drop(scenario, places(start, Math.min(start + size, total))));
  const found = await look(smaller);
  // What has moved up into the place of what is gone is tried next.
  return smaller[found] ? withoutPieces(smaller[found], size, look, starts[found]) : scenario;
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
async function takeOut(scenario: Scenario, look: Look): Promise<Scenario> {
  const smaller = [...without(scenario, 1), ...without(scenario, 2)];
  const found = smaller[await look(smaller)];
  return found ? takeOut(found, look) : scenario;
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
    rounds.flat().flatMap((step) => [step.seat, 'target' in step ? parseParticipation(step.target).seat : '']),
  );
  return { seats: seats.filter(({ name }) => named.has(name)), rounds };
}
