/**
 * Is a mutant found, and a variant let pass? One run of the suite against one server, held to what the suite
 * promises of itself.
 */
import type { ClauseId } from '../../gen/clauses.js';
import type { CaseResult, Failure, Report } from '../exchange/report.js';
import type { Alteration, Mutant } from '../mutants/mutant.js';
import { timesFor } from '../report/failure.js';
import { lastResort } from '../report/summary.js';
import type { RunOptions } from '../runner/options.js';
import { runSuite } from '../runner/run/index.js';
import { replayFile } from '../runner/run/replay.js';
import { isSteady } from '../runner/shrink/shrink-failure.js';
import type { SystemUnderTest } from '../sut/system.js';

/** A failure is shrunk to at most so many applied steps, where its mutant does not say otherwise. */
const MOST_STEPS = 6;
const mostSteps = ({ steps = MOST_STEPS }: Partial<Blamed>): number => steps;

/** Worlds that are open at once. */
const CONCURRENCY = 16;

/** What is tried, a server or a client: its name, and by which clauses it may be blamed. */
export type Named = Pick<Alteration, 'name'>;
/** What is tried, with the clauses that it breaks. */
export type Blamed = Named & Pick<Mutant, 'breaks' | 'or' | 'steps'>;

/** What a run came to. */
export interface Attempt {
  /** Of the mutant or the variant. */
  readonly name: string;
  readonly seed: number;
  /** What is not as it should be, in one sentence; empty where the mutant was killed, or the variant passed. */
  readonly wrong: string;
  /** Each clause that was seen broken in the run. */
  readonly broken: readonly ClauseId[];
  /** Applied steps of the shrunk scenario. */
  readonly steps: number;
  /** From the start of the run until the failure that counts was found and shrunk, in milliseconds. */
  readonly foundMs: number;
  /** The whole run. */
  readonly tookMs: number;
  /** What the summary of the run says of `history.nothing-else`, where it named a failure. */
  readonly lastResort: readonly string[];
}

/** How a run is made. */
export interface AttemptOptions extends Pick<RunOptions, 'seed' | 'output' | 'signal'> {
  /** A run stops as soon as it has a failure that is reproduced and small. */
  readonly bail: boolean;
}

/** Tries to kill a mutant. */
export async function attempt(mutant: Blamed, system: SystemUnderTest, options: AttemptOptions): Promise<Attempt> {
  const { report, ...times } = await run(mutant, system, options);
  const failure = firstShrunk(report, mostSteps(mutant));
  const wrong = wrongWith(mutant, report, failure) || (await wrongReplay(mutant, system, failure));
  return {
    name: mutant.name,
    seed: options.seed,
    wrong,
    broken: brokenIn(report),
    steps: failure?.shrink.to ?? 0,
    ...times,
  };
}

/** Holds the suite to letting a variant pass. */
export async function tolerate(variant: Named, system: SystemUnderTest, options: AttemptOptions): Promise<Attempt> {
  const { report, ...times } = await run(variant, system, options);
  const failure = firstShrunk(report, MOST_STEPS);
  const wrong = report.exitCode === 0 ? '' : `the run ended with ${report.exitCode}, not with 0${accused(report)}`;
  return {
    name: variant.name,
    seed: options.seed,
    wrong,
    broken: brokenIn(report),
    steps: failure?.shrink.to ?? 0,
    ...times,
  };
}

async function run(one: Named | Blamed, system: SystemUnderTest, { bail, ...options }: AttemptOptions) {
  const { name } = one;
  const most = mostSteps(one);
  const started = performance.now();
  const since = () => Math.round(performance.now() - started);
  let smallMs = 0;
  let foundMs = 0;
  const wanted = {
    ...options,
    first: 'breaks' in one ? [one.breaks, ...(one.or ?? [])] : [],
    target: name,
    cases: [],
    concurrency: CONCURRENCY,
    ...(bail ? { until: (result: CaseResult) => isFound(result, most) } : {}),
  };
  const report = await runSuite(system, wanted, (event) => {
    if (event.kind !== 'finished') return;
    if (smallMs === 0 && event.result.failures.some((failure) => isSmall(failure, most))) smallMs = since();
    if (foundMs === 0 && isFound(event.result, most)) foundMs = since();
  });
  return { report, foundMs: foundMs || smallMs, tookMs: since(), lastResort: lastResort(report) };
}

const brokenIn = ({ clauses }: Report): ClauseId[] =>
  clauses.flatMap(({ clause, broken }) => (broken > 0 ? [clause] : []));

const isSmall = ({ shrink }: Failure, most: number): boolean => shrink.fails > 0 && shrink.to <= most;
/** One that seldom shows may not show when it is replayed: a better one is waited for. */
const isGood = (failure: Failure, most: number): boolean => isSmall(failure, most) && isSteady(failure.shrink);
const isFound = ({ verdict, failures }: CaseResult, most: number): boolean =>
  verdict === 'fail' && failures.some((failure) => isGood(failure, most));

function accused({ cases }: Report): string {
  const [first] = cases.filter(({ verdict }) => !['pass', 'skip', 'not-run'].includes(verdict));
  if (!first) return '';
  const [failure] = first.failures;
  return `: ${first.id} ${failure ? `fails by ${failure.clause}` : `is ${first.verdict} (${first.why})`}`;
}

/** The first failure that was shrunk and is reproduced; another one only where there is none. */
function firstShrunk({ cases }: Report, most: number): Failure | undefined {
  const own = cases.flatMap(({ failures }) => failures).filter(({ shrink }) => shrink.sameAs === '');
  return (
    own.find((one) => isGood(one, most)) ??
    own.find((one) => isSmall(one, most)) ??
    own.find(({ shrink }) => shrink.fails > 0) ??
    own[0]
  );
}

function wrongWith(mutant: Blamed, report: Report, failure: Failure | undefined): string {
  if (report.exitCode !== 1 || !failure) return `the run ended with ${report.exitCode}, not with 1`;
  if (!isBlamed(mutant, failure)) return `it failed by ${failure.clause}, not by ${mutant.breaks}`;
  const { to } = failure.shrink;
  const most = mostSteps(mutant);
  return to > most ? `it was shrunk to ${to} steps, and ${most} are the most` : '';
}

/** As often as the printed line says, and among as many others. */
async function wrongReplay(mutant: Blamed, system: SystemUnderTest, failure: Failure | undefined): Promise<string> {
  const clauses = new Set<string>();
  const { fails = 0, of = 0, atOnce = 1 } = failure?.shrink ?? {};
  for (let left = timesFor({ fails, of }); left > 0; left -= atOnce) {
    const replayed = await replayFile(system, failure?.file ?? '', { times: atOnce, concurrency: atOnce });
    const found = replayed.cases.flatMap(({ failures }) => failures);
    if (found.some((one) => isBlamed(mutant, one))) return '';
    for (const { clause } of found) clauses.add(clause);
  }
  const often = `${timesFor({ fails, of })} times (it failed ${fails} of ${of})`;
  return `the saved file fails by ${[...clauses].join(', ') || 'nothing'} when it is replayed ${often}: ${failure?.file}`;
}

const isBlamed = ({ breaks, or = [] }: Blamed, { clause }: Failure): boolean => [breaks, ...or].includes(clause);
