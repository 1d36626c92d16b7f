/** What is measured: mixes of scenarios, committed, so that figures of different days can be compared. */
import fc from 'fast-check';
import { anyStep, type Mix, tamed } from '../../arbitraries/index.js';
import { attendee, host, join, type Round, type Scenario } from '../../exchange/scenario.js';

/** A mix of scenarios. */
export interface MeasuredMix {
  readonly name: string;
  readonly scenarios: readonly Scenario[];
}

const SEED = 20;
const SCENARIOS = 60;
const ROUNDS = 20;

const seats = [host('ann'), host('abe'), attendee('bob'), attendee('cyd')];
const names = seats.map(({ name }) => name);

/**
 * Rounds of 4 steps, one a seat, all at the same time: the weights leave about a quarter of the applied steps to
 * joins.
 */
const busy: Mix = { seats, rooms: ['blue'], weights: { join: 12, leave: 7, end: 1, remove: 4, sync: 15, unknown: 4 } };

/** Nobody leaves: all who have joined stay and ask. */
const calm: Mix = { seats, rooms: ['blue'], weights: { sync: 3, unknown: 1 } };

const opening: Round = names.map((name) => join(name));

/** Four steps a round, one of each seat. */
function rounds(mix: Mix): fc.Arbitrary<Round[]> {
  const steps = names.map((name) => anyStep({ ...mix, seats: seats.filter((seat) => seat.name === name) }));
  return fc.array(fc.tuple(...steps), { minLength: ROUNDS - 1, maxLength: ROUNDS - 1 });
}

function sampled(name: string, mix: Mix): MeasuredMix {
  const scenarios = rounds(mix).map((later) => tamed({ seats, rounds: [opening, ...later] }));
  return { name, scenarios: fc.sample(scenarios, { seed: SEED, numRuns: SCENARIOS }) };
}

/** All mixes. */
export const mixes: readonly MeasuredMix[] = [sampled('committed mix', busy), sampled('without rejoins', calm)];
