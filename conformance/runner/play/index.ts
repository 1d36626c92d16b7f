/** Plays a scenario until the suite itself was in time. The way into play/; its data is in played.ts and limits.ts. */
import type { Scenario } from '../../exchange/scenario.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { whyInDoubt } from './doubt.js';
import { type Crowding, limiter, newRetries, type Retries } from './limiter.js';
import { type TimeLimits, unlimited, withRoom } from './limits.js';
import { play } from './play.js';
import type { Played, Watch } from './played.js';

/** How the plays of one scenario are observed and repeated. */
export interface PlayOptions {
  /** Gives an observer for each play. */
  readonly watch?: () => Watch | undefined;
  /** Whether a retry is still worth while. */
  readonly wanted?: () => boolean;
  /** Retries take turns with those of other scenarios of the same case. */
  readonly retries?: Retries;
}

/**
 * Plays a scenario. Where it fails and the suite itself was too slow to tell, it is retried among fewer worlds, and
 * then alone. If the suite was too slow each time, the result is inconclusive.
 * @throws TargetLost where the target hangs or dies.
 */
export async function playInTime(
  system: SystemUnderTest,
  scenario: Scenario,
  limits: TimeLimits,
  { watch = () => undefined, wanted = () => true, retries = newRetries() }: PlayOptions = {},
): Promise<Played> {
  const playing = (crowd: Crowding) => play(system, scenario, crowd === 'many' ? limits : withRoom(limits), watch());
  const first = await limiter.within('many', () => playing('many'));
  // In a debugger nothing is late.
  if (limits.answerMs === unlimited.answerMs) return first;
  // While this retry waited for room, another one may have settled the case.
  const retry = (crowd: Crowding) => limiter.within(crowd, async () => (wanted() ? playing(crowd) : undefined));
  const inTime = () => untilInTime(first, retry);
  const played = whyInDoubt(first) === undefined ? await inTime() : await retries.within(inTime, isPass);
  const { plays = 1 } = played;
  if (plays === 1) limiter.recover();
  // A retry that passes shows that the first play lacked room.
  else if (isPass(played)) limiter.backOff();
  return played;
}

const isPass = ({ judgement }: Played): boolean => judgement.kind === 'pass';

/** Where a failure is in doubt, its scenario is retried among these. */
const FEWER = ['few', 'alone'] as const;

/**
 * Retries a play that is in doubt, among fewer and fewer worlds, until the suite was in time or nothing is wrong;
 * `retry` may decline.
 */
export async function untilInTime(
  first: Played,
  retry: (crowd: Crowding) => Promise<Played | undefined>,
): Promise<Played> {
  let played = first;
  let plays = 1;
  let why = whyInDoubt(first);
  for (const crowd of FEWER) {
    const next = why === undefined ? undefined : await retry(crowd);
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
