/** When the target is lost: a loss that comes again on the same scenario is the implementation's failure; anything else leaves no verdict. */
import type { Case } from '../../cases/index.js';
import type { CaseResult, Failure } from '../../exchange/index.js';
import { TargetLost } from '../play/health.js';
import { SEARCH_MS, SHRINK_HUNG_MS, SHRINK_MS } from '../play/limits.js';
import { keep } from '../run/keep.js';
import type { Context } from '../run/run-case.js';
import { without } from '../run/sum-up.js';
import { shrinkByHand } from '../shrink/shrink.js';
import { unlessAborted } from '../unless-aborted.js';
import { type Loss, saveSuspects } from './suspects.js';
import { CLAUSE, Trial } from './trial.js';

/** Throws the loss where the run cannot go on after it. */
export async function afterLoss(one: Case, loss: Loss, context: Context): Promise<CaseResult> {
  const { system, options } = context;
  const trial = new Trial(system, loss.error, options);
  try {
    const found = (await unlessAborted(() => culprit(trial, loss), options.signal)) ?? 'and then the run was stopped';
    if (typeof found === 'string')
      return await unexplained(one, { ...loss, error: because(loss, found) }, context, trial);
    return await explained(one, found, loss, context, trial);
  } catch (error) {
    if (!(error instanceof TargetLost)) throw error;
    throw new TargetLost(error.how, `${error.message}; ${await saveSuspects(one, loss, context)}`);
  }
}

const because = ({ error }: Loss, why: string): TargetLost => new TargetLost(error.how, `${error.message} (${why})`);

/** The failure that is the cause, or why nobody can tell. */
async function culprit(trial: Trial, { suspects, error }: Loss): Promise<Failure | string> {
  const deadline = error.how === 'hung' ? performance.now() + SEARCH_MS : Number.POSITIVE_INFINITY;
  // All at once is fast, and mostly nothing comes of it: a loss that does not come again is not waited for long.
  if (!(await trial.loss(suspects))) return 'once: repeating what was under way did not do it again';
  for (const scenario of suspects) {
    if (performance.now() > deadline) return 'twice, and there was no time to play each scenario by itself';
    const failure = await trial.accusation(scenario);
    if (failure) return failure;
  }
  return 'twice, but no scenario does it when it is played by itself';
}

/** A target that has died is started again, and the other cases are run; one that hangs now and then would have each of them wait. */
async function unexplained(one: Case, loss: Loss, context: Context, trial: Trial): Promise<CaseResult> {
  if (loss.error.how === 'hung') throw loss.error;
  if (!context.options.signal?.aborted) await trial.bringBack();
  const why = `${loss.error.message}; ${await saveSuspects(one, loss, context)}`;
  return { ...without(one, 'not-run', why), verdict: 'inconclusive', seed: loss.seed, runs: loss.suspects.length };
}

async function explained(
  one: Case,
  found: Failure,
  { error, suspects, seed }: Loss,
  context: Context,
  trial: Trial,
): Promise<CaseResult> {
  const small = await makeSmall(one, found, context, trial);
  const failure = await keep(small, seed, one, context);
  // What has been found stands, though nothing more can be run.
  if (!context.options.signal?.aborted)
    await trial.bringBack().catch((worse: TargetLost) => {
      context.lost = worse;
    });
  const numbers = { seed, runs: suspects.length, checks: 1, steps: failure.shrink.to };
  const what = error.how === 'hung' ? 'hangs, and hangs' : 'dies, and dies';
  const why = `the target ${what} again when the scenario is repeated`;
  return { ...without(one, 'not-run', why), verdict: 'fail', ...numbers, failures: [failure] };
}

/** Only the first loss of a run is made small: the others are most likely the same. */
async function makeSmall(
  one: Case,
  found: Failure,
  { shrunk, emit, options }: Context,
  trial: Trial,
): Promise<Failure> {
  const sameAs = shrunk.get(CLAUSE) ?? '';
  if (sameAs !== '') return { ...found, shrink: { ...found.shrink, fails: 0, of: 0, sameAs } };
  shrunk.set(CLAUSE, one.id);
  emit({ kind: 'shrinking', id: one.id, clause: CLAUSE });
  const started = performance.now();
  let smallest = found;
  const stillFails = async (scenario: Failure['scenario']): Promise<boolean> => {
    const failure = await trial.failure(scenario);
    smallest = failure ?? smallest;
    return failure !== undefined;
  };
  const budgetMs = trial.first.how === 'hung' ? SHRINK_HUNG_MS : SHRINK_MS;
  await unlessAborted(() => shrinkByHand(found.scenario, stillFails, budgetMs), options.signal);
  const tookMs = Math.round(performance.now() - started);
  return { ...smallest, shrink: { ...smallest.shrink, from: found.shrink.from, tookMs } };
}
