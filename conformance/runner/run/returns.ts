/**
 * Clients that came back to a world which was closed, where all was over: no verdict yet, for nobody looked on. The
 * scenario is played again, and waits at its end for as long as the return took.
 */
import type { CaseResult } from '../../exchange/report.js';
import { countSteps, type Scenario, wait } from '../../exchange/scenario.js';
import { Unreachable } from '../../sut/system.js';
import { type Context, isOver } from '../context.js';
import { whyStopped } from '../max-time.js';
import type { TimeLimits } from '../play/limits.js';
import { pauseOf } from '../play/pause.js';
import type { BadRun, Played } from '../play/played.js';
import type { SeenReturn } from '../seen-return.js';
import { reportFailures } from '../shrink/index.js';
import { unlessAborted } from '../unless-aborted.js';

/** A scenario waits this often at the most: a return that took longer cannot be shown again. */
const MOST_WAITS = 4;
/** What a replay may be slower, in milliseconds. */
const SPARE_MS = 500;
/** How often the scenario is played again, until somebody comes back. */
const MOST_PLAYS = 3;

/** The clause that a return breaks; the case itself may have shown it already. */
const CLAUSE = 'client.never-rejoins';

/** The results that change because somebody came back: each is given as soon as it is known. */
export async function* examineReturns(results: readonly CaseResult[], context: Context): AsyncGenerator<CaseResult> {
  const isEnough = (result: CaseResult) => !!context.options.until?.(result);
  if (isOver(context) || results.some(isEnough)) return;
  const open = results.flatMap((result) => {
    const isKnown = result.failures.some(({ clause }) => clause === CLAUSE);
    const first = isKnown ? undefined : shortestOf(result.id, context);
    return first ? [{ result, first }] : [];
  });
  // The shortest makes the best witness.
  open.sort((a, b) => stepsOf(a.first) - stepsOf(b.first));
  try {
    // All of them wait at the same time.
    const replays = await Promise.all(open.map(({ first }) => playAgain(first, context)));
    for (const [place, { result, first }] of open.entries()) {
      const after = await concluded(result, { first, bads: replays[place] ?? [] }, context);
      if (after === result) continue;
      yield after;
      if (isEnough(after)) return;
    }
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    context.target = { state: 'lost', error };
  }
}

const stepsOf = ({ scenario }: SeenReturn): number => countSteps(scenario);

const shortestOf = (id: string, { returns }: Context): SeenReturn | undefined =>
  returns.filter(({ one }) => one.id === id).sort((a, b) => stepsOf(a) - stepsOf(b) || a.index - b.index)[0];

/** With so many waits at its end that the world is still open at the time of the return. */
function waiting({ scenario, sinceSettledMs }: SeenReturn, { system }: Context): Scenario | undefined {
  const waits = Math.ceil((sinceSettledMs + SPARE_MS) / pauseOf('past-leave', system.profile));
  if (waits > MOST_WAITS) return undefined;
  return { ...scenario, rounds: [...scenario.rounds, ...Array.from({ length: waits }, () => [wait('past-leave')])] };
}

/** The first play that fails. */
async function playAgain(seen: SeenReturn, context: Context): Promise<readonly BadRun[]> {
  const { options, patience, playInTime } = context;
  const scenario = waiting(seen, context);
  const wanted = () => !isOver(context);
  const once = async (limits: TimeLimits, again: Scenario): Promise<Played | undefined> => {
    await context.stagger();
    if (wanted()) return playInTime(again, limits, { wanted });
  };
  for (let plays = 0; scenario && plays < MOST_PLAYS; plays += 1) {
    const limits = { ...patience.longest, waits: true };
    const played = await unlessAborted(() => once(limits, scenario), options.signal);
    if (played?.judgement.kind === 'fail') return [{ played, index: seen.index, seed: seen.seed }];
  }
  return [];
}

/** What is found about one case. */
interface Replayed {
  readonly first: SeenReturn;
  readonly bads: readonly BadRun[];
}

/** Where nobody comes back again, nothing is concluded; where that may have been a slow machine, nothing is said. */
async function concluded(result: CaseResult, { first, bads }: Replayed, context: Context): Promise<CaseResult> {
  const { failures, unseen } = await reportFailures({ ...first.one, timed: true, alone: false }, bads, context);
  if (failures.length > 0)
    return { ...result, verdict: 'fail', why: joined(unseen), failures: [...result.failures, ...failures] };
  if (first.inDoubt && unseen === '') return result;
  const seconds = (first.sinceLeftMs / 1_000).toFixed(1);
  const came = `a client came back ${seconds} s after its roomLeft, when its world was closed`;
  const why = joined(result.why, came, unseen || again(context));
  return { ...result, verdict: result.verdict === 'fail' ? 'fail' : 'inconclusive', why };
}

const again = (context: Context): string => whyStopped(context) || 'it did not do so again where the suite looked on';

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('; ');
