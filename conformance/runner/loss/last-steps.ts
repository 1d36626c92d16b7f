/** What a target was doing when it was lost: most often one request of the last round is enough to lose it again. */
import type { History } from '../../exchange/history.js';
import { type Action, countSteps, type Scenario } from '../../exchange/scenario.js';

/**
 * For each step of the last round that was begun, the last step first: the step by itself, after its seat's latest
 * Join. Only what is smaller than the scenario; nothing where no history shows how far the scenario came.
 */
export function lastStepsAlone({ scenario, records }: Pick<History, 'scenario' | 'records'>): Scenario[] {
  const { seats, rounds } = scenario;
  const begun = records.flatMap((record) => (record.kind === 'sent' ? [record.round] : []));
  const last = Math.max(-1, ...begun.filter((round) => round < rounds.length));
  const steps = (rounds[last] ?? []).toReversed();
  return steps
    .map((step) => {
      const join = latestJoin(rounds.slice(0, last), step.seat);
      return { seats: seats.filter(({ name }) => name === step.seat), rounds: join ? [[join], [step]] : [[step]] };
    })
    .filter((alone) => countSteps(alone) < countSteps(scenario));
}

const latestJoin = (rounds: Scenario['rounds'], seat: string): Action | undefined =>
  rounds.flat().findLast((step) => step.kind === 'join' && step.seat === seat);
