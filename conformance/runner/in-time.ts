/** What hangs on a clock needs a suite that is in time itself. DESIGN: section 2. */
import type { Scenario } from '../exchange/index.js';
import type { SystemUnderTest } from '../sut/system.js';
import { whyInDoubt } from './doubt.js';
import { type Crowd, crowds, floor } from './floor.js';
import { type Limits, unhurriedly, unlimited } from './limits.js';
import { type Played, play, type Watch } from './play.js';

export interface Onlookers {
  /** Gives somebody to look on, each time. */
  readonly watch?: () => Watch | undefined;
  /** Whether it is still worth while to play it again. */
  readonly wanted?: () => boolean;
}

/**
 * Plays a scenario; again, where it fails and the suite itself was too slow to tell: among fewer worlds, and then alone. If it was
 * too slow each time, nobody can tell.
 */
export function playInTime(
  system: SystemUnderTest,
  scenario: Scenario,
  limits: Limits,
  { watch = () => undefined, wanted }: Onlookers = {},
): Promise<Played> {
  const once = async (crowd: Crowd) => {
    const roomy = crowd === 'many' ? limits : unhurriedly(limits);
    const played = await floor.within(crowd, () => play(system, scenario, roomy, watch()));
    if (whyInDoubt(played) === undefined) floor.fair();
    else floor.jostled();
    return played;
  };
  // In a debugger nothing is late.
  return limits.answerMs === unlimited.answerMs ? once('many') : untilFair(once, wanted);
}

/** Plays among fewer and fewer, until the suite was in time or nothing is wrong. */
export async function untilFair(
  once: (crowd: Crowd) => Promise<Played>,
  wanted: () => boolean = () => true,
): Promise<Played> {
  let played: Played | undefined;
  let why: string | undefined;
  let plays = 0;
  for (const crowd of crowds) {
    if (played && !wanted()) break;
    played = await once(crowd);
    plays += 1;
    why = whyInDoubt(played);
    if (why === undefined) return { ...played, plays };
  }
  if (!played) throw new Error('a scenario was not played at all');
  const again = plays === crowds.length ? ', and was so again when this was played alone' : '';
  const undecided = `the suite itself was late (${why})${again}`;
  return { ...played, judgement: { ...played.judgement, kind: 'inconclusive' }, undecided, plays };
}
