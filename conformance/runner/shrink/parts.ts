/**
 * Parts of a scenario that it may do without. A part is given by the places of its steps: the first step of the first
 * round has place 0.
 */
import { parseParticipation } from '../../exchange/names.js';
import { type Action, countSteps, type Scenario } from '../../exchange/scenario.js';

/** The places of some steps. */
export type ScenarioPart = readonly number[];

/** A scenario without a part. */
export function withoutPart({ seats, rounds }: Scenario, part: ScenarioPart): Scenario {
  const gone = new Set(part);
  let place = -1;
  const keep = (): boolean => {
    place += 1;
    return !gone.has(place);
  };
  return { seats, rounds: rounds.map((round) => round.filter(keep)).filter((round) => round.length > 0) };
}

/** A scenario without the seats that have no step, and that no step names. */
export function withoutIdleSeats({ seats, rounds }: Scenario): Scenario {
  const named = new Set(
    rounds.flat().flatMap((step) => [step.seat, 'target' in step ? parseParticipation(step.target).seat : '']),
  );
  return { seats: seats.filter(({ name }) => named.has(name)), rounds };
}

/** The places of those steps that `isMeant`. */
export function placesOf({ rounds }: Scenario, isMeant: (step: Action, round: number) => boolean): ScenarioPart {
  const steps = rounds.flatMap((round, index) => round.map((step) => isMeant(step, index)));
  return steps.flatMap((meant, place) => (meant ? [place] : []));
}

/** All steps of a seat. */
export const ofSeat = (scenario: Scenario, name: string): ScenarioPart =>
  placesOf(scenario, ({ seat }) => seat === name);

/** What comes before the last `count` rounds, but for each seat's latest Join. */
export function beforeLast(scenario: Scenario, count: number): ScenarioPart {
  const end = scenario.rounds.length - count;
  const joins = scenario.rounds
    .slice(0, Math.max(0, end))
    .flatMap((round) => round.filter(({ kind }) => kind === 'join'));
  const latest = new Set(new Map(joins.map((step) => [step.seat, step])).values());
  return placesOf(scenario, (step, round) => round < end && !latest.has(step));
}

/** All steps from place `from`, cut into pieces of `size`. */
export function pieces(scenario: Scenario, size: number, from = 0): ScenarioPart[] {
  const total = countSteps(scenario);
  const starts = Array.from({ length: Math.ceil((total - from) / size) }, (_, piece) => from + piece * size);
  return starts.map((start) => range(start, Math.min(start + size, total)));
}

const range = (from: number, end: number): ScenarioPart =>
  Array.from({ length: end - from }, (_, index) => from + index);

/** Any two steps. */
export function pairs(scenario: Scenario): ScenarioPart[] {
  const places = range(0, countSteps(scenario));
  return places.flatMap((one) => places.slice(one + 1).map((two) => [one, two]));
}
