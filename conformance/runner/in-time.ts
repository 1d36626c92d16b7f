/** What a clock is to judge needs a suite that is in time itself. DESIGN: section 7, time. */
import type { Profile, Scenario } from '../exchange/index.js';
import type { SystemUnderTest } from '../sut/system.js';
import type { Limits } from './limits.js';
import { type Played, play, type Watch } from './play.js';
import { isTimed } from './timed.js';

/**
 * Plays a scenario; once more where a clause about time seems broken, and the suite was late itself. If it is late again, nobody can
 * tell. `watch` gives somebody to look on, each time.
 */
export async function playInTime(
  system: SystemUnderTest,
  scenario: Scenario,
  limits: Limits,
  watch: () => Watch | undefined = () => undefined,
): Promise<Played> {
  const first = await play(system, scenario, limits, watch());
  if (!isDoubtful(first, system.profile, limits)) return first;
  const second = await play(system, scenario, limits, watch());
  if (!isDoubtful(second, system.profile, limits)) return second;
  return { ...second, judgement: { ...second.judgement, kind: 'inconclusive' } };
}

/** Where times are waited for, anything may have come of the lag: the suite may have been taken for somebody who is gone. */
export function isDoubtful({ judgement, lagMs }: Played, { slackMs }: Profile, { waits }: Limits): boolean {
  const { kind, fault } = judgement;
  return kind === 'fail' && lagMs > slackMs && (waits || (fault !== undefined && isTimed(fault.clause)));
}
