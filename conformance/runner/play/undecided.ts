/** Why nothing is concluded from what was played. */
import type { History } from '../../exchange/index.js';
import type { Played } from './play.js';

/** The clause of an answer: a system that deviates from it is excused for what it leaves unanswered. */
const ANSWERED = 'request.answered';

/** Of what is inconclusive. */
export const whyInconclusive = ({ undecided }: Pick<Played, 'undecided'>): string =>
  undecided ?? 'the search for an explanation was given up';

/** An answer that comes after it was given up breaks no clause; but what was to follow it was not played. `rounds`: how many were. */
export function whyUndecided({ records, scenario, profile }: History, rounds: number): string | undefined {
  const late = records.find((record) => record.kind === 'overdue');
  if (late === undefined || profile.deviations.some(({ clause }) => clause === ANSWERED)) return undefined;
  const waited = `${late.seat} waited for an answer for more than ${late.afterMs / 1000} s`;
  return `${waited}, and ${unplayed(scenario.rounds.length - rounds, scenario.rounds.length)}: with --debug no answer is late`;
}

function unplayed(left: number, all: number): string {
  if (left === 0) return 'the end was not waited for';
  return `${left} of ${all} rounds ${left === 1 ? 'was' : 'were'} not played`;
}
