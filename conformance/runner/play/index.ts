/** What hangs on a clock needs a suite that is in time itself. DESIGN: section 2. */
import type { Scenario } from '../../exchange/index.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { whyInDoubt } from './doubt.js';
import { type Crowd, floor } from './limiter.js';
import { type Limits, unhurriedly, unlimited } from './limits.js';
import { type Played, play, type Watch } from './play.js';
import { Retries } from './retries.js';

export interface Onlookers {
  /** Gives somebody to look on, each time. */
  readonly watch?: () => Watch | undefined;
  /** Whether it is still worth while to play it again. */
  readonly wanted?: () => boolean;
  /** What takes its turn with other plays of the same matter, where it is played again. */
  readonly retries?: Retries;
}

/**
 * Plays a scenario; again, where it fails and the suite itself was too slow to tell: among fewer worlds, and then alone. If it was
 * too slow each time, nobody can tell.
 */
export async function playInTime(
  system: SystemUnderTest,
  scenario: Scenario,
  limits: Limits,
  { watch = () => undefined, wanted = () => true, retries = new Retries() }: Onlookers = {},
): Promise<Played> {
  const playing = (crowd: Crowd) => play(system, scenario, crowd === 'many' ? limits : unhurriedly(limits), watch());
  const first = await floor.within('many', () => playing('many'));
  // In a debugger nothing is late.
  if (limits.answerMs === unlimited.answerMs) return first;
  // While it waited for room, another one may have settled the matter.
  const again = (crowd: Crowd) => floor.within(crowd, async () => (wanted() ? playing(crowd) : undefined));
  const fair = () => untilFair(first, again);
  const played = whyInDoubt(first) === undefined ? await fair() : await retries.within(fair, isPass);
  const { plays = 1 } = played;
  if (plays === 1) floor.fair();
  // Only what goes well with more room is known to have wanted for it.
  else if (isPass(played)) floor.jostled();
  return played;
}

const isPass = ({ judgement }: Played): boolean => judgement.kind === 'pass';

/** What is in doubt is played among these. */
const FEWER = ['few', 'alone'] as const;

/** Plays again what is in doubt, among fewer and fewer, until the suite was in time or nothing is wrong; `again` may decline to. */
export async function untilFair(first: Played, again: (crowd: Crowd) => Promise<Played | undefined>): Promise<Played> {
  let played = first;
  let plays = 1;
  let why = whyInDoubt(first);
  for (const crowd of FEWER) {
    const next = why === undefined ? undefined : await again(crowd);
    if (!next) break;
    plays += 1;
    played = next;
    why = whyInDoubt(played);
  }
  if (why === undefined) return { ...played, plays };
  const repeated = plays > FEWER.length ? ', and was so again when this was played alone' : '';
  const undecided = `the suite itself was late (${why})${repeated}`;
  return { ...played, judgement: { ...played.judgement, kind: 'inconclusive' }, undecided, plays };
}
