/** How long the scenarios of a case wait for announced times. */
import fc from 'fast-check';
import type { Case } from '../../cases/case.js';
import type { Profile } from '../../exchange/profile.js';
import type { Scenario } from '../../exchange/scenario.js';
import { pauseOf } from '../play/pause.js';

/** So many scenarios show what a case waits for. */
const SAMPLE = 5;

/**
 * The longest time that one of a few scenarios of a timed case waits, in milliseconds: its steps that wait, and at its
 * end the departures by loss.
 */
export function longestWait({ scenarios, heartbeat }: Pick<Case, 'scenarios' | 'heartbeat'>, profile: Profile): number {
  const sample = fc.sample(scenarios, { seed: 1, numRuns: SAMPLE });
  const silence = heartbeat.includes('timeout') ? pauseOf('past-timeout', profile) : 0;
  return Math.max(...sample.map((scenario) => waitOf(scenario, profile))) + silence + pauseOf('past-window', profile);
}

/** Steps of one round wait at the same time. */
const waitOf = ({ rounds }: Scenario, profile: Profile): number =>
  rounds.reduce((sum, round) => {
    const pauses = round.map((step) => (step.kind === 'wait' ? pauseOf(step.pause, profile) : 0));
    return sum + Math.max(0, ...pauses);
  }, 0);
