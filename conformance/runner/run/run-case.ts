/** One case: many scenarios, in many worlds at once; and for each clause that fails, a small scenario that shows it. */
import { createHash } from 'node:crypto';
import type { Case } from '../../cases/case.js';
import type { CaseResult } from '../../exchange/report.js';
import type { Scenario } from '../../exchange/scenario.js';
import { neededFeatures } from '../case-result.js';
import { type Context, survive } from '../context.js';
import { afterLoss } from '../loss/index.js';
import { whyStopped } from '../max-time.js';
import type { RunOptions } from '../options.js';
import { TargetLost } from '../play/health.js';
import { newRetries } from '../play/limiter.js';
import { limitsFor } from '../play/patience.js';
import type { Played } from '../play/played.js';
import { reportFailures } from '../shrink/index.js';
import { unlessAborted } from '../unless-aborted.js';
import { witnessOf } from '../witness.js';
import { reasonsIn } from './clause-tally.js';
import { conclude, leftOut } from './conclude.js';
import { meet, missingTriples } from './coverage.js';
import { drawScenarios, type NumberedScenario } from './draw.js';
import { runsOf } from './plan.js';
import { heldTo } from './select.js';
import { type CaseEnd, CaseTally, type Gathered, type IsKnown } from './tally.js';
import { watchReturns } from './watch-returns.js';

/**
 * The seed of a case, an unsigned 32-bit number: derived from the run's and the case's id, so that shards and filters
 * never change it.
 */
export function caseSeed(runSeed: number, caseId: string): number {
  return createHash('sha256').update(`${runSeed}/${caseId}`).digest().readUInt32BE(0);
}

/** Plays the scenarios of a case, and concludes nothing yet. */
export async function gather(one: Case, context: Context): Promise<Gathered> {
  const { options, emit, patience } = context;
  const started = performance.now();
  const { quiet } = patience.limits;
  const seed = caseSeed(options.seed, one.id);
  emit({ kind: 'started', id: one.id });
  const scenarios = drawScenarios(one, seed, runsOf(one, options));
  const tally = new CaseTally(seed);
  const end = await playAll(one, scenarios, tally, context);
  return { tally, end, quiet, tookMs: performance.now() - started };
}

/**
 * Runs a case; its scenarios have been played already where `gathered` is given.
 * @throws TargetLost where the run cannot go on.
 */
export async function runCase(given: Case, context: Context, gathered?: Gathered): Promise<CaseResult> {
  const started = performance.now();
  const { profile } = context.system;
  const one = given.toward ? { ...given, scenarios: given.toward(missingTriples(context.triples)) } : given;
  const { tally, end, quiet, tookMs } = gathered ?? (await gather(one, context));
  const before = gathered ? tookMs : 0;
  // A failure that was found before the loss is reported all the same.
  const bads = tally.worst(knownTo(one, context));
  const [worst] = bads;
  if (end.kind === 'lost' && worst?.played.judgement.kind === 'fail') await survive(end.error, context);
  else if (end.kind === 'lost') return afterLoss(one, { ...end, seed: tally.seed }, context);
  const { failures, unseen } = await reportFailures(one, bads, context);
  const clauses = heldTo(one, profile);
  const isUnseen = unseen !== '' && failures.length === 0;
  const cut = end.kind === 'cut' && !worst ? cutShort(tally, end.of, context) : undefined;
  const { verdict, why } = isUnseen
    ? { verdict: 'inconclusive' as const, why: '' }
    : (cut ?? conclude(clauses, tally, worst?.played, { quiet, wire: profile.wire, deviates: tally.deviated > 0 }));
  // Played only to see a deviation: it was held to nothing.
  const isIdle = clauses.length === 0 && verdict === 'pass';
  const turned = !quiet && context.patience.limits.quiet ? GOES_QUIET : '';
  const remarks = [why, unseen, turned, retriedText(tally.retried), leftOut(one, profile)];
  return {
    id: one.id,
    title: one.title,
    clauses,
    ...neededFeatures(one),
    verdict: isIdle ? 'skip' : verdict,
    why: remarks.filter((text) => text !== '').join('; '),
    seed: tally.seed,
    runs: tally.runs,
    checks: clauses.reduce((sum, clause) => sum + (tally.checks.get(clause) ?? 0), 0),
    steps: tally.steps,
    tookMs: Math.round(before + performance.now() - started),
    failures,
  };
}

/** What passed until then says nothing of the scenarios that are left. */
function cutShort({ runs }: CaseTally, of: number, context: Context): Pick<CaseResult, 'verdict' | 'why'> {
  const stopped = whyStopped(context);
  if (runs === 0) return { verdict: 'not-run', why: `${stopped} before` };
  return { verdict: 'inconclusive', why: `${stopped}: ${runs} of ${of} scenarios were played` };
}

/** A slow machine makes a run longer, and no verdict worse. */
const retriedText = (count: number): string =>
  count === 0 ? '' : `played ${count} of them again with more room, for the suite was late itself`;

/** Said once, of the case that found the fence broken. */
const GOES_QUIET = 'the run goes on in quiet mode, without this clause';

/** Plays the scenarios in order, in several worlds at once, until all are done or nothing new is to be expected. */
async function playAll(
  one: Case,
  scenarios: readonly NumberedScenario[],
  tally: CaseTally,
  context: Context,
): Promise<CaseEnd> {
  const { options, emit, patience, triples } = context;
  const underWay = new Set<Scenario>();
  let next = 0;
  let stopped = false;
  const enough = { isKnown: knownTo(one, context), first: options.until !== undefined };
  const wanted = () => tally.goesOn(enough) && !stopped && !options.signal?.aborted;
  const retries = newRetries();
  const worker = async () => {
    while (next < scenarios.length && wanted()) {
      const drawn = scenarios[next];
      next += 1;
      if (!drawn) continue;
      const { scenario, index } = drawn;
      if (one.timed) await unlessAborted(context.stagger, options.signal);
      underWay.add(scenario);
      const watch = () => watchReturns({ ...drawn, one, seed: tally.seed }, context);
      const play = () => playPatiently(one, scenario, context, { wanted, retries, watch });
      const played = await unlessAborted(play, options.signal).catch((error: unknown) => {
        stopped = true;
        throw error;
      });
      if (!played) return;
      underWay.delete(scenario);
      // An inconclusive play teaches nothing.
      if (played.judgement.kind !== 'inconclusive') {
        patience.learn(played);
        context.crosswalk.add(played.history);
        context.clauses.add({ judgement: played.judgement, reasons: reasonsIn(played.history) });
      }
      tally.add(index, played);
      meet(triples, played.judgement);
      emit({ kind: 'progress', id: one.id, done: tally.runs, runs: scenarios.length });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: worldsAtOnce(one, scenarios.length, options) }, worker));
  const broken = ends.find((end): end is PromiseRejectedResult => end.status === 'rejected');
  if (broken && !(broken.reason instanceof TargetLost)) throw broken.reason;
  if (broken) return { kind: 'lost', error: broken.reason, suspects: [...underWay] };
  const isCut = options.signal?.aborted && tally.runs < scenarios.length && tally.goesOn(enough);
  return isCut ? { kind: 'cut', of: scenarios.length } : { kind: 'played' };
}

/** Whether another case stands for a clause already, so that this one would not be shrunk for it. */
const knownTo =
  (one: Case, { witnesses }: Context): IsKnown =>
  (clause) =>
    witnessOf(clause, one, witnesses) !== '';

/** The target is not accused of a missing message that only the suite's haste gave up. */
async function playPatiently(
  one: Case,
  scenario: Scenario,
  { patience, playInTime }: Context,
  options: Parameters<Context['playInTime']>[2],
): Promise<Played> {
  const played = await playInTime(scenario, limitsFor(one, patience), options);
  if (!patience.wasHasty(played)) return played;
  return playInTime(scenario, { ...patience.longest, waits: one.timed }, options);
}

/** Scenarios that wait do so at the same time: each further one costs next to nothing. */
function worldsAtOnce({ timed, alone }: Case, scenarios: number, { concurrency }: RunOptions): number {
  if (alone || concurrency === 1) return 1;
  return timed ? Math.max(scenarios, concurrency) : concurrency;
}
